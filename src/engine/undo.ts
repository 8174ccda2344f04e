/** The changes since `begin`, so that they can be undone. An input that fails leaves nothing behind: all that a turn
 * changes in memory is changed in the maps and sets below, which note here how each change is undone. Reading costs
 * nothing by it, for the maps hold the newest state at any time. */
export class UndoLog {
  #undos: (() => void)[] | null = null;

  begin(): void {
    this.#undos = [];
  }

  /** What has been changed stays. */
  keep(): void {
    this.#undos = null;
  }

  /** Everything is as it was at `begin`. */
  undo(): void {
    const undos = this.#undos ?? [];
    this.#undos = null;
    for (const undo of undos.toReversed()) undo();
  }

  get isOpen(): boolean {
    return this.#undos !== null;
  }

  note(undo: () => void): void {
    this.#undos?.push(undo);
  }

  /** A list that only grows: what is added from now on is undone. */
  noteLength(list: unknown[]): void {
    const { length } = list;
    this.note(() => {
      list.length = length;
    });
  }
}

/** A map whose changes an `UndoLog` can undo, including the order of its entries. */
export class UndoableMap<K, V> extends Map<K, V> {
  readonly #log: UndoLog;

  constructor(log: UndoLog) {
    super();
    this.#log = log;
  }

  override set(key: K, value: V): this {
    if (this.#log.isOpen) {
      const before = this.get(key);
      // no state here is undefined
      if (before === undefined) this.#log.note(() => super.delete(key));
      else this.#log.note(() => super.set(key, before));
    }
    return super.set(key, value);
  }

  override delete(key: K): boolean {
    const before = this.get(key);
    if (before !== undefined && this.#log.isOpen) {
      const next = following(this.keys(), key);
      this.#log.note(() => this.#putBack(key, before, next));
    }
    return super.delete(key);
  }

  #putBack(key: K, value: V, next: K | undefined): void {
    const entries = [...this];
    this.clear();
    for (const [other, one] of entries) {
      if (other === next) super.set(key, value);
      super.set(other, one);
    }
    super.set(key, value);
  }
}

/** A set whose changes an `UndoLog` can undo, including the order of its values. */
export class UndoableSet<T> extends Set<T> {
  readonly #log: UndoLog;

  constructor(log: UndoLog) {
    super();
    this.#log = log;
  }

  override add(value: T): this {
    if (!this.has(value)) this.#log.note(() => super.delete(value));
    return super.add(value);
  }

  override delete(value: T): boolean {
    if (this.#log.isOpen && this.has(value)) {
      const next = following(this.values(), value);
      this.#log.note(() => this.#putBack(value, next));
    }
    return super.delete(value);
  }

  #putBack(value: T, next: T | undefined): void {
    const values = [...this];
    this.clear();
    for (const one of values) {
      if (one === next) super.add(value);
      super.add(one);
    }
    super.add(value);
  }
}

/** The one after `key`, or undefined where it is the last. */
function following<K>(keys: Iterable<K>, key: K): K | undefined {
  let found = false;
  for (const one of keys) {
    if (found) return one;
    found = one === key;
  }
  return undefined;
}
