import { setImmediate } from 'node:timers/promises';
import { type CallbackCursor, sortValue } from '../../engine/callback-query.ts';
import { type Cell, CSV_MARK, csvRow } from '../../util/csv.ts';
import type { ApiQueries, Shown, TablePage, TableRequest } from '../ports.ts';
import { type CallbackAnswer, callbackAnswer } from './answer.ts';

/** So many are read at once: no call waits for the store meanwhile. */
const PAGE = 100;

type Column = readonly [heading: string, cell: (callback: CallbackAnswer) => Cell];

const COLUMNS: readonly Column[] = [
  ['id', ({ id }) => id],
  ['kind', ({ kind }) => kind],
  ['status', ({ status }) => status],
  ['overdue', ({ overdue }) => (overdue ? 'yes' : 'no')],
  ['number', ({ number }) => number],
  ['dialled', ({ dialled }) => dialled],
  ['line', ({ line }) => line],
  ['language', ({ language }) => language],
  ['name', ({ name }) => name],
  ['about', ({ about }) => about],
  ['requested by', ({ requestedBy }) => requestedBy],
  ['agent', ({ assigned, agent }) => assigned ?? agent],
  ['promised', ({ promisedAt }) => promisedAt],
  ['due', ({ dueAt }) => dueAt],
  ['deadline', ({ deadlineAt }) => deadlineAt],
  ['attempts', ({ attempts }) => attempts.length],
  ['last attempt', ({ attempts }) => attempts.at(-1)?.at ?? null],
  ['last outcome', ({ attempts }) => attempts.at(-1)?.outcome ?? null],
  ['last agent', ({ attempts }) => attempts.at(-1)?.agent ?? null],
  ['ended', ({ ended }) => ended?.at ?? null],
  ['ended by', ({ ended }) => ended?.by ?? null],
  ['why', ({ ended, heldBy }) => ended?.why ?? heldBy],
  ['call', ({ call }) => call],
];

/** One page, read of the store: one row a callback, times as ISO 8601 in UTC. */
export async function tablePage(
  store: Pick<ApiQueries, 'callbacks'>,
  { wanted, after, now }: Omit<TableRequest, 'numbers'>,
  shown: Shown,
): Promise<TablePage> {
  const page = await store.callbacks({ ...wanted, limit: PAGE, ...(after ? { after } : {}) });
  const answers = page.map((one) => callbackAnswer(one, now, shown));
  const last = page.at(-1);
  return {
    rows: answers.map((answer) => csvRow(COLUMNS.map(([, cell]) => cell(answer)))).join(''),
    next: last && page.length === PAGE ? { value: sortValue(last, wanted.sort.by), id: last.id } : null,
  };
}

/** The whole table, a page at a time. */
export async function* csvOf(
  pages: (after: CallbackCursor | null) => Promise<TablePage>,
): AsyncGenerator<string> {
  yield CSV_MARK + csvRow(COLUMNS.map(([heading]) => heading));
  for (let after: CallbackCursor | null = null; ; ) {
    const { rows, next } = await pages(after);
    if (rows !== '') yield rows;
    if (!next) return;
    after = next;
    await setImmediate();
  }
}
