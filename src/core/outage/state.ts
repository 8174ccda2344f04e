import type { OutageId } from '../ids.ts';

/** A fault that the engine announces to callers before the queue (outage.notice). */
export interface OutageState {
  readonly id: OutageId;
  /** The line whose callers hear of it; null: every line. */
  readonly line: string | null;
  /** The first digits of those callers' E.164 numbers (`+8621`); null: callers from everywhere. */
  readonly area: string | null;
  /** The lines are closed meanwhile: no fault, and nothing that is heard before the queue. */
  readonly closes?: true;
  /** UTC ms. It is over at `until`, or at `endedAt` if somebody took it off before. */
  readonly from: number;
  readonly until: number;
  readonly endedAt: number | null;
  /** The person who put it on, by the name for the records. */
  readonly by: string;
  /** Callers who have heard the notice, those of them who then hung up, and those who went on to an agent, the queue or a
   * callback; the rest are still listening. */
  readonly heard: number;
  readonly hungUp: number;
  readonly wentOn: number;
}

/** The callers whom an outage affects, and its duration. */
export interface OutageWish {
  readonly line: string | null;
  readonly area: string | null;
  readonly closes?: true;
  /** UTC ms. */
  readonly until: number;
  readonly by: string;
}
