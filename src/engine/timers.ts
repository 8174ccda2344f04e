import type { Clock } from './ports.ts';

/** Timers by the monotonic clock, one for each key. */
export class Timers {
  readonly #armed = new Map<string, { readonly mono: number; readonly cancel: () => void }>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Wakes at `mono` (monotonic ms), or no more where it is null. */
  arm(key: string, mono: number | null, wake: () => void): void {
    const armed = this.#armed.get(key);
    if (armed?.mono === mono) return;
    armed?.cancel();
    this.#armed.delete(key);
    if (mono === null) return;
    const cancel = this.#clock.wakeAt(Math.ceil(mono), () => {
      this.#armed.delete(key);
      wake();
    });
    this.#armed.set(key, { mono, cancel });
  }

  stop(): void {
    for (const { cancel } of this.#armed.values()) cancel();
    this.#armed.clear();
  }
}
