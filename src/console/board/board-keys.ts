import { customerLink } from '../logic/customer-address.ts';
import { ORDER_CHOICES } from '../logic/possible-orders.ts';
import { BOARD_TABS } from '../logic/view.ts';
import { tabView } from './board-tools.tsx';
import type { BoardWork } from './board-work.ts';

type Keys = Readonly<Record<string, (event: KeyboardEvent) => void>>;

/** What each key does on the board; the dialog of the keys lists them. */
export function boardKeys(work: BoardWork): Keys {
  const { board, selection } = work;
  const tabs = BOARD_TABS.map((tab, at) => [
    String(at + 1),
    () => board.show(tabView(board.view.value, tab)),
  ]);
  const orders = ORDER_CHOICES.map(({ key, order }) => [key, () => work.choose(order)]);
  return {
    ...Object.fromEntries([...tabs, ...orders]),
    j: () => selection.step(1),
    k: () => selection.step(-1),
    x: () => {
      const { value: id } = selection.cursor;
      if (id !== null) selection.toggle(id);
    },
    '/': () => work.search.value?.focus(),
    '?': () => {
      work.open.value = { is: 'keys' };
    },
    n: () => {
      work.open.value = { is: 'add' };
    },
    r: () => {
      board.settle();
      void board.reload();
    },
    b: () => work.note(),
    u: () => void work.takeBack(),
    p: () => {
      const [one] = selection.targets();
      if (one) location.hash = customerLink({ callback: one.id });
    },
    Escape: () => {
      if (selection.opened.value !== null) void selection.close();
      else selection.clear();
    },
  };
}
