import { randomBytes } from 'node:crypto';
import type { UserRecord } from '../engine/access.ts';
import { digestOf } from './auth.ts';

/** So many sessions of one user; one more ends the oldest. */
const MOST_OF_ONE = 20;

/** How long a session lasts. */
export interface SessionLimits {
  /** Without a request, ms. */
  readonly idleMs: number;
  /** At most, ms. */
  readonly longestMs: number;
}

interface Session {
  readonly name: string;
  /** The user's stored password as the session began: another one ends it. */
  readonly password: string;
  /** Monotonic ms. */
  readonly begun: number;
  seen: number;
}

/** The sessions of people who have signed in, in memory: a start of the engine ends them all. Knows each by the hash of its id. */
export class Sessions {
  readonly #limits: () => SessionLimits;
  readonly #now: () => number;
  readonly #byHash = new Map<string, Session>();

  /** @param now monotonic ms */
  constructor(limits: () => SessionLimits, now: () => number) {
    this.#limits = limits;
    this.#now = now;
  }

  /** Returns the id of a new session: 256 random bits. */
  begin({ name, password }: Pick<UserRecord, 'name' | 'password'>): string {
    for (const [hash, one] of this.#byHash) if (this.#left(one) <= 0) this.#byHash.delete(hash);
    const own = [...this.#byHash].filter(([, one]) => one.name === name);
    for (const [hash] of own.slice(0, Math.max(own.length - MOST_OF_ONE + 1, 0))) this.#byHash.delete(hash);
    const id = randomBytes(32).toString('base64url');
    const now = this.#now();
    this.#byHash.set(digestOf(id), { name, password, begun: now, seen: now });
    return id;
  }

  /** Whose session it is, with the stored password that it rests on, and how long it will last without a further request, ms.
   * `used`: this is a request of its user. */
  find(
    id: string,
    used: boolean,
  ): { readonly name: string; readonly password: string; readonly left: number } | undefined {
    const hash = digestOf(id);
    const session = this.#byHash.get(hash);
    if (!session) return undefined;
    if (this.#left(session) <= 0) {
      this.#byHash.delete(hash);
      return undefined;
    }
    if (used) session.seen = this.#now();
    return { name: session.name, password: session.password, left: this.#left(session) };
  }

  end(id: string): void {
    this.#byHash.delete(digestOf(id));
  }

  #left({ begun, seen }: Session): number {
    const { idleMs, longestMs } = this.#limits();
    return Math.min(seen + idleMs, begun + longestMs) - this.#now();
  }
}
