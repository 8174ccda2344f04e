/** The changes since `begin`, so that they can be undone. An input that fails leaves nothing behind: all that a turn
 * changes in memory is changed in the maps and sets below, which note here how each change is undone. Reading costs
 * nothing by it, for the maps hold the newest state at any time. */
export class UndoLog {
  #undos: (() => void)[] | null = null;
  #begun = 0;

  begin(): void {
    this.#undos = [];
    this.#begun += 1;
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

  /** The number of the changes that can be undone now; null where none can. */
  get open(): number | null {
    return this.#undos && this.#begun;
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

/** A map whose changes an `UndoLog` can undo, including the order of its entries. The first deletion saves all entries:
 * to find the place of each deleted entry again would take much longer where there are thousands. */
export class UndoableMap<K, V> extends Map<K, V> {
  readonly #log: UndoLog;
  /** The changes for which all entries are saved. */
  #savedFor: number | null = null;

  constructor(log: UndoLog) {
    super();
    this.#log = log;
  }

  override set(key: K, value: V): this {
    const { open } = this.#log;
    if (open !== null && this.#savedFor !== open) {
      const before = this.get(key);
      // no state here is undefined
      if (before === undefined) this.#log.note(() => super.delete(key));
      else this.#log.note(() => super.set(key, before));
    }
    return super.set(key, value);
  }

  override delete(key: K): boolean {
    const { open } = this.#log;
    if (open !== null && this.#savedFor !== open && this.has(key)) {
      const saved = [...this];
      this.#savedFor = open;
      this.#log.note(() => {
        this.clear();
        for (const [one, value] of saved) super.set(one, value);
      });
    }
    return super.delete(key);
  }
}

/** A set whose changes an `UndoLog` can undo, including the order of its values: as in the map. */
export class UndoableSet<T> extends Set<T> {
  readonly #log: UndoLog;
  #savedFor: number | null = null;

  constructor(log: UndoLog) {
    super();
    this.#log = log;
  }

  override add(value: T): this {
    const { open } = this.#log;
    if (open !== null && this.#savedFor !== open && !this.has(value))
      this.#log.note(() => super.delete(value));
    return super.add(value);
  }

  override delete(value: T): boolean {
    const { open } = this.#log;
    if (open !== null && this.#savedFor !== open && this.has(value)) {
      const saved = [...this];
      this.#savedFor = open;
      this.#log.note(() => {
        this.clear();
        for (const one of saved) super.add(one);
      });
    }
    return super.delete(value);
  }
}
