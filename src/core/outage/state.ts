import type { OutageId } from '../ids.ts';

/** A fault that the engine announces to callers before the queue (outage.notice). */
export interface OutageState {
  readonly id: OutageId;
  /** The line whose callers hear of it; null: those of every line. */
  readonly line: string | null;
  /** How the E.164 numbers of those callers begin (`+8621`); null: callers from everywhere. */
  readonly area: string | null;
  /** UTC ms. It is over at `until`, or at `endedAt` where somebody took it off before. */
  readonly from: number;
  readonly until: number;
  readonly endedAt: number | null;
  /** Who put it on, as that person is to be named in the records. */
  readonly by: string;
  /** Callers who have heard of it, those of them who then hung up, and those who went on to an agent, the queue or a callback;
   * the rest are still hearing of it. */
  readonly heard: number;
  readonly hungUp: number;
  readonly wentOn: number;
}

/** Which callers an outage concerns, and for how long. */
export interface OutageWish {
  readonly line: string | null;
  readonly area: string | null;
  /** UTC ms. */
  readonly until: number;
  readonly by: string;
}
