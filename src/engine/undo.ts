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

/** Where each entry of a collection stands in its order, so that one that is put back takes its place: to save the order of
 * many thousands for each deletion would take long. */
class Places<K> {
  readonly #places = new Map<K, number>();
  #next = 0;

  add(key: K): void {
    this.#next += 1;
    this.#places.set(key, this.#next);
  }

  /** Returns its place. */
  remove(key: K): number {
    const place = this.#places.get(key) ?? 0;
    this.#places.delete(key);
    return place;
  }

  putBack(key: K, place: number): void {
    this.#places.set(key, place);
  }

  clear(): void {
    this.#places.clear();
  }

  readonly inOrder = (a: K, b: K): number => (this.#places.get(a) ?? 0) - (this.#places.get(b) ?? 0);
}

/** A map whose changes an `UndoLog` can undo, including the order of its entries. */
export class UndoableMap<K, V> extends Map<K, V> {
  readonly #log: UndoLog;
  readonly #places = new Places<K>();
  /** The changes in which something has been deleted: when they are undone, the order is put right at the end. */
  #deletedIn: number | null = null;

  constructor(log: UndoLog) {
    super();
    this.#log = log;
  }

  override set(key: K, value: V): this {
    // no state here is undefined
    const before = this.get(key);
    if (before === undefined) {
      this.#places.add(key);
      this.#log.note(() => this.#remove(key));
    } else this.#log.note(() => super.set(key, before));
    return super.set(key, value);
  }

  override delete(key: K): boolean {
    const before = this.get(key);
    if (before === undefined) return false;
    const { open } = this.#log;
    if (open !== this.#deletedIn) this.#log.note(() => this.#putInOrder());
    this.#deletedIn = open;
    const place = this.#places.remove(key);
    this.#log.note(() => {
      super.set(key, before);
      this.#places.putBack(key, place);
    });
    return super.delete(key);
  }

  override clear(): void {
    this.#places.clear();
    super.clear();
  }

  #remove(key: K): void {
    this.#places.remove(key);
    super.delete(key);
  }

  #putInOrder(): void {
    const entries = [...this].sort(([a], [b]) => this.#places.inOrder(a, b));
    super.clear();
    for (const [key, value] of entries) super.set(key, value);
  }
}

/** A set whose changes an `UndoLog` can undo, including the order of its values: as in the map. */
export class UndoableSet<T> extends Set<T> {
  readonly #log: UndoLog;
  readonly #places = new Places<T>();
  #deletedIn: number | null = null;

  constructor(log: UndoLog) {
    super();
    this.#log = log;
  }

  override add(value: T): this {
    if (!this.has(value)) {
      this.#places.add(value);
      this.#log.note(() => {
        this.#places.remove(value);
        super.delete(value);
      });
    }
    return super.add(value);
  }

  override delete(value: T): boolean {
    if (!this.has(value)) return false;
    const { open } = this.#log;
    if (open !== this.#deletedIn) this.#log.note(() => this.#putInOrder());
    this.#deletedIn = open;
    const place = this.#places.remove(value);
    this.#log.note(() => {
      super.add(value);
      this.#places.putBack(value, place);
    });
    return super.delete(value);
  }

  #putInOrder(): void {
    const values = [...this].sort(this.#places.inOrder);
    super.clear();
    for (const value of values) super.add(value);
  }
}
