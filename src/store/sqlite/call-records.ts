import { setImmediate } from 'node:timers/promises';
import type { CallbackState } from '../../core/callback/state.ts';
import type { Fact } from '../../core/facts.ts';
import type { CallId } from '../../core/ids.ts';
import type { CallRecord } from '../../core/reports/record.ts';
import type { Connection } from './connection.ts';
import { checkState } from './state-check.ts';

/** Some 500 kB of JSON: read and parsed in a few ms. */
const CALLS_AT_ONCE = 100;

export interface RecordPeriod {
  readonly from: number;
  readonly to: number;
}

interface CallRow {
  readonly id: CallId;
  readonly arrived_at: number;
  readonly version: number;
  readonly state: string;
}

interface OwnedRow {
  readonly owner: string;
  readonly data: string;
}

/** Runs a query on a connection that is known to be open, and throws a StoreError where SQLite throws. */
export type ReadQuery = <T>(query: (db: Connection) => T) => T;

/** See `Store.callRecords`. Each page is read at once; between two of them the event loop gets its turn, and no transaction
 * is open that would keep the engine's log of changes from being folded back into the store. */
export async function* callRecords(period: RecordPeriod, ask: ReadQuery): AsyncGenerator<CallRecord> {
  let after: CallRow | undefined;
  for (;;) {
    const page = ask((db) => readPage(db, period, after));
    yield* page.records;
    after = page.last;
    if (page.rows < CALLS_AT_ONCE) return;
    await setImmediate();
  }
}

function readPage(
  db: Connection,
  period: RecordPeriod,
  after: CallRow | undefined,
): { records: CallRecord[]; rows: number; last: CallRow | undefined } {
  return db.transaction(() => {
    const rows = readCalls(db, period, after);
    const ids = JSON.stringify(rows.map(({ id }) => id));
    const facts = readOwned<Fact>(
      db,
      `SELECT call_id AS owner, fact AS data FROM facts
       WHERE call_id IN (SELECT value FROM json_each(?)) ORDER BY number`,
      ids,
    );
    const callbacks = readOwned<CallbackState>(
      db,
      `SELECT from_call AS owner, state AS data FROM callbacks
       WHERE from_call IN (SELECT value FROM json_each(?)) ORDER BY promised_at, id`,
      ids,
    );
    const records = rows.flatMap((row) => {
      const checked = checkState('call', row);
      if (!('state' in checked)) return [];
      const { id } = row;
      return [{ call: checked.state, facts: facts.get(id) ?? [], callbacks: callbacks.get(id) ?? [] }];
    });
    return { records, rows: rows.length, last: rows.at(-1) };
  })();
}

function readCalls(db: Connection, { from, to }: RecordPeriod, after: CallRow | undefined): CallRow[] {
  return db
    .prepare<[number, string, number, number], CallRow>(
      `SELECT id, arrived_at, version, state FROM calls
       WHERE (arrived_at, id) > (?, ?) AND arrived_at < ? ORDER BY arrived_at, id LIMIT ?`,
    )
    .all(after?.arrived_at ?? from, after?.id ?? '', to, CALLS_AT_ONCE);
}

/** What a query finds to each of these ids (a JSON list), by `owner`. */
export function readOwned<T>(db: Connection, sql: string, ids: string): Map<string, T[]> {
  const owned = new Map<string, T[]>();
  for (const { owner, data } of db.prepare<[string], OwnedRow>(sql).all(ids)) {
    const list = owned.get(owner);
    if (list === undefined) owned.set(owner, [JSON.parse(data) as T]);
    else list.push(JSON.parse(data) as T);
  }
  return owned;
}
