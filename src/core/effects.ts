import type { AgentEvent } from './agents/input.ts';
import type { CallbackEvent } from './callback/input.ts';
import type { Command } from './commands.ts';
import type { Fact } from './facts.ts';
import type { AgentId, CallbackId, CallId, OutageId, ProgrammeId } from './ids.ts';
import type { Alert } from './model/alert.ts';
import type { CallbackRequest } from './model/callback.ts';
import type { CustomerChoice } from './model/customer.ts';
import type { OutgoingCall } from './model/outgoing-call.ts';
import type { OutageEvent } from './outage/input.ts';
import type { ProgrammeEvent } from './programme/input.ts';
import type { CustomerCalled, RowState } from './programme/state.ts';

/** A message from one machine to another. The engine handles it in the same turn and commits both together. */
export type Tell =
  | { readonly to: 'agent'; readonly id: AgentId; readonly event: AgentEvent }
  | { readonly to: 'callback'; readonly id: CallbackId; readonly event: CallbackEvent }
  | { readonly to: 'outage'; readonly id: OutageId; readonly event: OutageEvent }
  | { readonly to: 'programme'; readonly id: ProgrammeId; readonly event: ProgrammeEvent }
  | { readonly to: 'customer'; readonly choice: CustomerChoice }
  | { readonly to: 'customerCalled'; readonly called: CustomerCalled }
  | { readonly to: 'programmeRow'; readonly row: RowState }
  | { readonly to: 'newCallback'; readonly request: CallbackRequest }
  /** callback.follow_up: the customer talks with an agent in this call. */
  | { readonly to: 'openFollowUp'; readonly number: string; readonly line: string; readonly call: CallId }
  /** callback.number: the caller has corrected the number of an earlier request of the same call. */
  | { readonly to: 'correctCallback'; readonly was: CallbackRequest; readonly request: CallbackRequest }
  /** close.record: the agent has changed the result of this call, and has stated one now: the callbacks that only the one before
   * has made are not needed. */
  | {
      readonly to: 'resultChanged';
      readonly number: string;
      readonly line: string;
      readonly call: CallId;
      readonly agent: AgentId;
    }
  | { readonly to: 'newCall'; readonly call: OutgoingCall }
  | { readonly to: 'newAlert'; readonly alert: Alert };

/** The result of a machine's step: new state, commands, messages and facts. */
export interface Step<S> {
  readonly state: S;
  readonly commands: readonly Command[];
  readonly tells: readonly Tell[];
  readonly facts: readonly Fact[];
  /** The input meant nothing in this state: nothing has changed, and the shell logs it. */
  readonly unexpected: boolean;
}
