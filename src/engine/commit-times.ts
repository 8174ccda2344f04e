/** Upper bounds, seconds. */
const BOUNDS = [0.001, 0.005, 0.02, 0.1, 0.5, 2] as const;

/** How long commits took, as a histogram. */
export interface CommitTimesFigures {
  /** How many took at most so long; with those that took less. */
  readonly buckets: readonly { readonly seconds: number; readonly count: number }[];
  readonly count: number;
  readonly sum: number;
}

/** Counts how long the store takes for a commit. */
export class CommitTimes {
  readonly #counts = BOUNDS.map(() => 0);
  #count = 0;
  #sum = 0;

  note(ms: number): void {
    const seconds = ms / 1000;
    this.#count += 1;
    this.#sum += seconds;
    for (const [i, bound] of BOUNDS.entries()) {
      if (seconds <= bound) this.#counts[i] = (this.#counts[i] ?? 0) + 1;
    }
  }

  get figures(): CommitTimesFigures {
    const buckets = BOUNDS.map((seconds, i) => ({ seconds, count: this.#counts[i] ?? 0 }));
    return { buckets, count: this.#count, sum: this.#sum };
  }
}
