import type { AgentId, CallId, Language } from '../ids.ts';
import type { CustomerHours } from './customer.ts';
import type { RequestedAgent } from './requested-agent.ts';

/** Why a callback exists. */
export type CallbackKind =
  /** Chosen by the caller at the hold limit. */
  | 'queue'
  /** By an agent: there is no result yet, or the customer is to be called in so many minutes. */
  | 'promised'
  /** The customer and the agent have agreed on a time of day (callback.appointment). */
  | 'appointment'
  /** The caller gave up waiting (callback.unanswered). */
  | 'abandoned'
  /** A leg was lost to the network (callback.dropped). */
  | 'dropped'
  /** The line was closed. */
  | 'afterHours'
  /** The caller did not hear the agent (hear.oneway). */
  | 'oneWay'
  /** A complaint, or a wish for a supervisor, for whom nobody was there (people.complaint, people.supervisor). */
  | 'complaint'
  | 'supervisor'
  /** Thanked for, and to be answered (people.suggestion). */
  | 'suggestion'
  /** News that there is none yet (callback.interim). */
  | 'interim'
  /** An agent calls again whom the agent has talked with. */
  | 'followUp'
  /** The number was left with Asterisk alone, while the engine was away (callback.unanswered). */
  | 'away'
  /** Asked for by an operator, or by another program. */
  | 'requested'
  /** One row of a follow-up programme (callback.programme). */
  | 'programme';

/** How an attempt ended. `agentFailed`: no agent took it, the customer was not dialled. `reached`: talked, nothing
 * stated; `resolved` and `open`: talked, and the agent stated a result, or that there is none yet; `rescheduled`:
 * talked, and another time was agreed upon. `machine`: an answering machine, or nobody pressed the key that takes the
 * call; `invalidNumber`, `congested`: as the network says; `unreachable`: no reply, or a failure on the way.
 * `abandoned`: the customer had rung in, and went before anybody was there; `superseded`: the customer rang in before
 * this one had an answer. */
export type AttemptOutcome =
  | 'reached'
  | 'resolved'
  | 'open'
  | 'rescheduled'
  | 'busy'
  | 'refused'
  | 'noAnswer'
  | 'unreachable'
  | 'invalidNumber'
  | 'congested'
  | 'machine'
  | 'abandoned'
  | 'superseded'
  | 'agentFailed'
  | 'lost';

/** The rule that forbids a dial, or wants a supervisor to check it (callback.purpose). */
export type DialRule =
  /** Withheld, no number at all, or none of the country. */
  | 'noNumber'
  /** Of a country that the line does not call. */
  | 'country'
  /** Premium, shared-cost, service… */
  | 'numberType'
  | 'doNotCall'
  /** A line of the company's own: it would call itself. */
  | 'ownLine'
  /** At no time at which the customer wants to be called does the line call. */
  | 'hours'
  /** This number, or the line, has been called as often as is allowed in this hour or day. */
  | 'cap'
  /** The same caller makes many callbacks appear. */
  | 'manyWishes';

/** The row of a programme that a callback belongs to (callback.programme). */
export interface ProgrammeRow {
  readonly programme: string;
  readonly row: number;
}

/** A request for a callback, which the engine makes or joins. */
export interface CallbackRequest {
  readonly kind: CallbackKind;
  /** E.164. */
  readonly number: string;
  readonly dialled: string;
  readonly line: string;
  readonly standard: string;
  readonly language: Language;
  /** Who is asked for, where that is not just any agent. */
  readonly wants?: RequestedAgent;
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
  readonly priority?: true;
  /** hear.oneway: what the callback has to open with, besides what every one opens with. */
  readonly why?: 'oneWay';
}
