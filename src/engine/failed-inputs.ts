import type { FailedInput } from './change-set.ts';
import type { Log } from './ports.ts';
import type { Batch } from './store-port.ts';

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

  /** The store will never take this batch: a fault of the program, too. */
  noteBatch(error: unknown, batch: Batch): void {
    const at = batch.journal.at(-1)?.at.wall ?? batch.facts.at(-1)?.at.wall ?? this.#figures.lastAt;
    this.#figures = { count: this.#figures.count + 1, lastAt: at };
    this.#log.error(
      'a turn cannot be stored and was set aside: what it promised is not said; please report this',
      {
        error,
        batch,
      },
    );
  }

  /** Logs all that is needed to take the input again. */
  note({ at, error, step, before }: FailedInput): void {
    this.#figures = { count: this.#figures.count + 1, lastAt: at.wall };
    const detail = { error, at, ...step, before };
    this.#log.error('an input could not be worked on, and has changed nothing; please report this', detail);
  }
}
