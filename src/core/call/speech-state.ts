import type { KeyedClause } from '../agents/keys.ts';
import type { AgentId, PlaybackId } from '../ids.ts';

/** The script for a silent caller (hear.silent). Monotonic ms. */
export interface SilentScript {
  readonly by: 'engine' | { readonly agent: AgentId };
  /** The number of steps that have begun. */
  readonly step: number;
  /** The end of the last step; null while it is playing. */
  readonly saidMono: number | null;
  /** The pause so far that differed most from the standard's; null before the first. */
  readonly pauseMs: number | null;
  /** A step did not play. */
  readonly spoilt: boolean;
}

/** A hang-up by the engine after the last step of a script, unless a key or hold keeps the call. Monotonic ms. */
export interface PendingHangup {
  readonly clause: KeyedClause;
  readonly atMono: number;
}

/** The speech of both parties, according to the sound from their phones. Monotonic ms. */
export interface SpeechActivity {
  /** The time since which each party has been talking; null while silent. */
  readonly customer: number | null;
  readonly agent: number | null;
  /** The time since which the customer's line is weak. */
  readonly weakSince: number | null;
  /** The agent has heard the tone for this spell of weakness. */
  readonly weakTold: boolean;
  /** The customer has been heard in a talk with an agent before this one. */
  readonly known: boolean;
  readonly talk: TalkActivity | null;
}

/** The sounds heard since an agent was connected with the customer. Monotonic ms. */
export interface TalkActivity {
  /** At least one sign of the customer: a word or a key. */
  readonly heard: boolean;
  /** The silence counts from here: the customer's last word, or the last prompt or event since. */
  readonly quietSince: number;
  /** The agent has heard the tone for this silence. */
  readonly told: boolean;
  /** hear.silent has played. It plays once, and again after a hold. */
  readonly asked: boolean;
  /** The time since which the agent has been talking over the customer; null if not. */
  readonly overSince: number | null;
  readonly interruptions: number;
  readonly cue: Cue | null;
}

/** A tone that only the agent hears. */
export interface Cue {
  readonly id: PlaybackId;
  readonly clause: 'hear.signal' | 'hear.noresponse';
  /** The condition that it reports has lasted since then, monotonic ms. */
  readonly since: number;
  readonly whole: boolean;
}
