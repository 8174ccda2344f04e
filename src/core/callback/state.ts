import type { AgentId, CallbackId, CallId, Language } from '../ids.ts';
import type { AttemptOutcome, CallbackKind, DialRule, ProgrammeRow } from '../model/callback.ts';
import type { CustomerHours } from '../model/customer.ts';
import type { RequestedAgent } from '../model/requested-agent.ts';

/** One attempt at a callback. */
export interface Attempt {
  readonly call: CallId;
  /** Null where the customer has rung in. */
  readonly agent: AgentId | null;
  /** UTC ms. */
  readonly at: number;
  /** The customer has rung in: nobody was dialled. */
  readonly rang?: true;
  readonly outcome?: AttemptOutcome;
}

/** The status of a callback, with the data of that status. */
export type CallbackStatus =
  /** Not to be tried before `dueAt`. */
  | { readonly is: 'scheduled' }
  /** Due: the next free agent gets it, in its place among the callers who wait. */
  | { readonly is: 'due' }
  /** `askedAgain`: the same number has waited anew since the attempt began, so that what comes of it settles nothing;
   * `agreed`: another time has been agreed upon, and stands in `dueAt`. */
  | {
      readonly is: 'attempting';
      readonly call: CallId;
      readonly askedAgain?: true;
      readonly agreed?: true;
      /** The customer has rung in while a rule held it back, and it is held back again should nothing come of that. */
      readonly blocked?: DialRule;
    }
  /** `by`: the operator who has stated it, where no talk did; `why`: in that person's words. */
  | { readonly is: 'settled'; readonly at: number; readonly by?: string; readonly why?: string }
  /** Ended without the customer: `notReached` after the last attempt, `invalidNumber` where the network knows none, `notAllowed` by the `rule`. */
  | {
      readonly is: 'failed';
      readonly at: number;
      readonly why: 'notReached' | 'invalidNumber' | 'notAllowed';
      readonly rule?: DialRule;
    }
  /** Nobody is called before an operator has let it go: the rule by which it is held. */
  | { readonly is: 'blocked'; readonly why: DialRule }
  | { readonly is: 'cancelled'; readonly at: number; readonly by: string; readonly why: string };

/** A callback as the engine keeps it. */
export interface CallbackState {
  readonly id: CallbackId;
  readonly kind: CallbackKind;
  /** E.164. */
  readonly number: string;
  /** As the caller's network or the caller's keys gave it. */
  readonly dialled: string;
  readonly line: string;
  readonly standard: string;
  readonly language: Language;
  /** Who is asked for, where that is not just any agent; anybody will do when the deadline is near. */
  readonly wants?: RequestedAgent;
  /** The call that it came from; null where it came from none. */
  readonly from: CallId | null;
  /** Grows with each change: who orders something names the one that was looked at. */
  readonly revision: number;
  /** The customer, and the question, in somebody's words. */
  readonly name?: string;
  readonly about?: string;
  /** Who asked for it, where it was no caller: an operator, or a program. */
  readonly by?: string;
  /** When the customer wants to be called. */
  readonly hours?: CustomerHours;
  readonly programme?: ProgrammeRow;
  /** UTC ms at which the caller joined the queue: the place that is kept. */
  readonly place: number;
  /** UTC ms. */
  readonly promisedAt: number;
  /** UTC ms of the next try. */
  readonly dueAt: number;
  /** callback.appointment: UTC ms of the time agreed upon; null once it is judged whether it was kept, or where there is none. */
  readonly agreedAt: number | null;
  /** Who gets it first: whoever promised it, or wants it. */
  readonly agent?: AgentId;
  /** Others get it only where that agent is not there. */
  readonly reserved: boolean;
  /** By an operator: nobody else gets it, until it is at risk. */
  readonly assigned?: AgentId;
  /** hold.hurried: goes before others. */
  readonly priority?: true;
  /** hear.oneway: it has to open with why, whatever else it is for. */
  readonly why?: 'oneWay';
  /** So long after the promise the customer is to have been called; where not said, the time of callback.interim. */
  readonly withinMs?: number;
  /** callback.interim: UTC ms by which the customer must have had news. */
  readonly deadlineAt: number;
  /** That time has passed without news: it is on record, and not judged again. */
  readonly late: boolean;
  /** callback.done: the deadline of which it has been said that it is likely to be missed. */
  readonly warnedFor?: number;
  /** How many wishes it serves, where that is more than one. */
  readonly wishes?: number;
  readonly attempts: readonly Attempt[];
  readonly status: CallbackStatus;
}

export function isOpen({ status }: Pick<CallbackState, 'status'>): boolean {
  return !['settled', 'failed', 'cancelled'].includes(status.is);
}
