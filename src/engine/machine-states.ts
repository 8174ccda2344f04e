import type { AgentState } from '../core/agents/state.ts';
import type { CallState } from '../core/call/state.ts';
import type { CallbackState } from '../core/callback/state.ts';
import type { OutageState } from '../core/outage/state.ts';
import type { ProgrammeState } from '../core/programme/state.ts';

/** The state of each kind of machine. */
export interface MachineStates {
  readonly call: CallState;
  readonly callback: CallbackState;
  readonly agent: AgentState;
  readonly outage: OutageState;
  readonly programme: ProgrammeState;
}

/** The kinds of machines. */
export type MachineKind = keyof MachineStates;

/** States of machines, by kind. */
export type StatesByKind = { readonly [K in MachineKind]?: readonly MachineStates[K][] };
