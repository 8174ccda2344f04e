import type { KeyedClause } from '../agents/keys.ts';
import type { AgentId, Language, LegId, OutageId, PlaybackId, PromptId } from '../ids.ts';
import type { PendingHangup, SilentScript } from './speech-state.ts';

/** A phone of an agent that rings for this call. Monotonic ms. */
export interface Ring {
  readonly agent: AgentId;
  readonly leg: LegId;
  readonly untilMono: number;
}

/** The leg of an agent who has answered. */
export interface AgentLeg {
  readonly agent: AgentId;
  readonly leg: LegId;
}

/** A playback that the call has ordered. Its end comes as an event; should that be lost, it is taken as ended at
 * `byMono`. */
export interface Playing {
  readonly id: PlaybackId;
  readonly byMono: number;
  /** Every prompt of it can be played: a list that lacks one plays on without a word. */
  readonly whole: boolean;
}

/** A phrase that both parties hear while they talk (hold.return). */
export interface Saying extends Playing {
  readonly clause: KeyedClause | 'hold.return';
  /** Whose doing it is that it is said. */
  readonly by: 'engine' | { readonly agent: AgentId };
  /** It is the last step of its script. */
  readonly last: boolean;
}

/** What a waiting customer hears. */
export interface WaitPlaying extends Playing {
  readonly what: 'announce' | 'reminder' | 'reminderAndOffer' | 'offer';
}

/** A wait of the customer, in the queue or on an agent's hold. Monotonic ms. */
export interface Wait {
  readonly since: number;
  /** When the last reassurance began, or was ordered. */
  readonly reassuredAt: number;
  /** The one before it: the gap is measured when the new one is known to have begun. */
  readonly reassuredBefore: number;
  readonly playing: WaitPlaying | null;
  /** hold.limit: when the next offer is to begin; null where the standard has none. */
  readonly offerAt: number | null;
  /** How often a callback has been offered: from the first time on the keys 1 and 2 mean something. */
  readonly offers: number;
}

/** The number that the caller is entering (callback.number). */
export interface NumberEntry {
  readonly stage: 'number' | 'confirm';
  readonly digits: string;
  readonly playing: Playing | null;
  readonly keyByMono: number;
  readonly triesLeft: number;
}

/** The survey at the end of a call: which mark the customer is asked for (quality.stars). Monotonic ms. */
export interface Survey {
  readonly question: 'attitude' | 'accuracy';
  /** What has been given so far, 1 to 5. */
  readonly marks: { readonly attitude?: number; readonly accuracy?: number };
  /** A question was heard whole, or answered before its end. */
  readonly heard: boolean;
  readonly playing: Playing | null;
  readonly askedAtMono: number;
  readonly keyByMono: number;
}

/** What a caller hears before the queue: language menu, outage notice, message of a closed line. */
export interface PreQueue {
  /** language.caller: the languages among which the caller may choose by key, in the order in which they are offered. */
  readonly choose: readonly Language[] | null;
  /** outage.notice: a fault that concerns the caller. */
  readonly outage: { readonly id: OutageId } | null;
  /** The line is closed: how its hours are said, and when it opens next (UTC ms). */
  readonly closed: { readonly hours: readonly PromptId[]; readonly opensAt: number } | null;
  /** people.complaint: the key for it; not offered where there is none. */
  readonly complaintKey?: string;
}

/** The phase of a call, with the data of that phase. */
export type Phase =
  /** Received by the engine, which has answered: what is heard at a station of the way to the queue, and until when (monotonic ms)
   * a key is waited for after it. */
  | {
      readonly is: 'preQueue';
      readonly step: 'language' | 'outage' | 'closed' | 'complaint';
      /** This station, and those still to come. */
      readonly remaining: PreQueue;
      readonly playing: Playing | null;
      readonly untilMono: number;
    }
  /** The caller hears ringing: unanswered, or `ringback` where the engine has received the caller before. answer.rings: the
   * engine answers at `answerByMono`. */
  | {
      readonly is: 'ringing';
      readonly answerByMono: number;
      readonly ring: Ring | null;
      readonly ringback?: Playing | null;
    }
  /** A callback: the agent's phone rings. */
  | { readonly is: 'ringingAgent'; readonly ring: Ring }
  /** A callback: the agent hears who is to be called; `held`: and has pressed hold. */
  | { readonly is: 'whispering'; readonly agent: AgentLeg; readonly playing: Playing; readonly held: boolean }
  /** A callback: the customer's phone rings. */
  | {
      readonly is: 'dialling';
      readonly agent: AgentLeg;
      readonly untilMono: number;
      readonly ringback: Playing | null;
      readonly held: boolean;
    }
  /** A callback: the customer's phone rings first, and this agent is kept free. */
  | { readonly is: 'customerFirst'; readonly reserved: AgentId; readonly untilMono: number }
  /** A callback: somebody has answered, hears who calls, and is to press the key by `keyByMono`; for the `asked`-th time. `agent`:
   * who is on the line already; `reserved`: who is kept free. */
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
  /** An agent is there and the customer hears the greeting; `held`: the agent pressed hold meanwhile;
   * `late`: the caller had waited. */
  | {
      readonly is: 'greeting';
      readonly agent: AgentLeg;
      readonly playing: Playing;
      readonly agentPlayback: PlaybackId;
      readonly held: boolean;
      readonly late: boolean;
    }
  /** In the queue, answered by the engine. */
  | { readonly is: 'waiting'; readonly wait: Wait; readonly ring: Ring | null }
  | {
      readonly is: 'talking';
      readonly agent: AgentLeg;
      readonly saying: Saying | null;
      readonly silent?: SilentScript | null;
      readonly pendingHangup?: PendingHangup | null;
      /** Monotonic ms. */
      readonly since: number;
    }
  | { readonly is: 'held'; readonly agent: AgentLeg; readonly wait: Wait }
  /** The number for a callback is being taken down; `agent` where this happens in an agent's hold. */
  | {
      readonly is: 'enteringNumber';
      readonly entry: NumberEntry;
      /** Null on a closed line, which has no queue to go back to. */
      readonly wait: Wait | null;
      readonly agent: AgentLeg | null;
      /** UTC ms: a closed line opens then, and calls back. */
      readonly opensAt?: number;
    }
  /** The agent has been let go, or has hung up first. */
  | { readonly is: 'surveying'; readonly survey: Survey }
  /** The caller hears the goodbye, then has time to hang up until `hangUpAtMono`. */
  | {
      readonly is: 'closing';
      readonly playing: Playing | null;
      /** hold.promise: the playback begins with it. */
      readonly promise: boolean;
      readonly hangUpAtMono: number;
    }
  /** On the agent's key: whether anybody is there is being found out (`playing` null), then what is said before the caller
   * goes to somebody else is heard. */
  | {
      readonly is: 'transferring';
      /** Null once the agent has hung up: the rest goes on without. */
      readonly agent: AgentLeg | null;
      /** The caller was on hold. */
      readonly held: boolean;
      readonly playing: Playing | null;
      /** Where no answer comes it is taken that somebody is there. Monotonic ms. */
      readonly askedByMono: number;
    }
  /** On the agent's key: the agent has been let go, and the caller hears the phrase, `left` times more after this. */
  | {
      readonly is: 'releasing';
      readonly clause: 'people.nuisance' | 'people.misdial';
      readonly playing: Playing;
      readonly heard: boolean;
      readonly left: number;
    }
  /** An alert (people.urgent): supervisors' phones ring; `left`: how many more may be rung. */
  | { readonly is: 'alerting'; readonly rings: readonly Ring[]; readonly left: number }
  /** An alert: a supervisor has picked up, and hears it. */
  | { readonly is: 'playingAlert'; readonly agent: AgentLeg; readonly playing: Playing }
  /** Every leg has been told to end. */
  | { readonly is: 'over'; readonly askAgainMono: number };

/** The names of the phases of a call. */
export type PhaseName = Phase['is'];
