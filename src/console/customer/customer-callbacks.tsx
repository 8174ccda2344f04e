import type { CustomerHistoryAnswer } from '../../web/customer-history.ts';
import { AgentCell, AttemptsCell, DeadlineCell, StatusCell } from '../board/board-table.tsx';
import { boardLink } from '../logic/customer-address.ts';
import { NoteList } from '../parts/note-list.tsx';
import { fullTime, shortTime } from '../parts/times.ts';
import { texts, wordFor } from '../text/text.ts';

type CustomerCallback = CustomerHistoryAnswer['callbacks'][number];

interface RowProps {
  readonly callback: CustomerCallback;
  readonly note: (callback: CustomerCallback) => void;
}

function CallbackRow({ callback, note }: RowProps) {
  const { customer, kinds, notes } = texts.value;
  const { about, kind, promisedAt, line, open, dueAt } = callback;
  return (
    <tr>
      <th scope="row">
        <a href={boardLink(callback)} title={customer.toBoard}>
          <time title={fullTime(promisedAt)}>{shortTime(promisedAt)}</time>
        </a>
      </th>
      <td>
        {about}
        <small class="below">{wordFor(kinds, kind)}</small>
      </td>
      <td>
        <NoteList notes={callback.notes} />
        <button type="button" class="link" onClick={() => note(callback)}>
          {notes.write}
        </button>
      </td>
      <td>{line}</td>
      {StatusCell(callback)}
      {DeadlineCell(callback)}
      <td>{open ? <time title={fullTime(dueAt)}>{shortTime(dueAt)}</time> : null}</td>
      {AgentCell(callback)}
      {AttemptsCell(callback)}
    </tr>
  );
}

interface TableProps extends Pick<RowProps, 'note'> {
  readonly callbacks: readonly CustomerCallback[];
}

/** The customer's callbacks, each with its state, its promise and its notes. */
export function CallbacksTable({ callbacks, note }: TableProps) {
  const { board, customer, detail, notes } = texts.value;
  const { columns } = board;
  const heads = [
    columns.about,
    notes.title,
    columns.line,
    columns.status,
    columns.deadline,
    columns.due,
    columns.agent,
  ];
  return (
    <table class="listing">
      <caption class="unseen">{customer.callbacks}</caption>
      <thead>
        <tr>
          {[detail.promised, ...heads, columns.attempts].map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {callbacks.map((callback) => (
          <CallbackRow key={callback.id} callback={callback} note={note} />
        ))}
      </tbody>
    </table>
  );
}
