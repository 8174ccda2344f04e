import type { Timestamp } from '../core/time.ts';
import type { Clock } from './ports.ts';

const BEAT_MS = 1000;
/** A beat that is later than this was held up with the whole process. */
const STALL_MS = 500;
/** So long after a stall the process still reads what has come meanwhile. */
const BACKLOG_MS = 2000;
/** An event that is no later than this came in time. */
const IN_TIME_MS = 1000;

/** Knows when the process stood still (frozen, without CPU), and so how long ago an event has happened that is heard of now. The time
 * that Asterisk gives for it counts, but it is no longer ago than the stall began: the two clocks need not agree. */
export class StallWatch {
  readonly #clock: Clock;
  #lastBeat: number;
  #stall: { readonly from: number; readonly to: number } | null = null;
  #runs = false;
  #cancel: () => void = () => undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#lastBeat = clock.now().mono;
  }

  /** From the first time on. */
  start(): void {
    if (this.#runs) return;
    this.#runs = true;
    this.#lastBeat = this.#clock.now().mono;
    this.#next();
  }

  stop(): void {
    this.#cancel();
  }

  /** How long ago (ms) that was; 0 where the process has not stood still since. `happened`: UTC ms, by Asterisk's clock. */
  agoMs(happened: number): number {
    const now = this.#clock.now();
    const ago = Math.min(now.wall - happened, this.#longest(now));
    return ago > IN_TIME_MS ? ago : 0;
  }

  #longest({ mono }: Timestamp): number {
    const { from, to } = this.#stall ?? { from: mono, to: mono };
    const sinceBeat = mono - this.#lastBeat;
    const late = sinceBeat > BEAT_MS + STALL_MS ? sinceBeat : 0;
    return Math.max(late, mono <= to + BACKLOG_MS ? mono - from : 0);
  }

  #next(): void {
    this.#cancel = this.#clock.wakeAt(this.#lastBeat + BEAT_MS, () => {
      const { mono } = this.#clock.now();
      if (mono - this.#lastBeat > BEAT_MS + STALL_MS) this.#stall = { from: this.#lastBeat, to: mono };
      this.#lastBeat = mono;
      this.#next();
    });
  }
}
