import type { AgentInput } from '../core/agents/input.ts';
import type { AgentState } from '../core/agents/state.ts';
import { agentDeadline, stepAgent } from '../core/agents/step.ts';
import { callDeadline } from '../core/call/deadline.ts';
import type { CallEvent, CallInput } from '../core/call/input.ts';
import { changesOnlySpeech } from '../core/call/speech-activity.ts';
import type { CallState } from '../core/call/state.ts';
import { isDone, numbersOf, stepCall } from '../core/call/step.ts';
import { isFromFuture } from '../core/callback/clock-set-back.ts';
import type { CallbackInput } from '../core/callback/input.ts';
import { callbackDeadline } from '../core/callback/on-deadline.ts';
import { type CallbackState, isOpen } from '../core/callback/state.ts';
import { stepCallback } from '../core/callback/step.ts';
import type { Step, Tell } from '../core/effects.ts';
import type { OutageInput } from '../core/outage/input.ts';
import type { OutageState } from '../core/outage/state.ts';
import { stepOutage } from '../core/outage/step.ts';
import type { ProgrammeInput, ProgrammeRules } from '../core/programme/input.ts';
import { programmeDeadline } from '../core/programme/programme.ts';
import type { ProgrammeState } from '../core/programme/state.ts';
import { stepProgramme } from '../core/programme/step.ts';
import type { Rules } from '../core/rules.ts';
import type { Timestamp } from '../core/time.ts';
import type { MachineKind } from './machine-states.ts';
import { programmeInput, programmeRules } from './programme-input.ts';
import type { Registry } from './registry.ts';
import { restoreCall } from './restore.ts';
import type { EngineSite } from './site.ts';

/** What the states of all kinds have in common: an id. */
export interface MachineState {
  readonly id: string;
}

/** What the events of all kinds have in common: a type. */
export interface MachineEvent {
  readonly type: string;
}

/** What a machine's input or deadline may depend on besides its state. */
export interface World<R extends Rules = Rules> {
  readonly at: Timestamp;
  readonly rules: R;
  readonly registry: Registry;
}

/** A kind of machine. The engine, the store and the timers know no more of it than this. */
export interface Machine<S extends MachineState = MachineState, I = MachineEvent, R extends Rules = Rules> {
  /** How the ids begin that the engine makes; absent: it makes none. */
  readonly idPrefix?: string;
  step(state: S, input: I & { readonly at: Timestamp }, rules: R): Step<S>;
  rules(state: S, site: EngineSite): R;
  /** The clock by which it asks to be woken. */
  readonly clock: 'mono' | 'wall';
  /** When it asks to be woken, in ms of its clock; null: not. */
  deadline(state: S, world: World<R>): number | null;
  /** Nothing but its deadline changes it as time goes by; others that go by the wall clock are asked again every minute. */
  waitsForDeadlineOnly?(state: S): boolean;
  /** UTC ms at which it was over; null: it is not. */
  endedAt(state: S): number | null;
  /** The engine knows of it after its end, too, until it is pruned. */
  readonly staysKnown?: true;
  /** An input that means nothing to it is logged. */
  readonly warns?: true;
  /** Its inputs are in the journal, from which it can be replayed. */
  readonly isJournaled?: true;
  /** The input as the journal has it. `hasPassed`: passing changes have led to this state, which the journal has not. */
  journaled?(input: I, before: S, rules: R, hasPassed: boolean): MachineEvent;
  /** The event, with what the machine has to know of the world to take it. */
  inputOf?(state: S, event: I, world: World<R>): I;
  /** Nothing has changed that has to be kept at once: it is kept with the next change. */
  isPassing?(event: I, before: S, step: Step<S>): boolean;
  /** The state that is kept. */
  keptState?(state: S, before: S): S;
  /** Whoever has caused this step relies on it: it is on the disk before any command tells somebody. */
  isDurable?(step: Step<S>): boolean;
  /** Whom a change of the state concerns, besides those whom the step tells. */
  concerns?(state: S, at: Timestamp): readonly Tell[];
  /** The state with which a starting engine goes on. `lastAt`: the machine has booted since that moment, the last on record. */
  restore?(state: S, rules: R, now: Timestamp, lastAt?: Timestamp): S;
}

/** What the engine needs to know about a kind of machine. */
export type MachineTable = Readonly<Record<string, Machine>>;

const call: Machine<CallState, CallInput> = {
  idPrefix: 'c',
  warns: true,
  isJournaled: true,
  clock: 'mono',
  step: stepCall,
  rules: ({ standard, edition }, site) => site.rules(standard, edition),
  deadline: (state, { rules }) => callDeadline(state, rules),
  // one that has still to be written down is not over: its callback waits for how it went
  endedAt: (state) => (isDone(state) ? state.endedAt : null),
  inputOf: (state, event, { registry, rules }) => ({ ...event, ...doNotCall(state, rules, registry) }),
  journaled: (input, { speech }, _rules, hasPassed) => (hasPassed && speech ? { ...input, speech } : input),
  isPassing: (event, before, step) => isSpeech(event) && changesOnlySpeech(before, step),
  restore: restoreCall,
};

const callback: Machine<CallbackState, CallbackInput> = {
  idPrefix: 'b',
  warns: true,
  isJournaled: true,
  clock: 'wall',
  step: stepCallback,
  rules: ({ standard }, site) => site.rules(standard),
  deadline: (state, { rules, at }) =>
    isFromFuture(state, at.wall) ? at.wall : callbackDeadline(state, rules),
  // for one that is due the hours in which the line may call can end
  waitsForDeadlineOnly: ({ status }) => status.is !== 'due',
  endedAt: ({ status }) => (!isOpen({ status }) && 'at' in status ? status.at : null),
  // it goes by the current standard
  journaled: (input, _before, { edition }) => ({ ...input, edition }),
  keptState: nextRevision,
  concerns: (state, { wall }) => {
    const { number, line, status, programme } = state;
    const tells: Tell[] = [];
    if (status.is === 'settled') tells.push({ to: 'customerCalled', called: { number, line, at: wall } });
    if (programme) {
      const event = { type: 'callbackChanged', callback: state } as const;
      tells.push({ to: 'programme', id: programme.programme, event });
    }
    return tells;
  },
};

const agent: Machine<AgentState, AgentInput> = {
  warns: true,
  clock: 'mono',
  step: stepAgent,
  rules: anyRules,
  deadline: agentDeadline,
  endedAt: () => null,
};

const outage: Machine<OutageState, OutageInput> = {
  idPrefix: 'o',
  clock: 'wall',
  step: stepOutage,
  rules: anyRules,
  deadline: () => null,
  endedAt: ({ endedAt, until }) => endedAt ?? until,
  staysKnown: true,
  isDurable: ({ facts }) => facts.length > 0,
};

const programme: Machine<ProgrammeState, ProgrammeInput, ProgrammeRules> = {
  idPrefix: 'p',
  clock: 'wall',
  step: stepProgramme,
  rules: programmeRules,
  deadline: (state, { registry, at }) =>
    programmeDeadline(state, registry.programmes.rows(state.id), at.wall),
  endedAt: ({ status }) => ('at' in status ? status.at : null),
  staysKnown: true,
  inputOf: programmeInput,
};

/** Every kind of machine that the engine runs. */
export const MACHINES = { call, callback, agent, outage, programme } satisfies Record<MachineKind, Machine>;

/** Two operators who have looked at the same state cannot both change it. */
export function nextRevision(state: CallbackState, { revision }: CallbackState): CallbackState {
  return { ...state, revision: revision + 1 };
}

/** Agents and outages go by no standard. */
function anyRules(_state: MachineState, site: EngineSite): Rules {
  return site.rules('');
}

function doNotCall(
  state: CallState,
  rules: Rules,
  { doNotCall: listed }: Registry,
): Pick<CallInput, 'doNotCall'> {
  if (listed.size === 0) return {};
  const numbers = numbersOf(state, rules).filter((number) => listed.has(number));
  return numbers.length > 0 ? { doNotCall: numbers } : {};
}

function isSpeech({ type }: CallEvent): boolean {
  return type === 'talkStarted' || type === 'talkEnded';
}
