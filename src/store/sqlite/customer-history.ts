import type { Fact } from '../../core/facts.ts';
import type { CustomerHistory } from '../../engine/store-port.ts';
import { readOwned } from './call-records.ts';
import type { Connection } from './connection.ts';
import type { StateReader } from './states.ts';

/** A call that alerts supervisors has the customer's number, and is none of the customer's. */
const CALLS = `number = ? AND CASE WHEN json_valid(state) THEN json_extract(state, '$.direction') <> 'alert' END`;
const CALLBACKS = 'number = ?';

/** The clauses that were broken, and what must not get lost. Of those that were kept a number is enough: a customer of many calls has
 * thousands, and the engine's loop would stand for them on their way out of the thread that reads. */
const OF_CALLS = `SELECT call_id AS owner, fact AS data FROM facts
  WHERE call_id IN (SELECT value FROM json_each(?))
    AND (json_extract(fact, '$.verdict') = 'broken' OR json_extract(fact, '$.name') = 'record')
  ORDER BY number`;
const KEPT = `SELECT call_id AS owner, count(*) AS n FROM facts
  WHERE call_id IN (SELECT value FROM json_each(?)) AND json_extract(fact, '$.verdict') = 'kept'
  GROUP BY call_id`;

const NOTES = `SELECT callback_id AS owner, fact AS data FROM facts
  WHERE callback_id IN (SELECT value FROM json_each(?)) AND json_extract(fact, '$.name') = 'callbackNoted'
  ORDER BY number`;

/** See `Queries.customerHistory`; part of a transaction. */
export function customerHistory(
  db: Connection,
  states: StateReader,
  number: string,
  most: number,
): CustomerHistory {
  const calls = states.list('call', `WHERE ${CALLS} ORDER BY arrived_at DESC, id DESC LIMIT ?`, number, most);
  const newest = `WHERE ${CALLBACKS} ORDER BY promised_at DESC, id DESC LIMIT ?`;
  const callbacks = states.list('callback', newest, number, most);
  const facts = readOwned<Fact>(db, OF_CALLS, idsOf(calls));
  const kept = keptIn(db, idsOf(calls));
  const notes = readOwned<Fact>(db, NOTES, idsOf(callbacks));
  const count = (table: string, which: string) =>
    db.prepare<[string], { n: number }>(`SELECT count(*) AS n FROM ${table} WHERE ${which}`).get(number)?.n ??
    0;
  return {
    calls: calls.map((call) => ({
      call,
      kept: kept.get(call.id) ?? 0,
      facts: facts.get(call.id) ?? [],
    })),
    callbacks: callbacks.map((callback) => ({ callback, facts: notes.get(callback.id) ?? [] })),
    total: { calls: count('calls', CALLS), callbacks: count('callbacks', CALLBACKS) },
  };
}

/** How many clauses were kept in each of these calls (a JSON list of ids). */
function keptIn(db: Connection, ids: string): ReadonlyMap<string, number> {
  const rows = db.prepare<[string], { owner: string; n: number }>(KEPT).all(ids);
  return new Map(rows.map(({ owner, n }) => [owner, n]));
}

function idsOf(states: readonly { readonly id: string }[]): string {
  return JSON.stringify(states.map(({ id }) => id));
}
