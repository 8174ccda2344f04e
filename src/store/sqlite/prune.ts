import { setImmediate } from 'node:timers/promises';
import type { Connection } from './connection.ts';

/** Calls, or rows of anything else, in one transaction: short enough that no deadline of a live call waits for it. */
const CALLS_AT_ONCE = 50;
const ROWS_AT_ONCE = 1000;

const DAY_MS = 86_400_000;

/** Removes what is over since before `wall` (UTC ms): calls that have ended, except those that an open callback came
 * from; callbacks that are settled or failed; both with their journal, and with the facts that belong to no other call or callback that
 * stays; and what the journal and the facts say of agents alone; choices of language that nobody has used since, outages, the audit log,
 * answers that were kept for requests that come again, states that were set aside, programmes with their rows, and when customers were
 * last called, as soon as no wish needs it. Returns how many calls went. Gives way to the engine between its small transactions. */
export async function prune(db: Connection, wall: number): Promise<number> {
  const calls = await repeat(() => pruneCalls(db, wall), CALLS_AT_ONCE);
  await repeat(() => pruneCallbacks(db, wall), CALLS_AT_ONCE);
  await repeat(() => pruneRows(db, 'facts', 'call_id IS NULL AND callback_id IS NULL', wall), ROWS_AT_ONCE);
  await repeat(() => pruneRows(db, 'journal', `machine = 'agent'`, wall), ROWS_AT_ONCE);
  await repeat(() => pruneRows(db, 'audit', 'TRUE', wall), ROWS_AT_ONCE);
  await repeat(() => pruneOld(db, 'customers', 'at', wall), ROWS_AT_ONCE);
  await repeat(() => pruneOld(db, 'outages', 'until', wall), ROWS_AT_ONCE);
  await repeat(() => pruneCalled(db, wall), ROWS_AT_ONCE);
  await repeat(() => pruneOld(db, 'api_answers', 'at', wall), ROWS_AT_ONCE);
  await repeat(() => pruneOld(db, 'unreadable_states', 'found_at', wall), ROWS_AT_ONCE);
  await repeat(() => pruneOld(db, 'machines', 'ended_at', wall), ROWS_AT_ONCE);
  await repeat(() => pruneProgrammes(db, wall), 1);
  return calls;
}

async function repeat(step: () => number, full: number): Promise<number> {
  let total = 0;
  for (;;) {
    const done = step();
    total += done;
    if (done < full) return total;
    await setImmediate();
  }
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
    for (const { id } of over) {
      db.prepare<[string]>(
        'DELETE FROM facts WHERE call_id = ? AND (callback_id IS NULL OR callback_id NOT IN (SELECT id FROM callbacks))',
      ).run(id);
      db.prepare<[string]>(`DELETE FROM journal WHERE machine = 'call' AND id = ?`).run(id);
      db.prepare<[string]>('DELETE FROM calls WHERE id = ?').run(id);
    }
    return over.length;
  });
}

function pruneCallbacks(db: Connection, wall: number): number {
  return pruning(db, () => {
    const over = db
      .prepare<[number, number], { id: string }>('SELECT id FROM callbacks WHERE closed_at < ? LIMIT ?')
      .all(wall, CALLS_AT_ONCE);
    for (const { id } of over) {
      db.prepare<[string]>(
        'DELETE FROM facts WHERE callback_id = ? AND (call_id IS NULL OR call_id NOT IN (SELECT id FROM calls))',
      ).run(id);
      db.prepare<[string]>(`DELETE FROM journal WHERE machine = 'callback' AND id = ?`).run(id);
      db.prepare<[string]>('DELETE FROM callbacks WHERE id = ?').run(id);
    }
    return over.length;
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
      db.prepare<[string]>('DELETE FROM programme_rows WHERE programme = ?').run(over.id);
      return db.prepare<[string]>('DELETE FROM programmes WHERE id = ?').run(over.id).changes;
    })
    .immediate();
}

function pruneRows(
  db: Connection,
  table: 'facts' | 'journal' | 'audit',
  which: string,
  wall: number,
): number {
  return pruning(db, () => {
    const sql = `DELETE FROM ${table} WHERE number IN (SELECT number FROM ${table} WHERE ${which} AND wall < ? LIMIT ?)`;
    return db.prepare<[number, number]>(sql).run(wall, ROWS_AT_ONCE).changes;
  });
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
