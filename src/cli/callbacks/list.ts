import type { Command } from 'commander';
import { secondText } from '../../config/time-zone.ts';
import { openReader } from '../../readers.ts';
import { type CallbackAnswer, callbackAnswer } from '../../web/callbacks/answer.ts';
import { csvOf, tablePage } from '../../web/callbacks/table.ts';
import { type GlobalOptions, loadSurroundings, type Surroundings } from '../context.ts';
import { type NumbersOption, privacyOf } from '../number-privacy.ts';
import { print, table } from '../output.ts';
import { writeOutput } from '../write-output.ts';
import { type FilterOptions, queryOf } from './filter.ts';
import { optionsOf } from './options.ts';

const HEADING = [
  'id',
  'kind',
  'number',
  'line',
  'status',
  'due',
  'deadline',
  'tries',
  'last',
  'agent',
  'name',
];

/** The status in a word, and in capitals what is to be looked at. */
export function statusText({ status, overdue, atRisk, heldBy }: CallbackAnswer): string {
  const alarm = overdue ? ' OVERDUE' : atRisk ? ' AT RISK' : '';
  return `${status}${heldBy === null ? '' : ` (${heldBy})`}${alarm}`;
}

function row(callback: CallbackAnswer, { zoneOf }: Surroundings): string[] {
  const { id, kind, dialled, line, dueAt, deadlineAt, attempts, agent, assigned, name } = callback;
  const time = (iso: string) => secondText(Date.parse(iso), zoneOf(line));
  return [
    ...[id, kind, dialled, line, statusText(callback), time(dueAt), time(deadlineAt)],
    ...[String(attempts.length), attempts.at(-1)?.outcome ?? '', assigned ?? agent ?? '', name ?? ''],
  ];
}

export interface ListOptions extends GlobalOptions, NumbersOption, FilterOptions {
  readonly limit: number;
}

/** `sansheng callbacks`: from the store, whether the engine runs or not; times in the time zone of each one's line. */
export async function list(own: ListOptions, command: Command): Promise<void> {
  const options = optionsOf(own, command);
  const around = loadSurroundings(options);
  const now = Date.now();
  const query = queryOf(options, around, now);
  const privacy = await privacyOf(options, around.paths, 'callbacks');
  const store = await openReader(around.paths);
  const [found, total] = await Promise.all([
    store.callbacks({ ...query, limit: options.limit }),
    store.countCallbacks(query),
  ]).finally(() => store.close());
  const callbacks = found.map((one) => callbackAnswer(one, now, privacy));
  print(options.json, callbacks, () => {
    if (total === 0) return options.all || options.status ? 'no such callbacks' : 'no open callbacks';
    const rows = callbacks.map((one) => row(one, around));
    const more = total > rows.length ? [`${rows.length} of ${total}; --limit shows more`] : [];
    return [table(HEADING, rows), ...more].join('\n');
  });
}

interface ExportOptions extends GlobalOptions, NumbersOption, FilterOptions {
  readonly out?: string;
}

/** `sansheng callbacks export`: the same as a table for spreadsheets. */
export async function exported(own: ExportOptions, command: Command): Promise<void> {
  const options = optionsOf(own, command);
  const around = loadSurroundings(options);
  const now = Date.now();
  const { sort, ...filter } = queryOf(options, around, now);
  const privacy = await privacyOf(options, around.paths, 'callbacks export');
  const store = await openReader(around.paths);
  const wanted = { ...filter, sort };
  const pages = csvOf((after) => tablePage(store, { wanted, after, now }, privacy));
  await writeOutput(pages, options.out).finally(() => store.close());
}
