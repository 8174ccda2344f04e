import type { CallbackAnswer } from '../../web/callbacks/answer.ts';
import { AgentCell, AttemptsCell, DeadlineCell, StatusCell } from '../board/board-table.tsx';
import { boardLink } from '../logic/customer-address.ts';
import { fullTime, shortTime } from '../parts/times.ts';
import { texts, wordFor } from '../text/text.ts';

function CallbackRow({ callback }: { readonly callback: CallbackAnswer }) {
  const { customer, kinds } = texts.value;
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
      <td>{line}</td>
      {StatusCell(callback)}
      {DeadlineCell(callback)}
      <td>{open ? <time title={fullTime(dueAt)}>{shortTime(dueAt)}</time> : null}</td>
      {AgentCell(callback)}
      {AttemptsCell(callback)}
    </tr>
  );
}

/** The customer's callbacks, each with its state and its promise. */
export function CallbacksTable({ callbacks }: { readonly callbacks: readonly CallbackAnswer[] }) {
  const { board, customer, detail } = texts.value;
  const { columns } = board;
  const heads = [columns.about, columns.line, columns.status, columns.deadline, columns.due, columns.agent];
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
          <CallbackRow key={callback.id} callback={callback} />
        ))}
      </tbody>
    </table>
  );
}
