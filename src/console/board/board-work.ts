import { computed, ref, shallowRef } from 'vue';
import type { CallbackAnswer } from '../../web/callbacks/answer.ts';
import { me } from '../api/session.ts';
import { type BoardOrder, possibleOrders } from '../logic/possible-orders.ts';
import { texts } from '../text/text.ts';
import { BoardState } from './board-state.ts';
import { BoardUndo } from './board-undo.ts';
import type { OrderResult } from './orders.ts';
import { BoardSelection } from './selection.ts';

/** What lies over the list. */
type Open =
  | { readonly is: 'add' | 'keys' }
  | { readonly is: 'note'; readonly callback: CallbackAnswer }
  | { readonly is: 'order'; readonly order: BoardOrder; readonly callbacks: readonly CallbackAnswer[] };

/** What an operator does on the board. */
export class BoardWork {
  readonly board = new BoardState();
  readonly selection = new BoardSelection(this.board);
  readonly undo = new BoardUndo();
  readonly open = shallowRef<Open | null>(null);
  /** What has just been done. */
  readonly said = ref('');
  /** How many notes have been written here: whoever shows notes reads them again. */
  readonly written = ref(0);
  readonly search = ref<HTMLInputElement | null>(null);
  readonly #pointed = ref(false);
  readonly #focused = ref(false);
  /** Somebody points at the rows, or works with them. */
  readonly isHeld = computed(
    () =>
      this.#pointed.value ||
      this.#focused.value ||
      this.open.value !== null ||
      this.selection.selected.value.size > 0,
  );

  pointed(is: boolean): void {
    this.#pointed.value = is;
  }

  focused(is: boolean): void {
    this.#focused.value = is;
  }

  /** Asks for what an order needs, where it has a meaning for what is selected. */
  choose(order: BoardOrder, callbacks: readonly CallbackAnswer[] = this.selection.targets()): void {
    const possible = possibleOrders(callbacks, me.value?.role ?? 'operator');
    if (possible.some((one) => one.order === order)) this.open.value = { is: 'order', order, callbacks };
  }

  /** What was done can be taken back, where it can. */
  done(order: BoardOrder, results: readonly OrderResult[]): void {
    if (order === 'assign' && results.length > 0) this.undo.offer(results);
  }

  /** Takes back what was assigned last, as long as it can be. */
  async takeBack(): Promise<void> {
    if (this.undo.open.value.length === 0) return;
    const results = await this.undo.take();
    for (const { now } of results) if (now) this.board.put(now);
    const failed = results.filter(({ refusal }) => refusal !== null).length;
    const { undone, failed: notDone } = texts.value.orders;
    this.said.value = failed > 0 ? notDone(failed) : undone(results.length);
  }

  /** Asks for a note on the one callback that is opened, selected or under the keys. */
  note(): void {
    const [callback, another] = this.selection.targets();
    if (callback && !another) this.open.value = { is: 'note', callback };
  }

  /** The dialog of a note closes. */
  noted(said: string | null): void {
    if (said !== null) this.written.value += 1;
    this.leave(said);
  }

  leave(said: string | null): void {
    if (said !== null) {
      this.said.value = said;
      this.selection.clear();
    }
    this.open.value = null;
  }
}
