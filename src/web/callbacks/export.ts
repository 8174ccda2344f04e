import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import { type CallbackFilter, type CallbackQuery, sortValue } from '../../engine/callback-query.ts';
import { type Cell, CSV_MARK, csvRow } from '../../util/csv.ts';
import { actorOf } from '../auth.ts';
import { plainText } from '../fields.ts';
import type { ApiPorts, ApiQueries, Shown } from '../ports.ts';
import { type Route, route } from '../route.ts';
import { type CallbackAnswer, callbackAnswer } from './answer.ts';
import { filterFields, filterOf, sortField, sortOf } from './filter.ts';
import { shownTo } from './list.ts';

/** So many are read at once: no call waits for the store meanwhile. */
const PAGE = 200;

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

/** What is exported of the store, a piece at a time: one row a callback, times as ISO 8601 in UTC.
 * @param now UTC ms */
export async function* csvOf(
  store: Pick<ApiQueries, 'callbacks'>,
  filter: CallbackFilter,
  sort: NonNullable<CallbackQuery['sort']>,
  shown: Shown,
  now: number,
): AsyncGenerator<string> {
  yield CSV_MARK + csvRow(COLUMNS.map(([heading]) => heading));
  let after: CallbackQuery['after'];
  for (;;) {
    const page = await store.callbacks({ ...filter, sort, limit: PAGE, ...(after ? { after } : {}) });
    const rows = page.map((one) => callbackAnswer(one, now, shown));
    if (rows.length > 0) yield rows.map((row) => csvRow(COLUMNS.map(([, cell]) => cell(row)))).join('');
    const last = page.at(-1);
    if (!last || page.length < PAGE) return;
    after = { value: sortValue(last, sort.by), id: last.id };
    await setImmediate();
  }
}

const query = z.strictObject({
  ...filterFields,
  sort: sortField,
  numbers: z
    .enum(['masked', 'full'])
    .default('masked')
    .describe('full: with customers’ numbers; the audit log notes who asked'),
  by: plainText(60).optional().describe('who exports, if the token belongs to a role'),
});

/** The list as a table. */
export function exportRoute(ports: ApiPorts): Route {
  return route({
    method: 'GET',
    path: '/v1/callbacks/export.csv',
    summary: 'Export all matching callbacks as a table for spreadsheets',
    role: 'supervisor',
    query,
    answer: {
      status: 200,
      schema: z.string(),
      means:
        'UTF-8 with a byte order mark, RFC 4180; texts that a spreadsheet would run as formulas are escaped',
      type: 'text/csv',
    },
    handle: async (asked) => {
      const { sort, numbers, by, ...wanted } = asked.query;
      const wall = ports.now();
      const { audit } = actorOf(asked, by);
      const full = numbers === 'full';
      const detail = 'callbacks export';
      if (full) await ports.commands.noteLook({ wall, ...audit, did: 'numbersShown', call: null, detail });
      const shown = full ? shownTo(asked, ports) : ports.masked;
      return csvOf(ports.queries, filterOf(wanted, wall, ports.numberOf), sortOf(sort), shown, wall);
    },
  });
}
