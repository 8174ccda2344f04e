import type { Instant, Interval, LegEnd } from '../../../src/sipkit/index.ts';
import type { Marked, Role } from './party.ts';

/** What was heard in a stretch: a tone by its frequency (a party, or the music), a voice of a prompt, or nothing. */
export interface Span extends Interval {
  readonly what: 'silence' | 'speech' | number;
}

/** A prompt that was found; `heard`: which part of it. */
export interface FoundPrompt extends Interval {
  readonly name: string;
  readonly heard: number;
}

/** What is kept of a leg that is over. */
export interface LegRecord {
  readonly role: Role;
  readonly number: string;
  readonly agent: string | undefined;
  readonly hz: number;
  readonly direction: 'incoming' | 'outgoing';
  /** Withheld: no number to be called back at. */
  readonly numbers: readonly string[];
  readonly invitedAt: Instant;
  readonly answeredAt: Instant | undefined;
  /** Of its end, or of the moment in which it was lost. */
  readonly endedAt: Instant;
  readonly end: LegEnd | undefined;
  readonly lostAt: Instant | undefined;
  readonly marks: readonly Marked[];
  /** From the answer to the end, in order, without gaps. */
  readonly spans: readonly Span[];
  readonly prompts: readonly FoundPrompt[];
}
