import type { Connection } from './connection.ts';
import { PruningSlices } from './pruning-slices.ts';

/** Rows of anything in one transaction at the most: one of them can be large. */
const ROWS_AT_ONCE = 50;

const DAY_MS = 86_400_000;

/** Removes some, in a small transaction, and returns how many; null: there is nothing more. */
type Part = () => number | null;

/** Removes what is over since before `wall` (UTC ms): calls that have ended, except those that an open callback came
 * from; callbacks that are settled or failed; both with their journal, and with the facts that belong to no other call or callback that
 * stays; and what the journal and the facts say of agents alone; choices of language that nobody has used since, outages, the audit log,
 * answers that were kept for requests that come again, states that were set aside, programmes with their rows, and when customers were
 * last called, as soon as no wish needs it. Returns how many calls went. Gives way to the engine between its small transactions.
 * @param relax called before each of them: it need not be on the disk, for what comes back is removed in the next night */
export async function prune(db: Connection, wall: number, relax: () => void): Promise<number> {
  const slices = new PruningSlices(db);
  const all = async (part: Part): Promise<number> => {
    for (let total = 0; ; ) {
      relax();
      const done = part();
      if (done === null) return total;
      total += done;
      await slices.giveWay();
    }
  };
  const calls = await all(callsBefore(db, wall, slices));
  await all(callbacksBefore(db, wall, slices));
  await all(appended(db, 'facts', 'call_id IS NULL AND callback_id IS NULL', wall));
  await all(appended(db, 'journal', `machine = 'agent'`, wall));
  await all(auditBefore(db, wall));
  await all(olderThan(db, 'customers', 'at', wall));
  await all(olderThan(db, 'outages', 'until', wall));
  await all(calledBefore(db, wall));
  await all(olderThan(db, 'api_answers', 'at', wall));
  await all(olderThan(db, 'unreadable_states', 'found_at', wall));
  await all(olderThan(db, 'machines', 'ended_at', wall));
  await all(programmesBefore(db, wall));
  return calls;
}

/** Looks at those that have ended once, in their order: what an open callback keeps is not looked at again and again. */
function callsBefore(db: Connection, wall: number, slices: PruningSlices): Part {
  const over = db.prepare<
    [number, number, number, number],
    { id: string; at: number; row: number; kept: number }
  >(
    `SELECT id, ended_at AS at, rowid AS row,
         EXISTS (SELECT 1 FROM callbacks WHERE from_call = calls.id AND closed_at IS NULL) AS kept
       FROM calls WHERE ended_at < ? AND ended_at >= ? AND (ended_at, rowid) > (?, ?) ORDER BY ended_at, rowid LIMIT ${ROWS_AT_ONCE}`,
  );
  const facts = db.prepare<[string]>(
    'DELETE FROM facts WHERE call_id = ? AND (callback_id IS NULL OR callback_id NOT IN (SELECT id FROM callbacks))',
  );
  const journal = db.prepare<[string]>(`DELETE FROM journal WHERE machine = 'call' AND id = ?`);
  const call = db.prepare<[string]>('DELETE FROM calls WHERE id = ?');
  let [at, row] = [Number.MIN_SAFE_INTEGER, 0];
  return () =>
    pruning(db, () => {
      const found = over.all(wall, at, at, row);
      let done = 0;
      for (const one of found) {
        [at, row] = [one.at, one.row];
        if (one.kept) continue;
        for (const statement of [facts, journal, call]) statement.run(one.id);
        done += 1;
        if (slices.isFull) break;
      }
      return found.length === 0 ? null : done;
    });
}

function callbacksBefore(db: Connection, wall: number, slices: PruningSlices): Part {
  const over = db.prepare<[number], { id: string }>(
    `SELECT id FROM callbacks WHERE closed_at < ? LIMIT ${ROWS_AT_ONCE}`,
  );
  const facts = db.prepare<[string]>(
    'DELETE FROM facts WHERE callback_id = ? AND (call_id IS NULL OR call_id NOT IN (SELECT id FROM calls))',
  );
  const journal = db.prepare<[string]>(`DELETE FROM journal WHERE machine = 'callback' AND id = ?`);
  const callback = db.prepare<[string]>('DELETE FROM callbacks WHERE id = ?');
  return () =>
    pruning(db, () => {
      let done = 0;
      for (const { id } of over.all(wall)) {
        for (const statement of [facts, journal, callback]) statement.run(id);
        done += 1;
        if (slices.isFull) break;
      }
      return done === 0 ? null : done;
    });
}

/** Of tables that rows are only added to: those of which `which` is true. An index finds them. */
function appended(db: Connection, table: 'facts' | 'journal', which: string, wall: number): Part {
  const some = db.prepare<[number]>(
    `DELETE FROM ${table} WHERE number IN (SELECT number FROM ${table} WHERE ${which} AND wall < ? LIMIT ${ROWS_AT_ONCE})`,
  );
  return () => pruning(db, () => some.run(wall).changes || null);
}

/** They come in their order, but for a clock that was set back: what is behind a younger one is looked at too. */
function auditBefore(db: Connection, wall: number): Part {
  const next = db.prepare<[number], { last: number | null }>(
    `SELECT max(number) AS last FROM (SELECT number FROM audit WHERE number > ? ORDER BY number LIMIT ${ROWS_AT_ONCE})`,
  );
  const some = db.prepare<[number, number, number]>(
    'DELETE FROM audit WHERE number > ? AND number <= ? AND wall < ?',
  );
  let from = 0;
  return () => {
    const { last = null } = next.get(from) ?? {};
    if (last === null) return null;
    const first = from;
    from = last;
    return pruning(db, () => some.run(first, last, wall).changes);
  };
}

/** callback.programme: the call before decides on the next one for as long as the programme that made it, or the customer, asks for. Looks
 * at each once. */
function calledBefore(db: Connection, wall: number): Part {
  const next = db.prepare<[number], { last: number | null }>(
    `SELECT max(row) AS last FROM (SELECT rowid AS row FROM customers_called WHERE rowid > ? ORDER BY rowid LIMIT ${ROWS_AT_ONCE})`,
  );
  const some = db.prepare<[number, number, number]>(`DELETE FROM customers_called WHERE rowid IN (
    SELECT called.rowid FROM customers_called AS called
      LEFT JOIN customer_frequencies AS wish ON wish.number = called.number AND json_valid(wish.state)
    WHERE called.rowid > ? AND called.rowid <= ?
      AND called.at < ? - ${DAY_MS} * max(called.every_days, coalesce(json_extract(wish.state, '$.everyDays'), 0)))`);
  let from = 0;
  return () => {
    const { last = null } = next.get(from) ?? {};
    if (last === null) return null;
    const first = from;
    from = last;
    return some.run(first, last, wall).changes;
  };
}

function programmesBefore(db: Connection, wall: number): Part {
  const over = db.prepare<[number], { id: string }>(
    `SELECT id FROM programmes WHERE closed_at < ? AND NOT EXISTS (
       SELECT 1 FROM programme_rows WHERE programme = id AND status = 'calling') LIMIT 1`,
  );
  const rows = db.prepare<[string, string]>(
    `DELETE FROM programme_rows WHERE programme = ?
       AND number IN (SELECT number FROM programme_rows WHERE programme = ? LIMIT ${ROWS_AT_ONCE})`,
  );
  const programme = db.prepare<[string]>('DELETE FROM programmes WHERE id = ?');
  const some = db.transaction(() => {
    const found = over.get(wall);
    if (!found) return null;
    return rows.run(found.id, found.id).changes || programme.run(found.id).changes;
  });
  return () => some.immediate();
}

function olderThan(
  db: Connection,
  table: 'customers' | 'outages' | 'api_answers' | 'unreadable_states' | 'machines',
  column: 'at' | 'until' | 'found_at' | 'ended_at',
  wall: number,
): Part {
  const some = db.prepare<[number]>(
    `DELETE FROM ${table} WHERE rowid IN (SELECT rowid FROM ${table} WHERE ${column} < ? LIMIT ${ROWS_AT_ONCE})`,
  );
  return () => some.run(wall).changes || null;
}

/** Opens, for the time of one transaction, the door through which append-only rows leave. */
function pruning<T>(db: Connection, work: () => T): T {
  return db
    .transaction(() => {
      db.exec('INSERT INTO pruning (running) VALUES (1)');
      const done = work();
      db.exec('DELETE FROM pruning');
      return done;
    })
    .immediate();
}
