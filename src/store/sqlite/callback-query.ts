import type {
  CallbackFilter,
  CallbackOrderBy,
  CallbackQuery,
  CallbackStanding,
} from '../../engine/callback-query.ts';
import { hasWrittenNumber } from '../../util/written-numbers.ts';
import type { Connection } from './connection.ts';

/** A condition, and what stands for its question marks. */
interface Condition {
  readonly sql: string;
  readonly of: readonly unknown[];
}

/** A part of a statement with its parameters. */
interface Part {
  readonly sql: string;
  readonly params: readonly unknown[];
}

const COLUMN: Readonly<Record<CallbackOrderBy, string>> = {
  due: 'due_at',
  deadline: 'deadline_at',
  promised: 'promised_at',
  place: 'place_at',
};

/** What the conditions call that SQLite does not have. */
export function addFunctions(db: Connection): void {
  db.function('has_written_number', { deterministic: true }, (words) =>
    Number(hasWrittenNumber(String(words))),
  );
}

/** `WHERE …`, or nothing where everything is looked for. */
export function callbacksWhere(filter: CallbackFilter): Part {
  return whereOf(conditionsOf(filter));
}

/** `WHERE … ORDER BY … LIMIT ?`: the id decides between equals, so that the order is the same every time. */
export function callbackPage(query: CallbackQuery): Part {
  const { by, descending } = query.sort ?? { by: 'promised', descending: true };
  // what is open is put in order by itself: it is little beside all that was, which an index in that order would go through
  const column = isOpenOnly(query) ? `+${COLUMN[by]}` : COLUMN[by];
  const after = query.after && {
    sql: `(${column}, id) ${descending ? '<' : '>'} (?, ?)`,
    of: [query.after.value, query.after.id],
  };
  const { sql, params } = whereOf([...conditionsOf(query), ...(after ? [after] : [])]);
  const way = descending ? 'DESC' : 'ASC';
  return { sql: `${sql} ORDER BY ${column} ${way}, id ${way} LIMIT ?`, params: [...params, query.limit] };
}

/** Nothing that has ended is looked for. */
function isOpenOnly({ open = false, standings }: CallbackFilter): boolean {
  return open || (standings?.every((one) => !ENDED.includes(one)) ?? false);
}

const ENDED: readonly CallbackStanding[] = ['settled', 'failed', 'cancelled'];

function whereOf(conditions: readonly Condition[]): Part {
  if (conditions.length === 0) return { sql: '', params: [] };
  return {
    sql: `WHERE ${conditions.map(({ sql }) => sql).join(' AND ')}`,
    params: conditions.flatMap(({ of }) => of),
  };
}

function conditionsOf(filter: CallbackFilter): Condition[] {
  const {
    standings,
    now = 0,
    kinds,
    line,
    agent,
    number,
    dueFrom,
    dueBefore,
    text,
    textMasked = false,
  } = filter;
  return [
    isOpenOnly(filter) ? { sql: 'closed_at IS NULL', of: [] } : null,
    standings ? anyOf(standings.map((one) => standingOf(one, now))) : null,
    kinds ? oneOf('kind', kinds) : null,
    line === undefined ? null : { sql: 'line = ?', of: [line] },
    agent === undefined ? null : agentOf(agent),
    number === undefined ? null : { sql: '(number = ? OR dialled = ?)', of: [number, number] },
    dueFrom === undefined ? null : { sql: 'due_at >= ?', of: [dueFrom] },
    dueBefore === undefined ? null : { sql: 'due_at < ?', of: [dueBefore] },
    text === undefined ? null : textOf(text, textMasked),
  ].filter((one) => one !== null);
}

function oneOf(column: string, values: readonly string[]): Condition {
  return { sql: `${column} IN (${values.map(() => '?').join(', ')})`, of: values };
}

function anyOf(conditions: readonly Condition[]): Condition {
  if (conditions.length === 0) return { sql: 'FALSE', of: [] };
  return {
    sql: `(${conditions.map(({ sql }) => sql).join(' OR ')})`,
    of: conditions.flatMap((one) => one.of),
  };
}

/** Of what is open there is little: the plus has that looked through, and not the deadlines of all that was. */
function standingOf(standing: CallbackStanding, now: number): Condition {
  switch (standing) {
    case 'overdue':
      return { sql: '(closed_at IS NULL AND +deadline_at < ?)', of: [now] };
    case 'atRisk':
      return {
        sql: `(closed_at IS NULL AND +deadline_at >= ?
          AND json_extract(state, '$.warnedFor') = json_extract(state, '$.deadlineAt'))`,
        of: [now],
      };
    default:
      return { sql: 'status = ?', of: [standing] };
  }
}

/** privacy.customer: seven digits in a row may be a number, which is masked where it is read; so is one written in groups. */
const HIDDEN = `*${'[0-9０-９]'.repeat(7)}*`;

function agentOf(agent: string): Condition {
  return { sql: '(assigned = ? OR agent = ? OR last_agent = ?)', of: [agent, agent, agent] };
}

/** Read through in its index, which is small; SQLite would sooner read every state. */
function textOf(text: string, masked: boolean): Condition {
  const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  const words = "SELECT rowid FROM callbacks INDEXED BY callbacks_of_words WHERE words LIKE ? ESCAPE '\\'";
  if (!masked || !/[\d０-９]/.test(text)) return { sql: `rowid IN (${words})`, of: [pattern] };
  // the id stands in the first line
  const id = "substr(words, 1, instr(words, char(10)) - 1) LIKE ? ESCAPE '\\'";
  const shown = 'words NOT GLOB ? AND NOT has_written_number(words)';
  return { sql: `rowid IN (${words} AND ((${shown}) OR ${id}))`, of: [pattern, HIDDEN, pattern] };
}
