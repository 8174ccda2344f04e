import type { Language, PromptId } from '../ids.ts';
import type { TemplateName } from '../programme/templates.ts';
import type { PhraseClause } from './phrase-clauses.ts';

/** A list of prompts and slots to be spoken. A slot is filled when it is spoken: `{company}`, `{agent}` (digit by
 * digit), `{number}` (digit by digit), `{line}` (the line's own number), `{salutation}` (by hour, weekend and holiday),
 * `{attempt}`, `{name}` (the customer's, with a title; nothing where it cannot be said), `{customer}` (the question of
 * callback.opening whether this is the customer). */
export type Phrase = readonly (PromptId | Slot)[];
/** The slots of a phrase. */
export type Slot =
  | '{company}'
  | '{agent}'
  | '{number}'
  | '{line}'
  | '{salutation}'
  | '{attempt}'
  | '{name}'
  | '{customer}';

/** A script that the agent plays by key, one step at each press. */
export interface KeyedScript {
  readonly steps: readonly Phrase[];
  /** The engine ends the call this long after the last step; null: the call goes on. */
  readonly endAfterMs: number | null;
}

/** What the phrases by key say: a step at each press. */
type PhraseSteps = { readonly [C in PhraseClause]?: { readonly steps: readonly Phrase[] } };

/** A question to the customer, and how long the answer is awaited; absent: nothing is asked. */
export interface AsksFirst {
  readonly sayAsk?: Phrase;
  readonly answerMs?: number;
}

/** The parameters of each clause that a standard has. Durations are in milliseconds. */
export interface Clauses extends PhraseSteps {
  /** Answered, by an agent or by the engine, before ring `rings` + 1 would begin. */
  readonly 'answer.rings'?: { readonly rings: number };
  /** `say` plays when an agent is connected, `sayEngine` when the engine answers because nobody else has. */
  readonly 'answer.greeting'?: { readonly say: Phrase; readonly sayEngine: Phrase };
  /** `{salutation}` is spoken; without this clause it is left out of every phrase. */
  readonly 'answer.greeting.time'?: Record<string, never>;
  /** For a caller who is transferred, by an agent or by the caller's own key, instead of the greeting. */
  readonly 'answer.greeting.transferred'?: { readonly say: Phrase };
  /** `saySlowly` first, by the agent's key; `sayApology` before a colleague who speaks the caller's language takes over. */
  readonly 'language.caller'?: { readonly sayApology: Phrase; readonly saySlowly?: Phrase };
  /** Replaces the greeting's opening if the caller waited after the engine's answer. */
  readonly 'answer.late.apology'?: { readonly say: Phrase };
  /** `say` as an agent's hold begins, `sayQueue` as the wait in the queue begins. With `sayAsk` the hold begins with that
   * question, and `say` follows the answer. */
  readonly 'hold.announce'?: {
    readonly say: Phrase;
    readonly sayQueue: Phrase;
    /** The other wording of `say`, by the agent's key; only where nothing is asked. */
    readonly sayOther?: Phrase;
  } & AsksFirst;
  readonly 'hold.reminder'?: { readonly everyMs: number; readonly say: Phrase };
  /** With `sayAsk` the customer is asked first, and `say` follows the answer. */
  readonly 'hold.return'?: { readonly say: Phrase } & AsksFirst;
  /** The offer of a callback after `afterMs` of waiting, repeated every `againMs`. */
  readonly 'hold.limit'?: { readonly afterMs: number; readonly againMs: number; readonly say: Phrase };
  /** No wait, in the queue or on hold, is longer. */
  readonly 'hold.long'?: { readonly limitMs: number };
  /** `say` after a callback is chosen; `sayAsk`, by the agent's key, asks whether the customer agrees to a callback. */
  readonly 'hold.promise'?: { readonly say?: Phrase } & AsksFirst;
  /** By the agent's key; the caller's priority rises. */
  readonly 'hold.hurried'?: { readonly say: Phrase };
  /** The caller says nothing for `afterMs` of talking: `steps`, `pauseMs` between the end of one and the next, until the
   * caller's first word or key. Then the engine ends the call `endAfterMs` after the last, unless that is null. */
  readonly 'hear.silent'?: {
    readonly afterMs: number;
    readonly steps: readonly Phrase[];
    readonly pauseMs: number;
    readonly endAfterMs: number | null;
  };
  /** By the agent's key: `say`, and `sayWhy` opens the callback that it raises. Without `say`: `steps`, one at each press, and
   * no callback. */
  readonly 'hear.oneway'?: {
    readonly say?: Phrase;
    readonly sayWhy?: Phrase;
    readonly steps?: readonly Phrase[];
  };
  readonly 'hear.noise'?: KeyedScript;
  /** A tone reports a weak line to the agent; the script is on the agent's key. */
  readonly 'hear.signal'?: KeyedScript;
  /** `sayNext` at the second press, when the caller has picked up the handset. */
  readonly 'hear.handsfree'?: { readonly say: Phrase; readonly sayNext?: Phrase };
  readonly 'hear.repeat'?: { readonly say: Phrase };
  /** A tone reports to the agent that the caller has not said a word for `afterMs`; the phrases are on the agent's key. */
  readonly 'hear.noresponse'?: { readonly afterMs: number; readonly steps: readonly Phrase[] };
  readonly 'hear.interrupt'?: Record<string, never>;
  /** `sayAsk` asks, after an agent's promise, whether the caller's own number will do. */
  readonly 'callback.number'?: {
    readonly sayAsk?: Phrase;
    readonly sayKeyIn: Phrase;
    readonly sayReadBack: Phrase;
    readonly sayInvalid: Phrase;
  };
  readonly 'callback.unanswered'?: Record<string, never>;
  /** `say` after the opening of a callback that brings the news that there is no result yet; absent: only the opening. */
  readonly 'callback.interim'?: { readonly withinMs: number; readonly say?: Phrase };
  /** A leg lost to the network raises a callback. */
  readonly 'callback.dropped'?: Record<string, never>;
  /** No callback ends without an outcome. */
  readonly 'callback.done'?: Record<string, never>;
  /** Customer and agent agree on another time, by the agent's key. */
  readonly 'callback.appointment'?: Record<string, never>;
  /** The engine calls the customers of a programme on their day, as often as they wish. A template may have an opening of its
   * own, step by step. */
  readonly 'callback.programme'?: { readonly [T in TemplateName]?: readonly Phrase[] };
  /** `afterMs` after a solution the engine calls the customer, and asks by `say` whether it satisfied: key 1, which `sayThanks`
   * answers, or key 2, which makes a complaint and which `sayComplaint` answers. */
  readonly 'callback.follow_up'?: {
    readonly afterMs: number;
    readonly say: Phrase;
    readonly sayThanks: Phrase;
    readonly sayComplaint: Phrase;
  };
  /** The engine dials only a customer whom a callback names. */
  readonly 'callback.purpose'?: Record<string, never>;
  /** One phrase, or several steps: after each but the last the customer has `answerMs` to answer. `{customer}` in them is
   * `sayNamed`, where the customer's name can be said, else `sayCustomer`. */
  readonly 'callback.opening'?: {
    readonly say?: Phrase;
    readonly steps?: readonly Phrase[];
    readonly sayCustomer?: Phrase;
    readonly sayNamed?: Phrase;
    readonly answerMs?: number;
  };
  /** `say` plays before the transfer to the complaints agents. `sayRecorded` plays if nobody is available; the engine then
   * makes a callback of that kind, due within `withinMs`. `answerMs`: `sayRecorded` ends in a question, and the goodbye
   * waits so long for the caller's answer. */
  readonly 'people.complaint'?: {
    readonly say: Phrase;
    readonly sayRecorded: Phrase;
    readonly answerMs?: number | null;
    readonly withinMs: number;
  };
  /** The agent takes the complaint down, by key: the apology first, the thanks at the end. */
  readonly 'people.complaint.taken'?: { readonly steps: readonly Phrase[] };
  /** The same as people.complaint, to a supervisor. */
  readonly 'people.supervisor'?: {
    readonly say: Phrase;
    readonly sayRecorded: Phrase;
    readonly answerMs?: number | null;
    readonly withinMs: number;
  };
  readonly 'people.urgent'?: Record<string, never>;
  /** The engine plays it `times` times, one after the other. Then the automatic desk says `sayDesk` (absent: `say`) after
   * `againMs` of silence each time, until the caller hangs up: the engine does that only `deskMs` after the agent's key. */
  readonly 'people.nuisance'?: {
    readonly say: Phrase;
    readonly times: number;
    readonly sayDesk?: Phrase;
    readonly againMs?: number;
    readonly deskMs?: number;
  };
  readonly 'people.misdial'?: { readonly say: Phrase };
  readonly 'people.beyond'?: { readonly say: Phrase };
  readonly 'people.suggestion'?: { readonly say: Phrase };
  readonly 'outage.notice'?: { readonly say: Phrase };
  /** By the agent's key, and before the goodbye if the agent has not asked: then the engine waits `answerMs` for an answer. */
  readonly 'close.anything'?: { readonly say: Phrase; readonly answerMs?: number | null };
  /** `sayOutbound` to a customer whom the company has called; absent: `say`. */
  readonly 'close.goodbye'?: { readonly say: Phrase; readonly sayOutbound?: Phrase };
  readonly 'close.caller.first'?: Record<string, never>;
  /** The agent's time for the wrap-up, without a next call. */
  readonly 'close.record'?: { readonly wrapUpMs: number };
  /** The caller rates the agent, by one key each, before the goodbye. */
  readonly 'quality.stars'?: {
    readonly sayAttitude: Phrase;
    readonly sayAccuracy: Phrase;
    readonly sayThanks: Phrase;
  };
  /** The number of each agent's recorded calls to check in a week. */
  readonly 'quality.check'?: { readonly perWeek: number };
}

/** The ids of the clauses that the engine keeps. */
export type ClauseId = keyof Clauses;

/** The operating values of a standard, in milliseconds. */
export interface Handling {
  /** One ring: `ringOnMs` of tone, `ringOffMs` of silence. Mainland China: 1 s and 4 s. */
  readonly ringOnMs: number;
  readonly ringOffMs: number;
  /** The engine answers this long before the first ring that is one too many. */
  readonly answerMarginMs: number;
  /** The rings before the engine answers, if the standard sets no number. */
  readonly ringsWithoutLimit: number;
  /** No phone rings longer than this before the next agent is tried, while the caller hears ringing. */
  readonly agentRingMs: number;
  /** The same, once the caller waits in the queue. */
  readonly agentRingQueuedMs: number;
  /** language.caller: a caller in the queue waits this long for an agent who speaks the language while one is there; then any agent
   * will do. */
  readonly languageWaitMs: number;
  /** After no answer, an agent's phone does not ring again for the same caller before this time has passed. */
  readonly passOverMs: number;
  /** A reassurance starts this long before the limit, because it takes time to reach the caller. */
  readonly reminderMarginMs: number;
  /** The silence after the goodbye, before the engine hangs up. */
  readonly goodbyeSilenceMs: number;
  /** A caller who hangs up earlier than this has misdialled, and gets no callback. */
  readonly abandonAfterMs: number;
  /** The maximum time for the next key while the caller enters a number. */
  readonly keyTimeoutMs: number;
  /** callback.unanswered: the waits before each retry of a callback, one list for each outcome. At the end of a list the
   * engine gives up. */
  readonly retryBusyMs: readonly number[];
  readonly retryNoAnswerMs: readonly number[];
  readonly retryRefusedMs: readonly number[];
  readonly retryUnreachableMs: readonly number[];
  readonly retryInvalidNumberMs: readonly number[];
  readonly retryCongestedMs: readonly number[];
  readonly retryMachineMs: readonly number[];
  readonly retryLostMs: readonly number[];
  /** A due callback waits this long for the agent who promised it; after that any agent may take it. */
  readonly ownAgentMs: number;
  /** After this many attempts without reaching the customer, with any outcomes, the callback ends as not reached. */
  readonly maxAttempts: number;
  /** The time for which a customer's phone rings in a callback. */
  readonly customerRingMs: number;
}

/** A service standard: its clauses with their parameters. */
export interface Standard {
  readonly name: string;
  readonly title: Readonly<Record<Language, string>>;
  readonly clauses: Clauses;
  readonly handling: Handling;
}
