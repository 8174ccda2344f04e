import type { Instant, Interval } from './types.ts';

/** Part of a timeline; all of it where an end is left out. */
export interface TimeWindow {
  readonly from?: Instant;
  readonly to?: Instant;
}

/** One time that a known prompt was heard, or part of it; `from` and `to` are the ends of what was heard. */
export interface PromptHeard extends Interval {
  /** Where the file begins on the timeline, even if its beginning was not heard. */
  readonly startAt: Instant;
  /** How much of the file was heard, and how long the file is, without the silence at its ends. */
  readonly heardMs: number;
  readonly lengthMs: number;
  /** How much of its beginning was not heard: it came in too late, or something else covered it. */
  readonly missedMs: number;
  /** How much inside of it was not heard: a busy machine lost it, or a noise covered it. */
  readonly lostMs: number;
  /** How often it did not go on where it had been. */
  readonly stumbles: number;
  /** Nothing of it was missed at either end, nor much inside. */
  readonly whole: boolean;
  /** How alike the file and what was heard are, over what was heard: 0.99 where only G.711 lies between. */
  readonly similarity: number;
}

export interface NamedPrompt extends PromptHeard {
  readonly name: string;
  /** Other prompts that explain what was heard as well: files with the same sound. */
  readonly orElse: readonly string[];
}
