import { computed, nextTick, ref, shallowRef } from 'vue';
import type { CallbackAnswer } from '../../web/callbacks/answer.ts';
import type { BoardState } from './board-state.ts';

/** Which rows somebody works with: the one under the keys, the selected ones, the one that is open. All by the ids of callbacks, so
 * that no change of the list moves them. */
export class BoardSelection {
  readonly #board: BoardState;
  readonly cursor = ref<string | null>(null);
  readonly selected = shallowRef<ReadonlySet<string>>(new Set());
  readonly opened = ref<string | null>(null);
  readonly chosen = computed(() => this.#rowsOf((id) => this.selected.value.has(id)));

  constructor(board: BoardState) {
    this.#board = board;
  }

  /** What an order is for: the selected callbacks, or the one under the keys. */
  targets(): readonly CallbackAnswer[] {
    const chosen = this.chosen.value;
    return chosen.length > 0 ? chosen : this.#rowsOf((id) => id === (this.opened.value ?? this.cursor.value));
  }

  current(): CallbackAnswer | null {
    const [one = null] = this.#rowsOf((id) => id === this.cursor.value);
    return one;
  }

  /** One row up or down; from nowhere, to the first. */
  step(by: 1 | -1): void {
    const ids = this.#board.rows.value.map(({ callback }) => callback.id);
    const at = ids.indexOf(this.cursor.value ?? '');
    const to = at < 0 ? 0 : Math.min(Math.max(at + by, 0), ids.length - 1);
    this.cursor.value = ids[to] ?? null;
    // what is open is what the keys are on
    if (this.opened.value !== null) this.opened.value = this.cursor.value;
  }

  /** Closes what is open, and gives the keys back to its row. */
  async close(): Promise<void> {
    const { value: id } = this.opened;
    this.opened.value = null;
    this.cursor.value = null;
    await nextTick();
    this.cursor.value = id;
  }

  toggle(id: string): void {
    const next = new Set(this.selected.value);
    if (!next.delete(id)) next.add(id);
    this.selected.value = next;
  }

  /** All rows, or none where all are selected. */
  toggleAll(): void {
    const ids = this.#board.rows.value.map(({ callback }) => callback.id);
    const isAll = ids.length > 0 && ids.every((id) => this.selected.value.has(id));
    this.selected.value = new Set(isAll ? [] : ids);
  }

  clear(): void {
    this.selected.value = new Set();
  }

  #rowsOf(which: (id: string) => boolean): readonly CallbackAnswer[] {
    return this.#board.rows.value.map(({ callback }) => callback).filter(({ id }) => which(id));
  }
}
