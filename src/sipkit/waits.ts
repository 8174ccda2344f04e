/** What somebody waits for. */
interface Wait {
  /** True when it is over, one way or the other. */
  readonly settle: () => boolean;
  readonly reject: (error: Error) => void;
}

/** Promises that are looked at again whenever something has changed. */
export class Waits {
  readonly #waits = new Set<Wait>();
  #failure: Error | undefined;

  /** Resolves with the first defined answer of `look`; rejects with what `look` throws, or with `late()` after `timeoutMs`. */
  until<T>(look: () => T | undefined, timeoutMs: number, late: () => Error): Promise<T> {
    return new Promise((resolve, reject) => {
      const settle = (): boolean => {
        try {
          const found = look();
          if (found === undefined) return false;
          resolve(found);
        } catch (error) {
          reject(error);
        }
        return true;
      };
      if (settle()) return;
      if (this.#failure) {
        reject(this.#failure);
        return;
      }
      const timer = setTimeout(() => {
        this.#waits.delete(wait);
        reject(late());
      }, timeoutMs);
      const wait: Wait = {
        settle: () => {
          const over = settle();
          if (over) clearTimeout(timer);
          return over;
        },
        reject: (error) => {
          clearTimeout(timer);
          reject(error);
        },
      };
      this.#waits.add(wait);
    });
  }

  /** To be called after each change. */
  changed(): void {
    for (const wait of this.#waits) if (wait.settle()) this.#waits.delete(wait);
  }

  /** Rejects all waits, those to come too, unless what they wait for is there already. */
  fail(error: Error): void {
    this.#failure ??= error;
    for (const wait of this.#waits) wait.reject(error);
    this.#waits.clear();
  }
}
