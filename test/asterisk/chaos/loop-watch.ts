import type { Instant, Interval } from '../../../src/sipkit/index.ts';
import { stood } from '../../host/machine.ts';

const TICK_MS = 20;
const LATE_MS = 60;

/** Watches the loop of this process, which is where all parties speak: while it stands, everybody is silent. */
export class LoopWatch {
  readonly #stalls: Interval[] = [];
  readonly #timer: NodeJS.Timeout;
  #ticked = performance.now();

  constructor() {
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** For how long of a time the parties, or the whole machine, stood still, ms. */
  stood(from: Instant, to: Instant): number {
    const stalled = this.#stalls.reduce(
      (sum, stall) => sum + Math.max(0, Math.min(stall.to, to) - Math.max(stall.from, from)),
      0,
    );
    return Math.max(stalled, stood(from, to));
  }

  /** All of it, ms. */
  get total(): number {
    return this.#stalls.reduce((sum, { from, to }) => sum + to - from, 0);
  }

  #tick(): void {
    const now = performance.now();
    if (now - this.#ticked > TICK_MS + LATE_MS) this.#stalls.push({ from: this.#ticked + TICK_MS, to: now });
    this.#ticked = now;
  }
}
