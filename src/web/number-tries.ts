import type { Log } from '../engine/ports.ts';
import { seesMasked } from './auth.ts';
import { ApiError } from './problem.ts';
import type { Principal } from './route.ts';

/** So many numbers that nobody knows may be looked for in the time below. More would be a way to find out the hidden digits. */
const MOST = 30;
const WINDOW_MS = 3_600_000;

interface Tries {
  /** Monotonic ms of the first. */
  readonly since: number;
  /** The numbers that were looked for and not found. */
  readonly missed: Set<string>;
  refused: boolean;
}

/** A search for one customer by the whole number. */
interface NumberSearch<T> {
  readonly asker: Principal;
  /** E.164, or as typed; undefined: no number is looked for. */
  readonly number: string | undefined;
  find(): Promise<T>;
  /** Whether anything at all is known of the number, whatever else was asked for. */
  isKnown(found: T): boolean | Promise<boolean>;
}

/** privacy.customer: whoever sees numbers masked may look for a whole number, but not try many until one is found. */
export class NumberTries {
  readonly #log: Log;
  readonly #now: () => number;
  readonly #byName = new Map<string, Tries>();

  /** @param now monotonic ms */
  constructor(log: Log, now: () => number) {
    this.#log = log;
    this.#now = now;
  }

  /** Finds, and counts what is not found.
   * @throws ApiError NUMBERS_TRIED */
  async look<T>({ asker, number, find, isKnown }: NumberSearch<T>): Promise<T> {
    if (number === undefined || !seesMasked(asker)) return find();
    const { missed } = this.#tried(asker, number);
    // counted before it is looked for: many at once are no way around it
    missed.add(number);
    const found = await find();
    if (await isKnown(found)) missed.delete(number);
    return found;
  }

  #tried({ who }: Principal, number: string): Tries {
    const now = this.#now();
    const before = this.#byName.get(who);
    if (!before || now - before.since >= WINDOW_MS) {
      const tries = { since: now, missed: new Set<string>(), refused: false };
      this.#byName.set(who, tries);
      return tries;
    }
    if (before.missed.size < MOST || before.missed.has(number)) return before;
    if (!before.refused) this.#log.warn('somebody who sees numbers masked has tried many', { who });
    before.refused = true;
    const cause = `${MOST} numbers that are not known here were looked for within an hour`;
    const cure = 'Wait, or ask a supervisor; a program that looks for many uses a supervisor’s token.';
    const retryAfter = Math.ceil((before.since + WINDOW_MS - now) / 1000);
    throw new ApiError('NUMBERS_TRIED', 429, cause, cure, { retryAfter });
  }
}
