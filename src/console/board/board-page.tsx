import { defineComponent, onBeforeUnmount, onMounted, watch } from 'vue';
import type { CallbackAnswer } from '../../web/callbacks/answer.ts';
import { KeysDialog } from '../parts/keys-dialog.tsx';
import { onKeys } from '../parts/shortcuts.ts';
import { texts } from '../text/text.ts';
import { AddDialog } from './add-dialog.tsx';
import { boardKeys } from './board-keys.ts';
import { BoardTable } from './board-table.tsx';
import { Filters, Tabs } from './board-tools.tsx';
import { BoardWork } from './board-work.ts';
import { DetailPanel } from './detail-panel.tsx';
import { NoteDialog } from './note-dialog.tsx';
import { OrderButtons } from './order-buttons.tsx';
import { OrderDialog } from './order-dialog.tsx';
import type { OrderResult } from './orders.ts';

function UndoButton({ work }: { readonly work: BoardWork }) {
  if (work.undo.open.value.length === 0) return null;
  return (
    <button type="button" aria-keyshortcuts="u" onClick={() => void work.takeBack()}>
      {texts.value.orders.undo}{' '}
      <span class="key" aria-hidden="true">
        u
      </span>
    </button>
  );
}

function BulkBar({ work }: { readonly work: BoardWork }) {
  const { board: words } = texts.value;
  const chosen = work.selection.chosen.value;
  const { changes } = work.board;
  return (
    <div class="bulk">
      <span role="status">{chosen.length > 0 ? words.selected(chosen.length) : work.said.value}</span>
      {chosen.length > 0 ? (
        <OrderButtons callbacks={chosen} choose={(order) => work.choose(order, chosen)} />
      ) : null}
      {chosen.length > 0 ? (
        <button type="button" onClick={() => work.selection.clear()}>
          {words.selectNone}
        </button>
      ) : null}
      <UndoButton work={work} />
      <span class="space" />
      {changes.value > 0 ? (
        <button type="button" class="fresh" onClick={() => work.board.settle()}>
          {words.fresh(changes.value)} · {words.show}
        </button>
      ) : null}
      <button type="button" onClick={() => (work.open.value = { is: 'keys' })}>
        {words.keys}{' '}
        <span class="key" aria-hidden="true">
          ?
        </span>
      </button>
      <button type="button" class="primary" onClick={() => (work.open.value = { is: 'add' })}>
        {words.add}{' '}
        <span class="key" aria-hidden="true">
          n
        </span>
      </button>
    </div>
  );
}

function Rows({ work }: { readonly work: BoardWork }) {
  const { board: words, loading } = texts.value;
  const { board, selection } = work;
  const rows = board.rows.value;
  const { tab } = board.view.value;
  return (
    <div
      class="rows"
      onPointerenter={() => work.pointed(true)}
      onPointerleave={() => work.pointed(false)}
      onFocusin={() => work.focused(true)}
      onFocusout={() => work.focused(false)}
    >
      <BoardTable board={board} selection={selection} />
      {rows.length === 0 ? <p class="hint empty">{board.loaded.value ? words.empty : loading}</p> : null}
      <p class="hint">
        {words.rows(rows.length, board.counts[tab])}{' '}
        {board.list.value.next === null ? null : (
          <button type="button" onClick={() => void board.more()}>
            {words.more}
          </button>
        )}
      </p>
    </div>
  );
}

function Dialogs({ work }: { readonly work: BoardWork }) {
  const open = work.open.value;
  const put = (callback: CallbackAnswer) => work.board.put(callback);
  const leave = (said: string | null) => work.leave(said);
  if (open?.is === 'add') return <AddDialog put={put} leave={leave} />;
  if (open?.is === 'note') return <NoteDialog callback={open.callback} leave={(said) => work.noted(said)} />;
  if (open?.is === 'keys') return <KeysDialog leave={() => work.leave(null)} />;
  if (open?.is === 'order') {
    const { order, callbacks } = open;
    const done = (results: readonly OrderResult[]) => work.done(order, results);
    return <OrderDialog order={order} callbacks={callbacks} put={put} done={done} leave={leave} />;
  }
  return null;
}

const isAmongRows = (element: Element | null) => Boolean(element?.closest('.rows'));

/** The board: every callback that matters now, live, and what can be ordered of it. */
export const BoardPage = defineComponent(
  () => {
    const work = new BoardWork();
    const { board, selection } = work;
    const endKeys = onKeys(boardKeys(work));
    // after the focus has gone back from a dialog to its row
    watch(work.isHeld, (held) => (board.held.value = held), { flush: 'post' });
    // a row that goes takes the focus with it, and says nothing
    watch(board.rows, () => work.focused(isAmongRows(document.activeElement)), { flush: 'post' });
    onMounted(() => board.start());
    onBeforeUnmount(() => {
      endKeys();
      work.undo.stop();
      board.stop();
    });
    const detail = () => {
      const id = selection.opened.value;
      if (id === null) return null;
      const asked = board.rows.value.find(({ callback }) => callback.id === id)?.asked ?? 0;
      return (
        <DetailPanel
          id={id}
          version={`${asked} ${work.written.value}`}
          choose={(order) => work.choose(order)}
          note={() => work.note()}
          leave={() => void selection.close()}
        />
      );
    };
    return () => (
      <main class={['board-page', { 'with-detail': selection.opened.value !== null }]}>
        <h1 class="unseen">{texts.value.board.title}</h1>
        <Tabs board={board} />
        <Filters board={board} field={work.search} />
        <BulkBar work={work} />
        {board.fault.value ? (
          <p class="fault" role="alert">
            {board.fault.value}
          </p>
        ) : null}
        <div class="split">
          <Rows work={work} />
          {detail()}
        </div>
        <Dialogs work={work} />
      </main>
    );
  },
  { name: 'BoardPage' },
);
