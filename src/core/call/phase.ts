import type { KeyedClause } from '../agents/keys.ts';
import type { AgentId, LegId, PlaybackId } from '../ids.ts';
import type { ClauseId } from '../standard/standard.ts';
import type { NumberChoice } from './number-state.ts';
import type { PreQueue } from './pre-queue-state.ts';
import type { PendingHangup, SilentScript } from './speech-state.ts';

/** A leg to an agent's phone. */
export type AgentLeg = { readonly agent: AgentId; readonly leg: LegId };

/** An agent's phone that is called for this call. Monotonic ms. `replyByMono`: when it must ring; absent once it does. */
export interface Ring extends AgentLeg {
  readonly untilMono: number;
  readonly replyByMono?: number;
  /** language.caller: the agent does not speak the language of the call. */
  readonly otherLanguage?: true;
}

/** A playback that the call has ordered. Its end comes as an event; if that is lost, it counts as ended at `byMono`. */
export interface Playing {
  readonly id: PlaybackId;
  readonly byMono: number;
  /** Every prompt of it is playable: Asterisk skips a missing prompt of a list in silence. */
  readonly whole: boolean;
  /** Asterisk has reported its beginning. */
  readonly started?: true;
}

/** A phrase that both parties hear while they talk (hold.return). */
export interface Saying extends Playing {
  readonly clause: KeyedClause | 'hold.return';
  /** The party that caused the phrase. */
  readonly by: 'engine' | { readonly agent: AgentId };
  /** It is the last step of its script. */
  readonly last: boolean;
}

/** A question to the customer. Nothing else plays until the answer, or until its time is over. Monotonic ms. */
export interface Question {
  readonly about: ClauseId;
  readonly by: 'engine' | { readonly agent: AgentId };
  /** Null once it has been asked. */
  readonly playing: Playing | null;
  /** The time at which it began to play; null before. */
  readonly beganMono: number | null;
  /** How long the customer may take to answer. */
  readonly answerMs: number;
  /** The end of that time; null while the question plays. */
  readonly untilMono: number | null;
  /** hold.promise: the customer has said something. */
  readonly said?: true;
}

/** The prompts for a waiting customer. */
export interface WaitPlaying extends Playing {
  readonly what: 'announce' | 'thanks' | 'reminder' | 'reminderAndOffer' | 'offer';
}

/** A wait of the customer, in the queue or on an agent's hold. Monotonic ms. */
export interface Wait {
  readonly since: number;
  /** The time at which the last reassurance began, or was ordered. */
  readonly reassuredAt: number;
  /** The one before it: the engine measures the gap when it knows that the new one has begun. */
  readonly reassuredBefore: number;
  /** The last reassurance was ordered and never began. */
  readonly missed?: true;
  readonly playing: WaitPlaying | null;
  /** hold.limit: the time of the next offer; null if the standard has none. */
  readonly offerAt: number | null;
  /** The number of offers of a callback. After the first, the keys 1 and 2 mean something. */
  readonly offers: number;
  /** The entry of a number has failed: digits may still belong to it, until an offer has played in full. */
  readonly guarded?: true;
  /** language.caller: the caller has waited long enough for somebody who speaks the language, and any agent will do. */
  readonly anyLanguage?: true;
  /** The hold began while there was no link: nobody knows when, and what the customer heard first. */
  readonly unseen?: true;
}

/** The number that the caller is entering (callback.number). `choose`: the caller is asked whether the own number will do. */
export interface NumberEntry {
  readonly stage: 'choose' | 'number' | 'confirm';
  readonly digits: string;
  readonly playing: Playing | null;
  readonly keyByMono: number;
  readonly triesLeft: number;
}

/** The survey at the end of a call: the mark that the engine asks for (quality.stars). Monotonic ms. */
export interface Survey {
  readonly question: 'attitude' | 'accuracy';
  /** The marks so far, 1 to 5. */
  readonly marks: { readonly attitude?: number; readonly accuracy?: number };
  /** A question has played in full, or the caller answered it before its end. */
  readonly heard: boolean;
  readonly playing: Playing | null;
  readonly askedAtMono: number;
  readonly keyByMono: number;
}

/** The phase of a call, with the data of that phase. */
export type Phase =
  /** The engine has answered: a station before the queue plays, then the engine waits for a key until `untilMono`. */
  | {
      readonly is: 'preQueue';
      readonly step: 'language' | 'outage' | 'closed' | 'complaint';
      /** This station, and those that follow. */
      readonly remaining: PreQueue;
      readonly playing: Playing | null;
      readonly untilMono: number;
    }
  /** The caller hears ringing: unanswered, or `ringback` after an answer. answer.rings: the engine answers at `answerByMono`. */
  | {
      readonly is: 'ringing';
      readonly answerByMono: number;
      readonly ring: Ring | null;
      readonly ringback?: Playing | null;
    }
  /** A callback: the agent's phone rings. */
  | { readonly is: 'ringingAgent'; readonly ring: Ring }
  /** A callback: the agent hears the customer's number and the reason; `held`: and has pressed hold. */
  | { readonly is: 'whispering'; readonly agent: AgentLeg; readonly playing: Playing; readonly held: boolean }
  /** A callback: the customer's phone rings. */
  | {
      readonly is: 'dialling';
      readonly agent: AgentLeg;
      readonly untilMono: number;
      readonly ringback: Playing | null;
      readonly held: boolean;
    }
  /** A callback: the customer's phone rings first, and this agent is reserved. */
  | { readonly is: 'customerFirst'; readonly reserved: AgentId; readonly untilMono: number }
  /** A callback: a person or machine has answered, hears who calls, and has to press the key by `keyByMono`. `asked`: the
   * number of prompts so far. `agent`: the agent already on the line; `reserved`: the reserved agent. */
  | {
      readonly is: 'pressOne';
      readonly agent: AgentLeg | null;
      readonly reserved: AgentId | null;
      readonly playing: Playing | null;
      readonly asked: number;
      readonly keyByMono: number;
      readonly ringback: Playing | null;
      readonly held: boolean;
    }
  /** The customer hears the greeting; `held`: the agent pressed hold meanwhile; `late`: the caller had waited. */
  | {
      readonly is: 'greeting';
      readonly agent: AgentLeg;
      readonly playing: Playing;
      readonly agentPlayback: PlaybackId;
      readonly agentAgain?: true;
      readonly held: boolean;
      readonly late: boolean;
    }
  /** A callback: both are connected, and hear the opening step by step (callback.opening). `playing` null: the customer may
   * answer until `untilMono`. `whole`: every step so far has played. */
  | {
      readonly is: 'opening';
      readonly agent: AgentLeg;
      readonly step: number;
      readonly playing: Playing | null;
      readonly whole: boolean;
      readonly untilMono: number;
    }
  /** In the queue, answered by the engine. */
  | { readonly is: 'waiting'; readonly wait: Wait; readonly ring: Ring | null }
  | {
      readonly is: 'talking';
      readonly agent: AgentLeg;
      readonly saying: Saying | null;
      readonly silent?: SilentScript | null;
      readonly pendingHangup?: PendingHangup | null;
      readonly question?: Question | null;
      /** hold.announce: the agent has asked by key, and the next hold asks no more. */
      readonly consent?: true;
      /** hold.promise: the customer has been asked, and the agent's next press is the yes. */
      readonly promiseAsked?: true;
      /** Monotonic ms. */
      readonly since: number;
    }
  /** `question`: the customer is asked first, in silence (hold.announce). */
  | {
      readonly is: 'held';
      readonly agent: AgentLeg;
      readonly wait: Wait;
      readonly question?: Question | null;
    }
  /** The caller enters the number for a callback; `agent`: on this agent's hold. */
  | {
      readonly is: 'enteringNumber';
      readonly entry: NumberEntry;
      /** Null on a closed line, which has no queue to return to, in a talk, and after the goodbye has begun. */
      readonly wait: Wait | null;
      readonly agent: AgentLeg | null;
      /** UTC ms: a closed line opens then, and calls back. */
      readonly opensAt?: number;
      /** hold.promise: this agent has promised to call back, and is still on the line unless `agent` is null. */
      readonly promisedBy?: AgentId;
      /** The choice that the caller has taken back: it holds until there is another number. */
      readonly corrects?: NumberChoice;
    }
  /** The engine has released the agent, or the agent has hung up first. */
  | { readonly is: 'surveying'; readonly survey: Survey }
  /** The caller hears the goodbye, then has time to hang up until `hangUpAtMono`. */
  | {
      readonly is: 'closing';
      readonly playing: Playing | null;
      /** hold.promise: the playback begins with it. */
      readonly promise: boolean;
      /** The promise asks something: the goodbye follows the answer. */
      readonly question?: Question | null;
      readonly hangUpAtMono: number;
      /** callback.number: key 2 takes it back. */
      readonly choice?: NumberChoice;
      /** people.nuisance: the caller is with the automatic desk, which cannot play its phrase. */
      readonly atDesk?: true;
    }
  /** After the agent's key: the engine looks for an agent (`playing` null), then the caller hears the phrase. */
  | {
      readonly is: 'transferring';
      /** Null once the agent has hung up: the transfer goes on without the agent. */
      readonly agent: AgentLeg | null;
      /** The caller was on hold. */
      readonly held: boolean;
      readonly playing: Playing | null;
      /** Without an answer by then, the engine assumes that an agent is available. Monotonic ms. */
      readonly askedByMono: number;
    }
  /** After the agent's key: the engine has released the agent, and the caller hears the phrase, `left` times more after
   * this. people.nuisance: then the automatic desk, until the caller hangs up. */
  | {
      readonly is: 'releasing';
      readonly clause: 'people.nuisance' | 'people.misdial';
      /** Null in the silence between two phrases of the automatic desk. */
      readonly playing: Playing | null;
      readonly heard: boolean;
      /** One phrase has begun. */
      readonly begun?: true;
      readonly left: number;
      /** people.nuisance: the end of that silence, and of the automatic desk. Monotonic ms. */
      readonly againMono?: number;
      readonly untilMono?: number;
    }
  /** An alert (people.urgent): supervisors' phones ring; `left`: the number of phones that may still ring. */
  | { readonly is: 'alerting'; readonly rings: readonly Ring[]; readonly left: number }
  /** An alert: a supervisor has answered, and hears it. */
  | { readonly is: 'playingAlert'; readonly agent: AgentLeg; readonly playing: Playing }
  /** The engine has ordered every leg to end. */
  | { readonly is: 'over'; readonly askAgainMono: number };

/** The names of the phases of a call. */
export type PhaseName = Phase['is'];
