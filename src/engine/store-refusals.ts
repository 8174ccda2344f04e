import type { Clock, Log } from './ports.ts';

/** While the store refuses, one line is logged at once, and then one in this time. */
const LOG_EVERY_MS = 10_000;

/** Logs that the store refuses, and that it works again, without filling the disk that may be the reason. */
export class StoreRefusals {
  readonly #clock: Clock;
  readonly #log: Log;
  #since: number | null = null;
  #refused = 0;
  #loggedAt = 0;

  constructor({ clock, log }: { readonly clock: Clock; readonly log: Log }) {
    this.#clock = clock;
    this.#log = log;
  }

  /** The store has refused a commit. */
  note(error: unknown, detail: { readonly durable: boolean; readonly waiting: number }): void {
    const { mono } = this.#clock.now();
    this.#refused += 1;
    if (this.#since !== null && mono - this.#loggedAt < LOG_EVERY_MS) return;
    this.#since ??= mono;
    this.#loggedAt = mono;
    this.#log.error('the store refused a commit', { error, refused: this.#refused, ...detail });
  }

  /** The store has taken a commit. */
  over(): void {
    if (this.#since === null) return;
    const seconds = (this.#clock.now().mono - this.#since) / 1000;
    this.#log.warn('the store works again', { refused: this.#refused, seconds });
    this.#since = null;
    this.#refused = 0;
  }
}
