import { type ComponentPublicInstance, defineComponent, nextTick, watch } from 'vue';
import type { CallbackAnswer } from '../../web/callbacks/answer.ts';
import { agentName } from '../api/session.ts';
import type { BoardRow } from '../logic/board-list.ts';
import { timeLeft } from '../logic/time-left.ts';
import type { BoardSort } from '../logic/view.ts';
import { engineNow } from '../parts/now.ts';
import { fullTime, shortTime } from '../parts/times.ts';
import { consoleLanguage, texts, wordFor } from '../text/text.ts';
import type { BoardState } from './board-state.ts';
import type { BoardSelection } from './selection.ts';

/** What is left until the deadline, in words and colour; of one that has ended, when it did. */
export function DeadlineCell({ deadlineAt, ended }: CallbackAnswer) {
  if (ended) return <td>{shortTime(ended.at)}</td>;
  const { level, words } = timeLeft(Date.parse(deadlineAt), engineNow.value, consoleLanguage.value);
  return (
    <td class={`time-${level}`} title={fullTime(deadlineAt)}>
      <strong>{words}</strong> <small>{shortTime(deadlineAt)}</small>
    </td>
  );
}

/** The status, the rule that blocks it, and what is urgent of it. */
export function StatusCell({ status, atRisk, overdue, priority, heldBy }: CallbackAnswer) {
  const { board, detail, rules, status: names } = texts.value;
  return (
    <td>
      <span class={`status status-${status}`}>{names[status]}</span>
      {heldBy ? <small class="rule">{wordFor(rules, heldBy)}</small> : null}
      {overdue ? <span class="tag tag-late">{board.tabs.overdue}</span> : null}
      {atRisk ? <span class="tag tag-soon">{board.tabs.atRisk}</span> : null}
      {priority ? <span class="tag">{detail.priority}</span> : null}
    </td>
  );
}

/** Who gets it, and why that agent. */
export function AgentCell({ assigned, agent }: CallbackAnswer) {
  const { board } = texts.value;
  const who = assigned ?? agent;
  return (
    <td>
      {agentName(who)}
      {who === null ? null : <small class="below">{assigned ? board.assigned : board.offeredTo}</small>}
    </td>
  );
}

/** How many attempts there were, and what came of the last one. */
export function AttemptsCell({ attempts }: CallbackAnswer) {
  const { detail, outcomes } = texts.value;
  const last = attempts.at(-1);
  const words = last && (last.outcome === null ? detail.underWay : wordFor(outcomes, last.outcome));
  return (
    <td>
      {attempts.length} {words ? <small>{words}</small> : null}
    </td>
  );
}

interface RowProps {
  readonly row: BoardRow;
  readonly board: BoardState;
  readonly selection: BoardSelection;
  readonly isReachable: boolean;
}

function RowHead({ row: { callback }, selection, isReachable }: RowProps) {
  const { id, number } = callback;
  const { board } = texts.value;
  const tabindex = isReachable ? 0 : -1;
  return [
    <td class="select">
      <input
        type="checkbox"
        tabindex={tabindex}
        aria-label={board.selectOne(number)}
        checked={selection.selected.value.has(id)}
        onClick={(event: Event) => event.stopPropagation()}
        onChange={() => selection.toggle(id)}
      />
    </td>,
    <th scope="row">
      <button
        type="button"
        class="link number"
        tabindex={tabindex}
        data-row={id}
        onFocus={() => (selection.cursor.value = id)}
      >
        {number}
      </button>
    </th>,
  ];
}

/** One callback. A click anywhere on it opens it; for keys and screen readers its number is the button that does. */
function Row(props: RowProps) {
  const { row, selection } = props;
  const { callback, gone } = row;
  const { id, name, about, kind, line, dueAt, open } = callback;
  const { board, kinds } = texts.value;
  const classes = { gone, opened: selection.opened.value === id, chosen: selection.selected.value.has(id) };
  return (
    <tr class={classes} data-id={id} onClick={() => (selection.opened.value = id)}>
      {RowHead(props)}
      <td>{name}</td>
      <td class="about">
        <span title={about ?? ''}>{about}</span>
        <small class="below">{gone ? board.left : wordFor(kinds, kind)}</small>
      </td>
      <td>{line}</td>
      {DeadlineCell(callback)}
      <td>{open ? <time title={fullTime(dueAt)}>{shortTime(dueAt)}</time> : null}</td>
      {StatusCell(callback)}
      {AgentCell(callback)}
      {AttemptsCell(callback)}
    </tr>
  );
}

interface TableProps {
  readonly board: BoardState;
  readonly selection: BoardSelection;
}

/** A heading that puts the list in order, where the API can. */
function SortHead(props: { readonly board: BoardState; readonly by: BoardSort; readonly text: string }) {
  const { view } = props.board;
  const isSorted = view.value.sort === props.by;
  const sort = isSorted ? (view.value.descending ? 'descending' : 'ascending') : undefined;
  const turn = () =>
    props.board.show({ ...view.value, sort: props.by, descending: isSorted && !view.value.descending });
  return (
    <th scope="col" aria-sort={sort}>
      <button type="button" class="head" onClick={turn}>
        {props.text}
        <span aria-hidden="true">{isSorted ? (view.value.descending ? ' ↓' : ' ↑') : ''}</span>
      </button>
    </th>
  );
}

function TableHead({ board, selection }: TableProps) {
  const { columns, selectAll } = texts.value.board;
  const rows = board.rows.value;
  const isAll = rows.length > 0 && rows.every(({ callback }) => selection.selected.value.has(callback.id));
  return (
    <thead>
      <tr>
        <td class="select">
          <input
            type="checkbox"
            aria-label={selectAll}
            checked={isAll}
            onChange={() => selection.toggleAll()}
          />
        </td>
        <th scope="col">{columns.number}</th>
        <th scope="col">{columns.name}</th>
        <th scope="col">{columns.about}</th>
        <th scope="col">{columns.line}</th>
        <SortHead board={board} by="deadline" text={columns.deadline} />
        <SortHead board={board} by="due" text={columns.due} />
        <th scope="col">{columns.status}</th>
        <th scope="col">{columns.agent}</th>
        <th scope="col">{columns.attempts}</th>
      </tr>
    </thead>
  );
}

/** The rows of the board, in a table that keeps still while somebody points at it. */
export const BoardTable = defineComponent<TableProps>(
  ({ board, selection }) => {
    let table: Element | ComponentPublicInstance | null = null;
    watch(selection.cursor, async (id) => {
      await nextTick();
      const found =
        id !== null && table instanceof Element && table.querySelector(`[data-row="${CSS.escape(id)}"]`);
      if (found instanceof HTMLElement && document.activeElement !== found) found.focus();
    });
    return () => {
      const rows = board.rows.value;
      const ids = rows.map(({ callback }) => callback.id);
      const cursor = selection.cursor.value;
      const reachable = cursor !== null && ids.includes(cursor) ? cursor : ids[0];
      return (
        <table class="board" ref={(of) => (table = of)}>
          <caption class="unseen">{texts.value.board.title}</caption>
          <TableHead board={board} selection={selection} />
          <tbody>
            {rows.map((row) => (
              <Row
                key={row.callback.id}
                row={row}
                board={board}
                selection={selection}
                isReachable={row.callback.id === reachable}
              />
            ))}
          </tbody>
        </table>
      );
    };
  },
  { props: ['board', 'selection'], name: 'BoardTable' },
);
