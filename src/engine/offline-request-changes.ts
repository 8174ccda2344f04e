import type { Registry } from './registry.ts';
import type { AwayChanges } from './store-port.ts';
import { UndoableSet } from './undo.ts';

/** The entries that a unit of work has imported, and those that are gone. */
export class OfflineRequestChanges {
  readonly #registry: Registry;
  readonly #taken: Set<string>;
  readonly #gone: Set<string>;

  constructor(registry: Registry) {
    this.#taken = new UndoableSet(registry.undo);
    this.#gone = new UndoableSet(registry.undo);
    this.#registry = registry;
  }

  get changes(): AwayChanges {
    return { taken: [...this.#taken], gone: [...this.#gone] };
  }

  get isEmpty(): boolean {
    return this.#taken.size + this.#gone.size === 0;
  }

  /** The entry of that key makes no callback any more. */
  take(key: string): void {
    this.#registry.away.add(key);
    this.#taken.add(key);
  }

  /** Asterisk has no entry of that key any more. */
  forget(key: string): void {
    this.#registry.away.delete(key);
    this.#gone.add(key);
  }
}
