import type { Log } from '../engine/ports.ts';
import { ApiError } from './problem.ts';

/** So many wrong tokens a minute from one address are answered at once: a person who mistypes does not wait. */
const AT_ONCE = 5;
const MINUTE_MS = 60_000;
/** The others are answered after this time, ms. */
const DELAY_MS = 1_000;
/** So many wait for their answer; more are refused. */
const WAITING = 50;
/** Addresses that are remembered. */
const ADDRESSES = 1_000;

/** Slows down whoever tries tokens, or names and passwords, and logs it, each minute the first of an address and then how many. */
export class WrongTokens {
  readonly #log: Log;
  readonly #now: () => number;
  readonly #what: 'token' | 'password';
  readonly #byAddress = new Map<string, { since: number; count: number }>();
  #waiting = 0;

  /** @param now monotonic ms */
  constructor(log: Log, now: () => number, what: 'token' | 'password' = 'token') {
    this.#log = log;
    this.#now = now;
    this.#what = what;
  }

  /** Resolves when the request may be told that what it brings is wrong.
   * @throws ApiError API_TOO_MANY where too many wait for that */
  async wait(address: string): Promise<void> {
    if (this.#note(address) <= AT_ONCE) return;
    if (this.#waiting >= WAITING) {
      const cure = `Wait a minute, and use a valid ${this.#what}.`;
      const cause = `too many requests have no valid ${this.#what}`;
      throw new ApiError('API_TOO_MANY', 429, cause, cure, { retryAfter: MINUTE_MS / 1000 });
    }
    this.#waiting += 1;
    await new Promise((go) => setTimeout(go, DELAY_MS));
    this.#waiting -= 1;
  }

  /** Returns how many there were from the address in this minute. */
  #note(address: string): number {
    const now = this.#now();
    const before = this.#byAddress.get(address);
    if (before && now - before.since < MINUTE_MS) {
      before.count += 1;
      return before.count;
    }
    if (this.#byAddress.size >= ADDRESSES) this.#byAddress.clear();
    this.#byAddress.set(address, { since: now, count: 1 });
    const inLastMinute = before?.count ?? 0;
    this.#log.warn(`a request had no valid ${this.#what}`, { address, inLastMinute });
    return 1;
  }
}
