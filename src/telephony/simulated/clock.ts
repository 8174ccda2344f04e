import type { Timestamp } from '../../core/time.ts';
import type { Clock } from '../../engine/ports.ts';

interface Timer {
  readonly due: number;
  readonly wake: () => void;
}

/** Not 0, so that code that takes a time for a truth value fails. */
const FIRST_MONO = 1_000_000;

/** A clock that advances only by `step`. Timers run in the order of their times, and those of one time in the order in which they
 * were set; never inside the call that sets them. */
export class VirtualClock implements Clock {
  #mono = FIRST_MONO;
  #wallLead: number;
  #timers: Timer[] = [];
  #changes = 0;

  /** `startWall`: the wall clock at the beginning, UTC milliseconds. */
  constructor(startWall: number) {
    this.#wallLead = startWall - FIRST_MONO;
  }

  now(): Timestamp {
    return { mono: this.#mono, wall: this.#mono + this.#wallLead };
  }

  wakeAt(mono: number, wake: () => void): () => void {
    const timer: Timer = { due: Math.max(Math.ceil(mono), this.#mono), wake };
    const later = this.#timers.findIndex((other) => other.due > timer.due);
    this.#timers.splice(later < 0 ? this.#timers.length : later, 0, timer);
    this.#changes += 1;
    return () => this.#cancel(timer);
  }

  /** `wakeAt` for so many milliseconds from now. */
  after(ms: number, wake: () => void): () => void {
    return this.wakeAt(this.#mono + ms, wake);
  }

  /** Sets the wall clock forward, or back where negative; `mono` does not notice. */
  jumpWall(ms: number): void {
    this.#wallLead += ms;
  }

  /** Grows with every timer set or cancelled, so that a test can wait until nothing changes. */
  get changes(): number {
    return this.#changes;
  }

  /** Advances to the next timer that is due by `until` and runs it. Where there is none, advances to `until` and returns false. */
  step(until: number): boolean {
    const next = this.#timers[0];
    if (next === undefined || next.due > until) {
      this.#mono = Math.max(this.#mono, until);
      return false;
    }
    this.#timers.shift();
    this.#mono = next.due;
    next.wake();
    return true;
  }

  #cancel(timer: Timer): void {
    const at = this.#timers.indexOf(timer);
    if (at < 0) return;
    this.#timers.splice(at, 1);
    this.#changes += 1;
  }
}
