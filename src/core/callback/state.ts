import type { AgentId, CallbackId, CallId, Language } from '../ids.ts';
import type { AttemptOutcome, CallbackKind, DialRule, ProgrammeRow } from '../model/callback.ts';
import type { CustomerHours } from '../model/customer.ts';
import type { RequestedAgent } from '../model/requested-agent.ts';

/** One attempt at a callback. */
export interface Attempt {
  readonly call: CallId;
  /** Null if the customer has called in. */
  readonly agent: AgentId | null;
  /** UTC ms. */
  readonly at: number;
  /** The customer has called in: the engine dialled nobody. */
  readonly rang?: true;
  readonly outcome?: AttemptOutcome;
}

/** The status of a callback, with the data of that status. */
export type CallbackStatus =
  /** No try before `dueAt`. */
  | { readonly is: 'scheduled' }
  /** Due: the next free agent gets it, in its place among the waiting callers. */
  | { readonly is: 'due' }
  /** `askedAgain`: the same number has waited again since the attempt began, so that the outcome settles nothing; `agreed`:
   * the customer has agreed to another time, which is in `dueAt`. */
  | {
      readonly is: 'attempting';
      readonly call: CallId;
      readonly askedAgain?: true;
      readonly agreed?: true;
      /** The customer has called in while a rule blocked it. It becomes blocked again if the call settles nothing. */
      readonly blocked?: DialRule;
    }
  /** `by`: the operator who has stated it, if no talk did; `why`: in that person's words. */
  | { readonly is: 'settled'; readonly at: number; readonly by?: string; readonly why?: string }
  /** Ended without the customer: `notReached` after the last attempt, `invalidNumber` if the network knows no such number,
   * `notAllowed` by the `rule`. */
  | {
      readonly is: 'failed';
      readonly at: number;
      readonly why: 'notReached' | 'invalidNumber' | 'notAllowed';
      readonly rule?: DialRule;
    }
  /** The engine calls nobody until an operator releases it: the rule that blocks it. */
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
  /** The agent that it asks for, if not just any agent. Near the deadline any agent may take it. */
  readonly wants?: RequestedAgent;
  /** The call that it came from; null if none. */
  readonly from: CallId | null;
  /** Grows with each change: an order names the version that its author has seen. */
  readonly revision: number;
  /** The customer, and the question, in somebody's words. */
  readonly name?: string;
  readonly about?: string;
  /** The operator or program that requested it, if no caller did. */
  readonly by?: string;
  /** The hours at which the customer wants a call. */
  readonly hours?: CustomerHours;
  readonly programme?: ProgrammeRow;
  /** UTC ms at which the caller joined the queue: the callback keeps that place. */
  readonly place: number;
  /** UTC ms. */
  readonly promisedAt: number;
  /** UTC ms of the next try. */
  readonly dueAt: number;
  /** callback.appointment: UTC ms of the agreed time; null after the verdict on it, or if there is none. */
  readonly agreedAt: number | null;
  /** The agent who gets it first: the one who promised it, or wants it. */
  readonly agent?: AgentId;
  /** Others get it only if that agent is not available. */
  readonly reserved: boolean;
  /** Assigned by an operator: no other agent gets it, until it is at risk. */
  readonly assigned?: AgentId;
  /** hold.hurried: goes before others. */
  readonly priority?: true;
  /** hear.oneway: it has to open with the reason, whatever else it is for. */
  readonly why?: 'oneWay';
  /** The time from the promise within which the engine has to call the customer; absent: the time of callback.interim. */
  readonly withinMs?: number;
  /** callback.interim: UTC ms by which the customer must have had news. */
  readonly deadlineAt: number;
  /** That time has passed without news: the engine has recorded it, and does not judge it again. */
  readonly late: boolean;
  /** callback.done: the deadline that the engine has reported as likely to be missed. */
  readonly warnedFor?: number;
  /** callback.follow_up: whether the solution satisfied the customer; absent: no answer. */
  readonly satisfied?: boolean;
  /** The number of requests that it serves, if more than one. */
  readonly wishes?: number;
  readonly attempts: readonly Attempt[];
  readonly status: CallbackStatus;
}

/** callback.follow_up: nobody is being called about it at the moment. */
export function isPendingFollowUp({ kind, status }: Pick<CallbackState, 'kind' | 'status'>): boolean {
  return kind === 'satisfaction' && status.is !== 'attempting';
}

export function isOpen({ status }: Pick<CallbackState, 'status'>): boolean {
  return !['settled', 'failed', 'cancelled'].includes(status.is);
}
