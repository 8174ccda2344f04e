/** Numbers that look random and are the same for the same seed (mulberry32). */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** From 0 on, below 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  between(from: number, to: number): number {
    return from + this.next() * (to - from);
  }

  /** A whole number from 0 on, below `end`. */
  below(end: number): number {
    return Math.floor(this.next() * end);
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  /** How long until something that happens every `meanMs` on the average. */
  gap(meanMs: number): number {
    return -Math.log(1 - this.next()) * meanMs;
  }

  /** One of these, by their weights. */
  pick<T extends { readonly weight: number }>(all: readonly T[]): T {
    let left = this.next() * all.reduce((sum, { weight }) => sum + weight, 0);
    for (const each of all) {
      left -= each.weight;
      if (left < 0) return each;
    }
    const [first] = all;
    if (!first) throw new RangeError('nothing to pick from');
    return first;
  }

  /** A sequence of its own for one purpose: what others take of theirs does not change it. */
  fork(purpose: string): Dice {
    let seed = this.#state;
    for (const character of purpose) seed = Math.imul(seed ^ character.charCodeAt(0), 0x01000193);
    return new Dice(seed);
  }
}
