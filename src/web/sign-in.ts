import type { UserRecord } from '../engine/access.ts';
import type { ApiStore } from '../engine/api-store.ts';
import type { Log } from '../engine/ports.ts';
import { isPassword, NOBODY } from './passwords.ts';
import { ApiError } from './problem.ts';

/** So many wrong passwords for one name from one address lock it there, so that nobody else can lock its owner out. */
const FAILURES = 5;
/** So many from all addresses lock it everywhere. */
const FAILURES_EVERYWHERE = 50;
/** They count together within this time of the first, ms. */
const WINDOW_MS = 15 * 60_000;
/** A name is locked for so long, ms. */
const LOCKED_MS = 5 * 60_000;
/** Names, and names with an address, that are remembered. */
const NAMES = 20_000;
/** Passwords are checked one after the other; more than this wait for none. */
const WAITING = 20;
/** More than this from one address wait for none. */
const WAITING_AT_ADDRESS = 4;

interface Failures {
  /** Monotonic ms of the first. */
  readonly since: number;
  readonly count: number;
  /** Monotonic ms; 0: it is not locked. */
  readonly lockedUntil: number;
}

interface SignInOptions {
  readonly users: Pick<ApiStore, 'user'>;
  readonly log: Log;
  /** Monotonic ms. */
  readonly now: () => number;
  readonly check?: typeof isPassword;
}

/** Checks names and passwords. Tells nobody which names there are: one that is unknown takes as long, and is locked as a known one. */
export class SignIn {
  readonly #options: Required<SignInOptions>;
  readonly #failures = new Map<string, Failures>();
  #turn: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  readonly #waitingAt = new Map<string, number>();

  constructor(options: SignInOptions) {
    this.#options = { check: isPassword, ...options };
  }

  /** The user of that name and password. `address`: where they come from.
   * @throws ApiError SIGN_IN_WRONG, SIGN_IN_LOCKED, API_TOO_MANY */
  async userOf(name: string, password: string, address: string): Promise<UserRecord> {
    const here = this.#waitingAt.get(address) ?? 0;
    if (this.#waiting >= WAITING || here >= WAITING_AT_ADDRESS) {
      throw new ApiError('API_TOO_MANY', 429, 'too many people sign in at once', 'Try again in a minute.', {
        retryAfter: 60,
      });
    }
    this.#wait(address, 1);
    const turn = this.#turn.then(() => this.#check(name, password, address));
    this.#turn = turn.catch(() => undefined);
    return turn.finally(() => this.#wait(address, -1));
  }

  #wait(address: string, by: 1 | -1): void {
    this.#waiting += by;
    const here = (this.#waitingAt.get(address) ?? 0) + by;
    if (here > 0) this.#waitingAt.set(address, here);
    else this.#waitingAt.delete(address);
  }

  async #check(name: string, password: string, address: string): Promise<UserRecord> {
    const there = `${name}\n${address}`;
    for (const key of [there, name]) this.#refuseLocked(key);
    const { users, check, log } = this.#options;
    const user = await users.user(name);
    const right = await check(password, user?.password ?? NOBODY);
    if (user && right) {
      this.#failures.delete(there);
      return user;
    }
    const locked = [this.#locks(there, FAILURES), this.#locks(name, FAILURES_EVERYWHERE)].includes(true);
    // what is no user's name may be a password, typed into the wrong field
    if (locked && user) log.warn('a user is locked after wrong passwords', { user: name });
    throw new ApiError('SIGN_IN_WRONG', 401, 'the name or the password is wrong', 'Type both again.');
  }

  #refuseLocked(key: string): void {
    const left = (this.#failures.get(key)?.lockedUntil ?? 0) - this.#options.now();
    if (left <= 0) return;
    const cause = 'this name had too many wrong passwords';
    throw new ApiError('SIGN_IN_LOCKED', 429, cause, 'Wait some minutes, then try again.', {
      retryAfter: Math.ceil(left / 1000),
    });
  }

  /** Notes a wrong password. Whether it is one too many. */
  #locks(key: string, limit: number): boolean {
    const now = this.#options.now();
    const before = this.#failures.get(key);
    const goesOn = before && before.lockedUntil === 0 && now - before.since < WINDOW_MS;
    const count = goesOn ? before.count + 1 : 1;
    const locked = count >= limit;
    this.#failures.delete(key);
    // the oldest goes: it takes longer to fill this with names than a lock lasts
    for (const [oldest] of this.#failures) {
      if (this.#failures.size < NAMES) break;
      this.#failures.delete(oldest);
    }
    const since = goesOn ? before.since : now;
    this.#failures.set(key, { since, count, lockedUntil: locked ? now + LOCKED_MS : 0 });
    return locked;
  }
}
