import type { FailedInput } from './change-set.ts';
import type { Log } from './ports.ts';

/** How many inputs failed since the start because of a fault of the program. */
export interface FailedInputs {
  readonly count: number;
  /** UTC ms; null where there is none. */
  readonly lastAt: number | null;
}

/** Counts and logs the inputs that failed. */
export class FailedInputLog {
  readonly #log: Log;
  #figures: FailedInputs = { count: 0, lastAt: null };

  constructor(log: Log) {
    this.#log = log;
  }

  get figures(): FailedInputs {
    return this.#figures;
  }

  /** Logs all that is needed to take the input again. */
  note({ at, error, step, before }: FailedInput): void {
    this.#figures = { count: this.#figures.count + 1, lastAt: at.wall };
    const detail = { error, at, ...step, before };
    this.#log.error('an input could not be worked on, and has changed nothing; please report this', detail);
  }
}
