import type { AgentId, CallId, Language } from '../ids.ts';
import type { TemplateName } from '../programme/templates.ts';
import type { CustomerHours } from './customer.ts';
import type { RequestedAgent } from './requested-agent.ts';

/** The reason for a callback. */
export type CallbackKind =
  /** Chosen by the caller at the hold limit. */
  | 'queue'
  /** By an agent: there is no result yet, or the customer should get a call in a number of minutes. */
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
  /** A complaint, or a request for a supervisor, with nobody available (people.complaint, people.supervisor). */
  | 'complaint'
  | 'supervisor'
  /** A suggestion, which needs an answer after the thanks (people.suggestion). */
  | 'suggestion'
  /** News that there is none yet (callback.interim). */
  | 'interim'
  /** An agent calls a customer of an earlier talk again. */
  | 'followUp'
  /** The caller left the number with Asterisk alone, while the engine was down (callback.unanswered). */
  | 'away'
  /** Requested by an operator, or by another program. */
  | 'requested'
  /** One row of a follow-up programme (callback.programme). */
  | 'programme'
  /** Some days after a solution: did it satisfy the customer (callback.follow_up)? */
  | 'satisfaction';

/** The outcome of an attempt. `agentFailed`: no agent took it, the engine did not dial the customer; `notDialled`: Asterisk was out
 * of reach, and did not; `trunkRefused`: the carrier did not take the call. `reached`: talked,
 * nothing stated; `resolved` and `open`: talked, and the agent stated a result, or that there is none yet; `rescheduled`:
 * talked, and agreed on another time. `machine`: an answering machine, or nobody pressed the key that accepts the call;
 * `invalidNumber`, `congested`: as the network reports; `unreachable`: no reply, or a failure on the way. `abandoned`: the
 * customer had called in, and left before an agent answered; `superseded`: the customer called in before this attempt had an
 * answer. */
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
  | 'notDialled'
  | 'trunkRefused'
  | 'lost';

/** The rule that forbids a dial, or requires a supervisor's check (callback.purpose). */
export type DialRule =
  /** Withheld, not a number at all, or not a number of the country. */
  | 'noNumber'
  /** Of a country that the line does not call. */
  | 'country'
  /** Premium, shared-cost, service… */
  | 'numberType'
  | 'doNotCall'
  /** A line of the company's own: it would call itself. */
  | 'ownLine'
  /** The line calls at none of the hours that the customer wants. */
  | 'hours'
  /** This number, or the line, has reached its limit of calls for this hour or day. */
  | 'cap'
  /** The same caller requests many callbacks. */
  | 'manyWishes';

/** The row of a programme that a callback belongs to (callback.programme). */
export interface ProgrammeRow {
  readonly programme: string;
  readonly row: number;
  /** The kind of follow-up; absent in a row that an older version has called. */
  readonly template?: TemplateName;
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
  /** The agent that it asks for, if not just any agent. */
  readonly wants?: RequestedAgent;
  /** Null if it comes from no call. */
  readonly from: CallId | null;
  /** The customer, and the question, in somebody's words. */
  readonly name?: string;
  readonly about?: string;
  /** The operator or program that requests it, if no caller does. */
  readonly by?: string;
  /** The hours at which the customer wants a call. */
  readonly hours?: CustomerHours;
  readonly programme?: ProgrammeRow;
  /** UTC ms: the callback keeps this place in the queue. */
  readonly place: number;
  /** UTC ms of the first try; absent: the kind's own time. */
  readonly dueAt?: number;
  /** The time from now within which the engine has to call the customer; absent: the time of callback.interim. */
  readonly withinMs?: number;
  /** The agent who gets it first. */
  readonly agent?: AgentId;
  /** hold.hurried: goes before others. */
  readonly priority?: true;
  /** hear.oneway: the additional opening of the callback. */
  readonly why?: 'oneWay';
}
