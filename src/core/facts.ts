import type { AgentId, CallbackId, CallId } from './ids.ts';
import type { ClauseId } from './standard/standard.ts';
import type { Timestamp } from './time.ts';

/** The one who kept or broke a clause, or caused an event. */
export type Actor = 'engine' | 'caller' | 'network' | { readonly agent: AgentId };

interface FactBase {
  readonly at: Timestamp;
  readonly call?: CallId;
  readonly callback?: CallbackId;
  readonly by?: Actor;
}

/** A measured value and its limit. `s` seconds, `rings`, `count` how often. */
export interface Measured {
  readonly value: number;
  readonly limit: number;
  readonly unit: 's' | 'rings' | 'count';
}

/** The verdict on a clause in one instance. */
export interface ClauseFact extends FactBase {
  readonly kind: 'clause';
  readonly clause: ClauseId;
  readonly verdict: 'kept' | 'broken';
  readonly measured?: Measured;
  readonly note?: string;
}

/** An event of a call, a callback or an agent. */
export interface EventFact extends FactBase {
  readonly kind: 'event';
  readonly name: EventName;
  readonly detail?: Readonly<Record<string, string | number | boolean | null>>;
}

/** The names of events. */
export type EventName =
  | 'arrived'
  | 'agentRung'
  | 'agentSkipped'
  | 'engineAnswered'
  | 'agentAnswered'
  | 'prompt'
  | 'promptFailed'
  | 'connected'
  | 'held'
  | 'resumed'
  | 'offerMade'
  | 'offerTaken'
  | 'numberKeyed'
  | 'hungUpFirst'
  | 'legLost'
  /** An agent hands the caller over: `why`, and to which `language`. */
  | 'handedOver'
  /** Another agent has taken over: `of` whom, and `why`. */
  | 'takenOver'
  /** Something that must not get lost, by `type`: one of RECORD_TYPES. */
  | 'record'
  /** people.urgent: raised by the agent. */
  | 'alert'
  /** people.urgent: a supervisor has picked up and hears it. */
  | 'alertHeard'
  | 'abandoned'
  | 'disposition'
  | 'ended'
  /** language.caller: `how`: by 'key', 'remembered' from another call, or 'noKey' and so the line's. */
  | 'languageChosen'
  /** By `who`, for a number that is not named any more. */
  | 'languageForgotten'
  /** outage.notice: put on and taken off, by `who`; a caller has begun to hear it, and is gone (`hungUp`: with that). */
  | 'outageOn'
  | 'outageOff'
  | 'outageHeard'
  | 'outageLeft'
  /** callback.unanswered: the caller has begun to hear that the line is closed. */
  | 'closedHeard'
  /** The customer has rung in while a callback is open, which goes on with this call. */
  | 'customerRang'
  | 'customerDialled'
  | 'customerAnswered'
  | 'customerNotReached'
  | 'callbackPromised'
  | 'callbackDue'
  | 'callbackSettled'
  | 'callbackFailed'
  /** callback.purpose: a wish of this `kind`, for a number that may not be called by this `rule`. */
  | 'callbackRefused'
  /** callback.purpose: not dialled now, by this `rule`: again in so many `seconds`. */
  | 'callbackPostponed'
  /** callback.purpose: a `number` is not called any more, or may be again: by `who`, and `why`. */
  | 'doNotCall'
  | 'mayCallAgain'
  /** callback.done: its deadline is likely to be missed (once for each deadline), and has been. */
  | 'callbackAtRisk'
  | 'callbackOverdue'
  /** callback.purpose: a rule holds it back, by which `why`. */
  | 'callbackBlocked'
  /** An operator has ordered it: `who` and `why`; or what `order`, and `who`. */
  | 'callbackCancelled'
  | 'callbackChanged'
  /** What an agent has said of being at work: `was` and `seconds`, what the agent was before and how long; `reason` and `name` of
   * a pause. */
  | 'agentLoggedIn'
  | 'agentLoggedOut'
  | 'agentPaused'
  | 'agentResumed'
  /** The caller has rated the call, by 'caller': `attitude` and `accuracy`, each 1 to 5, or left out where not given. */
  | 'survey'
  /** quality.check: the conversation is recorded under this `name`. */
  | 'recorded'
  /** quality.check: somebody has listened: `clause` was `kept` or not, as found `by` whom. */
  | 'scored'
  /** hear.interrupt: the agent named in `by` began to talk while the caller was talking; one fact each time. */
  | 'interruption'
  /** hear.silent: not a word of the caller for `after` seconds, or the agent says so; the script begins. */
  | 'silent'
  /** A script of hear.* went no further, or the end that was to follow it did not come: by whom, and `by` what. */
  | 'scriptStopped'
  /** The engine ends the call, as the script of `clause` has it. */
  | 'letGo'
  /** hear.signal: the customer's line has become weak. */
  | 'lineWeak'
  /** callback.programme: made, paused, resumed, cancelled or finished (`is`), by `who`; of a row: put off or skipped (`why`), or
   * its outcome; the schedule has let `rows` go; a customer has said how often. */
  | 'programmeChanged'
  | 'programmeRow'
  | 'programmeRound'
  | 'customerFrequency';

/** What may be on record about a call, and must not get lost (people.*). */
export const RECORD_TYPES = ['complaint', 'urgent', 'nuisance', 'beyond', 'suggestion'] as const;
/** The kinds of records about a call, such as complaints. */
export type RecordType = (typeof RECORD_TYPES)[number];

/** Something that is known for good; reports read nothing else. */
export type Fact = ClauseFact | EventFact;
