import type { CallbackAnswer } from '../../web/callbacks/answer.ts';
import { type BoardTab, type BoardView, looksLikeNumber } from './view.ts';

/** A callback of the board. */
export interface BoardRow {
  readonly callback: CallbackAnswer;
  /** When it was asked for: counts up. Of two answers with the same revision, the later asked one holds. */
  readonly asked: number;
  /** It does not belong to what is shown any more, and stays until the list is put in order. */
  readonly gone: boolean;
}

/** What the board shows. */
export interface BoardList {
  readonly rows: readonly BoardRow[];
  /** Those that came since the list was put in order: they are shown when it is put in order again. */
  readonly fresh: readonly BoardRow[];
  /** Where the next page begins; null: there is none. */
  readonly next: string | null;
}

export const NO_ROWS: BoardList = { rows: [], fresh: [], next: null };

const TAB_TESTS: Readonly<Record<BoardTab, (callback: CallbackAnswer) => boolean>> = {
  atRisk: ({ atRisk }) => atRisk,
  overdue: ({ overdue }) => overdue,
  blocked: ({ status }) => status === 'blocked',
  open: ({ open }) => open,
  done: ({ open }) => !open,
};

/** Whether a view shows a callback. A whole number cannot be compared where numbers are masked: then what was found is what
 * belongs, by its id. */
export function belongs(callback: CallbackAnswer, view: BoardView, found: ReadonlySet<string>): boolean {
  const { line, agent, kind, tab } = view;
  const last = callback.attempts.at(-1)?.agent ?? null;
  return (
    TAB_TESTS[tab](callback) &&
    (line === '' || callback.line === line) &&
    (agent === '' || [callback.assigned, callback.agent, last].includes(agent)) &&
    (kind === '' || callback.kind === kind) &&
    textFits(callback, view.text.trim(), found)
  );
}

function textFits(callback: CallbackAnswer, text: string, found: ReadonlySet<string>): boolean {
  if (text === '' || found.has(callback.id)) return true;
  if (looksLikeNumber(text)) return false;
  const { id, name, about, requestedBy } = callback;
  return [id, name, about, requestedBy].some((one) => one?.toLowerCase().includes(text.toLowerCase()));
}

const SORT_TIMES = { due: 'dueAt', deadline: 'deadlineAt', promised: 'promisedAt', place: 'place' } as const;

/** The order of the API: by the time, then by the id. */
export function compareRows(a: CallbackAnswer, b: CallbackAnswer, view: BoardView): number {
  const field = SORT_TIMES[view.sort];
  const byTime = Date.parse(a[field]) - Date.parse(b[field]);
  const up = byTime !== 0 ? byTime : a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
  return view.descending ? -up : up;
}

/** Whether the answer that was asked for is newer than what is known. */
function isNewer({ callback, asked }: BoardRow, known: BoardRow): boolean {
  const { revision } = known.callback;
  return callback.revision === revision ? asked >= known.asked : callback.revision > revision;
}

/** Puts what was answered where it belongs: a row that is known changes in its place, another one waits in `fresh`. An answer that is
 * older than what is known changes nothing, and no callback is there twice. */
export function merge(list: BoardList, answer: Omit<BoardRow, 'gone'>, fits: boolean): BoardList {
  const { id } = answer.callback;
  const row: BoardRow = { ...answer, gone: !fits };
  const at = list.rows.findIndex(({ callback }) => callback.id === id);
  const known = list.rows[at];
  if (known) return isNewer(row, known) ? { ...list, rows: list.rows.with(at, row) } : list;
  const waiting = list.fresh.find(({ callback }) => callback.id === id);
  if (waiting && !isNewer(row, waiting)) return list;
  const others = list.fresh.filter(({ callback }) => callback.id !== id);
  return { ...list, fresh: fits ? [...others, row] : others };
}

/** The list in its order: without what has gone, with what has come. What comes after the last row of a list that goes on is on the
 * next page. */
export function inOrder(list: BoardList, view: BoardView): BoardList {
  const last = list.rows.at(-1);
  const onPage = ({ callback }: BoardRow) =>
    list.next === null || !last || compareRows(callback, last.callback, view) <= 0;
  const rows = [...list.rows, ...list.fresh].filter((row) => !row.gone && onPage(row));
  return { ...list, rows: rows.toSorted((a, b) => compareRows(a.callback, b.callback, view)), fresh: [] };
}

/** Puts a page behind the rows that are there; what an event has brought before is kept where it is newer. */
export function withPage(list: BoardList, page: readonly BoardRow[], next: string | null): BoardList {
  const known = new Map([...list.rows, ...list.fresh].map((row) => [row.callback.id, row]));
  const rows = new Map(list.rows.map((row) => [row.callback.id, row]));
  for (const row of page) {
    const older = known.get(row.callback.id);
    rows.set(row.callback.id, older && !isNewer(row, older) ? older : row);
  }
  const fresh = list.fresh.filter(({ callback }) => !rows.has(callback.id));
  return { rows: [...rows.values()], fresh, next };
}

/** Changes that the list does not show in their place yet. */
export function waitingChanges({ rows, fresh }: BoardList): number {
  return fresh.length + rows.filter(({ gone }) => gone).length;
}

/** Without a callback that is not there any more. */
export function without(list: BoardList, id: string): BoardList {
  const others = ({ callback }: BoardRow) => callback.id !== id;
  return { ...list, rows: list.rows.filter(others), fresh: list.fresh.filter(others) };
}

/** A list that is loaded anew: what has been answered to questions after `asked` holds against its first page. */
export function loadedAnew(list: BoardList, asked: number): BoardList {
  const later = [...list.rows, ...list.fresh].filter((row) => row.asked > asked);
  return { rows: [], fresh: later, next: null };
}
