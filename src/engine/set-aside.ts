import type { Timestamp } from '../core/time.ts';
import type { Clock } from './ports.ts';
import { Timers } from './timers.ts';

/** So long a request is left out of the dispatch after its first failure; twice as long after each further one. */
export const REQUEST_ASIDE_MS = 2000;
/** So long an agent is: longer, so that the request gets another one next. */
export const AGENT_ASIDE_MS = 30_000;
const LONGEST_ASIDE_MS = 60_000;

/** What the dispatch leaves out for some time because it has failed: else it would be tried again at every input, before
 * all others. */
export class SetAside {
  readonly #until = new Map<string, { readonly mono: number; readonly ms: number }>();
  readonly #timers: Timers;
  readonly #wake: () => void;

  /** `wake`: has the dispatch run again. */
  constructor(clock: Clock, wake: () => void) {
    this.#timers = new Timers(clock);
    this.#wake = wake;
  }

  has(key: string, { mono }: Timestamp): boolean {
    const known = this.#until.get(key);
    return known !== undefined && mono < known.mono;
  }

  /** Leaves it out for `firstMs`, or twice as long as the last time. */
  failed(key: string, { mono }: Timestamp, firstMs: number): void {
    const known = this.#until.get(key);
    const ms = Math.min(known ? known.ms * 2 : firstMs, LONGEST_ASIDE_MS);
    this.#until.set(key, { mono: mono + ms, ms });
    this.#timers.arm(key, mono + ms, this.#wake);
  }

  worked(key: string): void {
    this.#until.delete(key);
  }

  /** Failures that are long past count no more. */
  forgetBefore({ mono }: Timestamp): void {
    for (const [key, known] of this.#until) if (known.mono + LONGEST_ASIDE_MS < mono) this.#until.delete(key);
  }

  /** Has the dispatch run again in a moment. */
  wakeSoon({ mono }: Timestamp): void {
    this.#timers.arm('', mono + REQUEST_ASIDE_MS, this.#wake);
  }

  stop(): void {
    this.#timers.stop();
  }
}
