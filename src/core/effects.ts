import type { Wanted } from './agents/state.ts';
import type { AgentEvent } from './agents/step.ts';
import type { AlertCause, Recording, Salutation } from './call/state.ts';
import type { CallbackKind, CustomerHours, ProgrammeRow } from './callback/state.ts';
import type { CallbackEvent } from './callback/step.ts';
import type { Command } from './commands.ts';
import type { Fact } from './facts.ts';
import type { AgentId, CallbackId, CallId, Language, OutageId } from './ids.ts';
import type { OutageEvent } from './outage/step.ts';

/** A callback that somebody has a right to from now on. */
export interface CallbackPromise {
  readonly kind: CallbackKind;
  /** E.164. */
  readonly number: string;
  readonly dialled: string;
  readonly line: string;
  readonly standard: string;
  readonly language: Language;
  /** Who is asked for, where that is not just any agent. */
  readonly wants?: Wanted;
  /** Null where it comes from no call. */
  readonly from: CallId | null;
  /** The customer, and the question, in somebody's words. */
  readonly name?: string;
  readonly about?: string;
  /** Who asks for it, where it is no caller: an operator, or a program. */
  readonly by?: string;
  /** When the customer wants to be called. */
  readonly hours?: CustomerHours;
  readonly programme?: ProgrammeRow;
  /** UTC ms: the place in the queue that is kept. */
  readonly place: number;
  /** UTC ms of the first try; where not said, as the kind has it. */
  readonly dueAt?: number;
  /** So long after now the customer is to have been called; where not said, the time of callback.interim. */
  readonly withinMs?: number;
  /** Who is to get it first. */
  readonly agent?: AgentId;
  /** hold.hurried: goes before others. */
  readonly hurried?: true;
  /** hear.oneway: what the callback has to open with, besides what every one opens with. */
  readonly why?: 'oneWay';
}

/** language.caller: what a caller has chosen, to be remembered for the next time. */
export interface CustomerChoice {
  /** E.164. */
  readonly number: string;
  readonly language: Language;
  /** UTC ms of the choice, or of the last call that went by it. */
  readonly at: number;
}

/** How a line places its callbacks. */
export interface Placing {
  /** The customer's phone rings first, while an agent is kept free. */
  readonly customerFirst?: true;
  /** Whoever answers has to take the call by a key: an answering machine does not. */
  readonly press1?: true;
}

/** One attempt at a callback: a call that rings `agent` first, then the customer; or the other way round. */
export interface OutgoingCall extends Placing {
  readonly id: CallId;
  readonly callback: CallbackId;
  readonly attempt: number;
  readonly kind: CallbackKind;
  /** UTC ms of the promise. */
  readonly since: number;
  /** UTC ms: of a customer who has to wait for an agent. */
  readonly place: number;
  readonly hurried?: true;
  readonly wants?: Wanted;
  readonly agent: AgentId;
  readonly number: string;
  readonly dialled: string;
  readonly line: string;
  readonly standard: string;
  readonly language: Language;
  readonly salutation: Salutation;
  readonly why?: 'oneWay';
  /** Absent: nothing is recorded. */
  readonly recording?: Recording;
}

/** A call that rings the supervisors until one has picked up. */
export interface Alert {
  readonly id: CallId;
  readonly of: AlertCause;
  /** The caller's number: E.164, or null. */
  readonly number: string | null;
  readonly dialled: string;
  readonly line: string;
  readonly standard: string;
  readonly language: Language;
}

/** What one machine has to tell another. It is taken in the same turn and kept by the same commit. */
export type Tell =
  | { readonly to: 'agent'; readonly id: AgentId; readonly event: AgentEvent }
  | { readonly to: 'callback'; readonly id: CallbackId; readonly event: CallbackEvent }
  | { readonly to: 'outage'; readonly id: OutageId; readonly event: OutageEvent }
  | { readonly to: 'customer'; readonly choice: CustomerChoice }
  | { readonly to: 'newCallback'; readonly promise: CallbackPromise }
  | { readonly to: 'newCall'; readonly call: OutgoingCall }
  | { readonly to: 'newAlert'; readonly alert: Alert };

/** What a machine's step gives: the new state, what is to be done and told, what is now known. */
export interface Step<S> {
  readonly state: S;
  readonly commands: readonly Command[];
  readonly tells: readonly Tell[];
  readonly facts: readonly Fact[];
  /** The input meant nothing in this state: nothing has changed, and the shell logs it. */
  readonly unexpected: boolean;
}
