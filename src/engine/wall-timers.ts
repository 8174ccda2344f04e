import type { Clock } from './ports.ts';

/** A wall clock may jump: it is looked at least this often while something waits for it. */
const LOOK_AGAIN_MS = 60_000;
/** So many are woken at once; others have their turn before the next. */
const SLICE = 50;

interface Armed {
  readonly key: string;
  /** UTC ms. */
  readonly wall: number;
  readonly wake: () => void;
  /** Its place in the heap. */
  place: number;
}

/** Timers by the wall clock, however many: one timer of the clock serves them all, and wakes the earliest. */
export class WallTimers {
  readonly #armed = new Map<string, Armed>();
  /** A binary heap, the earliest first. */
  readonly #heap: Armed[] = [];
  readonly #clock: Clock;
  #next: { readonly mono: number; readonly cancel: () => void } | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Wakes at `wall` (UTC ms) by the clock that is then, or no more where it is null. */
  arm(key: string, wall: number | null, wake: () => void): void {
    this.#remove(key);
    if (wall !== null) this.#add({ key, wall, wake, place: this.#heap.length });
    this.#armNext();
  }

  stop(): void {
    this.#next?.cancel();
    this.#next = null;
    this.#armed.clear();
    this.#heap.length = 0;
  }

  #armNext(): void {
    const [first] = this.#heap;
    const now = this.#clock.now();
    const mono = first ? now.mono + Math.min(Math.max(first.wall - now.wall, 0), LOOK_AGAIN_MS) : null;
    // a look that comes earlier does no harm
    if (mono === null || (this.#next && this.#next.mono <= mono)) return;
    this.#next?.cancel();
    const cancel = this.#clock.wakeAt(Math.ceil(mono), () => this.#look());
    this.#next = { mono, cancel };
  }

  #look(): void {
    this.#next = null;
    const { wall } = this.#clock.now();
    for (let woken = 0; woken < SLICE; woken += 1) {
      const [first] = this.#heap;
      if (!first || first.wall > wall) break;
      this.#remove(first.key);
      first.wake();
    }
    this.#armNext();
  }

  #add(armed: Armed): void {
    this.#armed.set(armed.key, armed);
    this.#heap.push(armed);
    this.#rise(armed);
  }

  #remove(key: string): void {
    const armed = this.#armed.get(key);
    if (!armed) return;
    this.#armed.delete(key);
    const last = this.#heap.pop();
    if (!last || last === armed) return;
    this.#put(last, armed.place);
    this.#rise(last);
    this.#sink(last);
  }

  #put(armed: Armed, place: number): void {
    armed.place = place;
    this.#heap[place] = armed;
  }

  #rise(armed: Armed): void {
    while (armed.place > 0) {
      const parent = this.#heap[(armed.place - 1) >> 1];
      if (!parent || parent.wall <= armed.wall) return;
      const { place } = parent;
      this.#put(parent, armed.place);
      this.#put(armed, place);
    }
  }

  #sink(armed: Armed): void {
    for (;;) {
      const [left, right] = [this.#heap[2 * armed.place + 1], this.#heap[2 * armed.place + 2]];
      const child = right && left && right.wall < left.wall ? right : left;
      if (!child || child.wall >= armed.wall) return;
      const { place } = child;
      this.#put(child, armed.place);
      this.#put(armed, place);
    }
  }
}
