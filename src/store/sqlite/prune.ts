import { setImmediate } from 'node:timers/promises';
import type { Connection } from './connection.ts';

/** Calls, or rows of anything else, in one transaction at the most. */
const CALLS_AT_ONCE = 50;
const ROWS_AT_ONCE = 250;
/** A transaction takes no more calls when it has taken this long, ms: no deadline of a live call waits for it. */
const SLICE_MS = 5;

const DAY_MS = 86_400_000;

/** Of these tables few rows are meant, and no index finds them. */
const SPARSE = [
  ['facts', 'call_id IS NULL AND callback_id IS NULL'],
  ['journal', `machine = 'agent'`],
  ['audit', 'TRUE'],
] as const;

/** Removes what is over since before `wall` (UTC ms): calls that have ended, except those that an open callback came
 * from; callbacks that are settled or failed; both with their journal, and with the facts that belong to no other call or callback that
 * stays; and what the journal and the facts say of agents alone; choices of language that nobody has used since, outages, the audit log,
 * answers that were kept for requests that come again, states that were set aside, programmes with their rows, and when customers were
 * last called, as soon as no wish needs it. Returns how many calls went. Gives way to the engine between its small transactions.
 * @param relax called before each of them: it need not be on the disk, for what comes back is removed in the next night */
export async function prune(db: Connection, wall: number, relax: () => void): Promise<number> {
  const repeated = (step: () => number) => repeat(step, relax);
  const calls = await repeated(() => pruneCalls(db, wall));
  await repeated(() => pruneCallbacks(db, wall));
  for (const [table, which] of SPARSE) await pruneRows(db, { table, which, wall, relax });
  await repeated(() => pruneOld(db, 'customers', 'at', wall));
  await repeated(() => pruneOld(db, 'outages', 'until', wall));
  await repeated(() => pruneCalled(db, wall));
  await repeated(() => pruneOld(db, 'api_answers', 'at', wall));
  await repeated(() => pruneOld(db, 'unreadable_states', 'found_at', wall));
  await repeated(() => pruneOld(db, 'machines', 'ended_at', wall));
  await repeated(() => pruneProgrammes(db, wall));
  return calls;
}

/** Until a step finds nothing more. */
async function repeat(step: () => number, relax: () => void): Promise<number> {
  let total = 0;
  for (;;) {
    relax();
    const done = step();
    total += done;
    if (done === 0) return total;
    await setImmediate();
  }
}

/** Those that are removed while there is time; returns how many. */
function removeSome(over: readonly { readonly id: string }[], remove: (id: string) => void): number {
  const end = performance.now() + SLICE_MS;
  let done = 0;
  for (const { id } of over) {
    remove(id);
    done += 1;
    if (performance.now() > end) break;
  }
  return done;
}

function pruneCalls(db: Connection, wall: number): number {
  return pruning(db, () => {
    const over = db
      .prepare<[number, number], { id: string }>(
        `SELECT id FROM calls WHERE ended_at < ?
           AND NOT EXISTS (SELECT 1 FROM callbacks WHERE from_call = calls.id AND closed_at IS NULL)
         LIMIT ?`,
      )
      .all(wall, CALLS_AT_ONCE);
    const facts = db.prepare<[string]>(
      'DELETE FROM facts WHERE call_id = ? AND (callback_id IS NULL OR callback_id NOT IN (SELECT id FROM callbacks))',
    );
    const journal = db.prepare<[string]>(`DELETE FROM journal WHERE machine = 'call' AND id = ?`);
    const call = db.prepare<[string]>('DELETE FROM calls WHERE id = ?');
    return removeSome(over, (id) => {
      for (const statement of [facts, journal, call]) statement.run(id);
    });
  });
}

function pruneCallbacks(db: Connection, wall: number): number {
  return pruning(db, () => {
    const over = db
      .prepare<[number, number], { id: string }>('SELECT id FROM callbacks WHERE closed_at < ? LIMIT ?')
      .all(wall, CALLS_AT_ONCE);
    const facts = db.prepare<[string]>(
      'DELETE FROM facts WHERE callback_id = ? AND (call_id IS NULL OR call_id NOT IN (SELECT id FROM calls))',
    );
    const journal = db.prepare<[string]>(`DELETE FROM journal WHERE machine = 'callback' AND id = ?`);
    const callback = db.prepare<[string]>('DELETE FROM callbacks WHERE id = ?');
    return removeSome(over, (id) => {
      for (const statement of [facts, journal, callback]) statement.run(id);
    });
  });
}

/** callback.programme: the call before decides on the next one for as long as the programme that made it, or the customer, asks for. */
function pruneCalled(db: Connection, wall: number): number {
  const sql = `DELETE FROM customers_called WHERE rowid IN (
    SELECT called.rowid FROM customers_called AS called
      LEFT JOIN customer_frequencies AS wish ON wish.number = called.number AND json_valid(wish.state)
    WHERE called.at < ? - ${DAY_MS} * max(called.every_days, coalesce(json_extract(wish.state, '$.everyDays'), 0)) LIMIT ?)`;
  return db.prepare<[number, number]>(sql).run(wall, ROWS_AT_ONCE).changes;
}

function pruneProgrammes(db: Connection, wall: number): number {
  return db
    .transaction(() => {
      const over = db
        .prepare<[number], { id: string }>(
          `SELECT id FROM programmes WHERE closed_at < ? AND NOT EXISTS (
             SELECT 1 FROM programme_rows WHERE programme = id AND status = 'calling') LIMIT 1`,
        )
        .get(wall);
      if (!over) return 0;
      const rows = db.prepare<[string, string, number]>(
        `DELETE FROM programme_rows WHERE programme = ?
           AND number IN (SELECT number FROM programme_rows WHERE programme = ? LIMIT ?)`,
      );
      const { changes } = rows.run(over.id, over.id, ROWS_AT_ONCE);
      if (changes > 0) return changes;
      return db.prepare<[string]>('DELETE FROM programmes WHERE id = ?').run(over.id).changes;
    })
    .immediate();
}

/** Looks through the table from its first row to its last, a part at a time. */
async function pruneRows(
  db: Connection,
  {
    table,
    which,
    wall,
    relax,
  }: {
    readonly table: string;
    readonly which: string;
    readonly wall: number;
    readonly relax: () => void;
  },
): Promise<void> {
  const ends = `SELECT (SELECT min(number) FROM ${table}) AS first, (SELECT max(number) FROM ${table}) AS last`;
  const { first, last } = db.prepare<[], { first: number | null; last: number | null }>(ends).get() ?? {};
  const part = `FROM ${table} WHERE number >= ? AND number < ? AND ${which} AND wall < ?`;
  const any = db.prepare<[number, number, number]>(`SELECT 1 ${part} LIMIT 1`);
  for (let from = first ?? 0; from <= (last ?? -1); from += ROWS_AT_ONCE) {
    const rows = [from, from + ROWS_AT_ONCE, wall] as const;
    if (any.get(...rows) !== undefined) {
      relax();
      pruning(db, () => db.prepare<[number, number, number]>(`DELETE ${part}`).run(...rows).changes);
    }
    await setImmediate();
  }
}

function pruneOld(
  db: Connection,
  table: 'customers' | 'outages' | 'api_answers' | 'unreadable_states' | 'machines',
  column: 'at' | 'until' | 'found_at' | 'ended_at',
  wall: number,
): number {
  const sql = `DELETE FROM ${table} WHERE rowid IN (SELECT rowid FROM ${table} WHERE ${column} < ? LIMIT ?)`;
  return db.prepare<[number, number]>(sql).run(wall, ROWS_AT_ONCE).changes;
}

/** Opens, for the time of one transaction, the door through which append-only rows leave. */
function pruning(db: Connection, work: () => number): number {
  return db
    .transaction(() => {
      db.exec('INSERT INTO pruning (running) VALUES (1)');
      const done = work();
      db.exec('DELETE FROM pruning');
      return done;
    })
    .immediate();
}
