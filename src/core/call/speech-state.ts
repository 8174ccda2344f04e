import type { KeyedClause } from '../agents/keys.ts';
import type { AgentId, PlaybackId } from '../ids.ts';

/** The script for a silent caller (hear.silent). Monotonic ms. */
export interface SilentScript {
  readonly by: 'engine' | { readonly agent: AgentId };
  /** How many steps have begun. */
  readonly step: number;
  /** When the last one ended; null while it is being said. */
  readonly saidMono: number | null;
  /** Of the pauses so far, the one that was farthest from the standard's; null before the first. */
  readonly pauseMs: number | null;
  /** A step was not heard. */
  readonly spoilt: boolean;
}

/** A hang-up by the engine after the last step of a script, unless a key or hold keeps the call. Monotonic ms. */
export interface PendingHangup {
  readonly clause: KeyedClause;
  readonly atMono: number;
}

/** Which of the two parties talks, from the sound that their phones send. Monotonic ms. */
export interface SpeechActivity {
  /** Since when each of the two has been talking; null while silent. */
  readonly customer: number | null;
  readonly agent: number | null;
  /** The customer's line is weak, and since when. */
  readonly weakSince: number | null;
  /** The agent has been told of this spell of weakness. */
  readonly weakTold: boolean;
  /** The customer has been heard in a talk with an agent before this one. */
  readonly known: boolean;
  readonly talk: TalkActivity | null;
}

/** The sounds heard since an agent was connected with the customer. Monotonic ms. */
export interface TalkActivity {
  /** A sign of the customer, a word or a key, at least one. */
  readonly heard: boolean;
  /** Since when nobody could expect less: the customer's last word, or what was said or happened since. */
  readonly quietSince: number;
  /** The agent has been told of this silence. */
  readonly told: boolean;
  /** hear.silent has been played: once, and again after a hold. */
  readonly asked: boolean;
  /** Since when the agent has been talking over the customer; null: is not. */
  readonly overSince: number | null;
  readonly interruptions: number;
  readonly cue: Cue | null;
}

/** A tone that only the agent hears. */
export interface Cue {
  readonly id: PlaybackId;
  readonly clause: 'hear.signal' | 'hear.noresponse';
  /** What it tells of has been so since then, monotonic ms. */
  readonly since: number;
  readonly whole: boolean;
}
