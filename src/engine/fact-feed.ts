import { type VerdictCount, VerdictCounts } from './figures.ts';
import type { NumberedFact } from './store-port.ts';

/** Who is further behind reads the store. */
const KEPT = 1000;

/** Sends facts to everybody who follows them, as soon as they are committed. The facts of one commit are numbered one
 * after another, and a number is never visible before a smaller one; where numbers are missing here, another process
 * has committed them. */
export class FactFeed {
  /** Without a gap. */
  #recent: NumberedFact[] = [];
  readonly #waiting = new Set<() => void>();
  readonly #verdicts = new VerdictCounts();

  /** Of all that was sent. */
  get verdicts(): readonly VerdictCount[] {
    return this.#verdicts.all;
  }

  publish(facts: readonly NumberedFact[]): void {
    this.#verdicts.add(facts);
    const [first] = facts;
    if (!first) return;
    const isNext = this.#newest !== null && first.number === this.#newest + 1;
    this.#recent = [...(isNext ? this.#recent : []), ...facts].slice(-KEPT);
    for (const wake of [...this.#waiting]) wake();
  }

  /** What came after the fact of that number, at most `limit`; null where the store has to be asked. */
  after(number: number, limit: number): readonly NumberedFact[] | null {
    const [oldest] = this.#recent;
    if (!oldest || number + 1 < oldest.number) return null;
    return this.#recent.filter((one) => one.number > number).slice(0, limit);
  }

  /** Resolves with true once there is something after the fact of that number; with false after `ms`, or where `signal` is
   * aborted. */
  async changed(
    number: number,
    { ms, signal }: { readonly ms: number; readonly signal: AbortSignal },
  ): Promise<boolean> {
    if (signal.aborted) return false;
    if ((this.#newest ?? 0) > number) return true;
    return new Promise((resolve) => {
      const end = (is: boolean) => {
        this.#waiting.delete(wake);
        clearTimeout(timer);
        signal.removeEventListener('abort', stop);
        resolve(is);
      };
      const wake = () => end(true);
      const stop = () => end(false);
      const timer = setTimeout(stop, ms);
      this.#waiting.add(wake);
      signal.addEventListener('abort', stop);
    });
  }

  get #newest(): number | null {
    return this.#recent.at(-1)?.number ?? null;
  }
}
