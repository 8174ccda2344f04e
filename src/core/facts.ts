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
  /** A call in that was in Asterisk without the engine knowing, found `seconds` after its arrival; `answered`: and answered. */
  | 'callFound'
  /** There is no room for the caller: `how` is 'busy', 'unavailable', or 'told' and offered a callback. */
  | 'refused'
  | 'agentRung'
  | 'agentSkipped'
  | 'engineAnswered'
  | 'agentAnswered'
  | 'prompt'
  | 'promptFailed'
  | 'connected'
  | 'held'
  | 'resumed'
  /** The question of `clause` to the customer has its answer: `how` is 'voice', 'key', 'none' (the time for it is over),
   * 'unheard' (it did not play) or 'stopped', after `seconds`. */
  | 'answered'
  | 'offerMade'
  | 'offerTaken'
  | 'numberKeyed'
  | 'hungUpFirst'
  | 'legLost'
  /** An agent transfers the caller: `why`, and to which `language`. */
  | 'handedOver'
  /** Another agent has taken over: from `of`, and `why`. */
  | 'takenOver'
  /** Something that must not get lost, by `type`: one of RECORD_TYPES. */
  | 'record'
  /** people.urgent: an agent has raised an alert. */
  | 'alert'
  /** people.urgent: a supervisor has answered and hears the alert. */
  | 'alertHeard'
  | 'abandoned'
  /** close.record: an agent states the `key`; `was`: the name of the one that it replaces. */
  | 'disposition'
  | 'ended'
  /** language.caller: `how`: by 'key', 'remembered' from another call, or 'noKey', which means the line's language. */
  | 'languageChosen'
  /** language.caller: the agent in `by` has answered and does not speak the `language` of the call. */
  | 'otherLanguage'
  /** By `who`, for a number that the fact does not name. */
  | 'languageForgotten'
  /** outage.notice: put on and taken off, by `who`; a caller has begun to hear it, and has gone (`hungUp`: during the
   * notice). */
  | 'outageOn'
  | 'outageOff'
  | 'outageHeard'
  | 'outageLeft'
  /** Somebody has closed a line for today, or opened it again: by `who`. */
  | 'lineClosed'
  | 'lineOpened'
  /** callback.unanswered: the caller has begun to hear that the line is closed. */
  | 'closedHeard'
  /** The customer has called in while a callback is open, which goes on with this call. */
  | 'customerRang'
  | 'customerDialled'
  | 'customerAnswered'
  | 'customerNotReached'
  | 'callbackPromised'
  | 'callbackDue'
  | 'callbackSettled'
  | 'callbackFailed'
  /** callback.purpose: a request of this `kind`, for a number that this `rule` forbids. */
  | 'callbackRefused'
  /** callback.purpose: no dial now, by this `rule`: again in this number of `seconds`. */
  | 'callbackPostponed'
  /** callback.purpose: a `number` has been put on the do-not-call list or taken off it: by `who`, and `why`. */
  | 'doNotCall'
  | 'mayCallAgain'
  /** callback.done: the callback is likely to miss its deadline (once for each deadline), and has missed it. */
  | 'callbackAtRisk'
  | 'callbackOverdue'
  /** callback.purpose: a rule blocks it, named in `why`. */
  | 'callbackBlocked'
  /** An operator's order: `who` and `why`; or which `order`, and `who`. */
  | 'callbackCancelled'
  | 'callbackChanged'
  /** A note on a callback: its `text`, by `who`. */
  | 'callbackNoted'
  /** A change of an agent's availability: `was` and `seconds`, the state before and its length; `reason` and `name` of a
   * break. */
  | 'agentLoggedIn'
  | 'agentLoggedOut'
  | 'agentPaused'
  | 'agentResumed'
  /** The caller has rated the call, by 'caller': `attitude` and `accuracy`, each 1 to 5, or absent if not given. */
  | 'survey'
  /** callback.follow_up: whether the solution has `satisfied` the customer, by key. */
  | 'satisfaction'
  /** quality.check: the engine records the conversation under this `name`. */
  | 'recorded'
  /** quality.check: a supervisor has listened: `clause` was `kept` or not, according to `by`. */
  | 'scored'
  /** hear.interrupt: the agent named in `by` began to talk while the caller was talking; one fact each time. */
  | 'interruption'
  /** The `keys` of an agent were not taken: it is not certain which ones were pressed. */
  | 'keysDropped'
  /** Whether `clause` was kept is not known, because of `why`. */
  | 'notJudged'
  /** hear.silent: the caller has not said a word for `after` seconds, or the agent reports that; the script begins. */
  | 'silent'
  /** A script of hear.* stopped early, or the hang-up after it did not come; `by` names the party and the detail the reason. */
  | 'scriptStopped'
  /** The engine ends the call, as the script of `clause` requires. */
  | 'letGo'
  /** hear.signal: the customer's line has become weak. */
  | 'lineWeak'
  /** callback.programme: made, paused, resumed, cancelled or finished (`is`), by `who`; of a row: postponed or skipped
   * (`why`), or its outcome; the schedule has released `rows`; a customer has named a frequency. */
  | 'programmeChanged'
  | 'programmeRow'
  | 'programmeRound'
  | 'customerFrequency';

/** The record types of a call, which must not get lost (people.*). */
export const RECORD_TYPES = ['complaint', 'urgent', 'nuisance', 'beyond', 'suggestion'] as const;
/** The kinds of records about a call, such as complaints. */
export type RecordType = (typeof RECORD_TYPES)[number];

/** A permanent record of something that happened; reports read nothing else. */
export type Fact = ClauseFact | EventFact;
