import type { Clock } from './ports.ts';

/** A wall clock may jump: a machine that waits for one is asked again at least this often. */
const LOOK_AGAIN_MS = 60_000;

/** The timers of the machines, one for each. One timer a machine, armed anew after each turn that touched it. */
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

  /** Wakes at `wall` (UTC ms) by today's clock, and now and then before, to see whether that clock has jumped. */
  armWall(key: string, wall: number | null, wake: () => void): void {
    if (wall === null) {
      this.arm(key, null, wake);
      return;
    }
    const now = this.#clock.now();
    const wait = Math.min(Math.max(wall - now.wall, 0), LOOK_AGAIN_MS);
    this.arm(key, now.mono + wait, wake);
  }

  stop(): void {
    for (const { cancel } of this.#armed.values()) cancel();
    this.#armed.clear();
  }
}
