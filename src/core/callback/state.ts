import type { Wanted } from '../agents/state.ts';
import type { AgentId, CallbackId, CallId, Language } from '../ids.ts';

/** Why the callback exists. `queue`: chosen at the hold limit; `abandoned`: gave up waiting; `dropped`: the network lost the
 * caller; `promised`: by an agent. */
export type CallbackKind = 'queue' | 'abandoned' | 'dropped' | 'promised';

/** How one attempt went. `agentFailed`: no agent took it, the customer was not dialled. `reached`: talked, nothing
 * stated; `resolved` and `open`: talked, and the agent stated a result, or that there is none yet. */
export type AttemptOutcome =
  | 'reached'
  | 'resolved'
  | 'open'
  | 'busy'
  | 'refused'
  | 'noAnswer'
  | 'unreachable'
  | 'agentFailed'
  | 'lost';

export interface Attempt {
  readonly call: CallId;
  readonly agent: AgentId;
  /** UTC ms. */
  readonly at: number;
  readonly outcome?: AttemptOutcome;
}

export type CallbackStatus =
  /** Not to be tried before `dueAt`. */
  | { readonly is: 'scheduled' }
  /** Due: the next free agent gets it, in its place among the callers who wait. */
  | { readonly is: 'due' }
  /** `askedAgain`: the same number has waited anew since the attempt began, so that what comes of it settles nothing. */
  | { readonly is: 'attempting'; readonly call: CallId; readonly askedAgain?: true }
  | { readonly is: 'settled'; readonly at: number }
  /** Ended without the customer: `notReached` after the last attempt, `notAllowed` by a rule. */
  | { readonly is: 'failed'; readonly at: number; readonly why: 'notReached' | 'notAllowed' };

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
  readonly wants?: Wanted;
  /** The call that it came from. */
  readonly from: CallId;
  /** UTC ms at which the caller joined the queue: the place that is kept. */
  readonly place: number;
  /** UTC ms. */
  readonly promisedAt: number;
  /** UTC ms of the next try. */
  readonly dueAt: number;
  /** callback.interim: UTC ms by which the customer must have had news. */
  readonly deadlineAt: number;
  /** That time has passed without news: it is on record, and not judged again. */
  readonly late: boolean;
  readonly attempts: readonly Attempt[];
  readonly status: CallbackStatus;
}
