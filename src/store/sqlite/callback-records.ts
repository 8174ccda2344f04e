import { setImmediate } from 'node:timers/promises';
import type { Fact } from '../../core/facts.ts';
import type { CallbackId } from '../../core/ids.ts';
import type { CallbackRecord } from '../../core/reports/callbacks/callback-metrics.ts';
import { type ReadQuery, type RecordPeriod, readOwned } from './call-records.ts';
import type { Connection } from './connection.ts';
import { checkState } from './state-check.ts';

const CALLBACKS_AT_ONCE = 200;

interface Row {
  readonly id: CallbackId;
  readonly promised_at: number;
  readonly version: number;
  readonly state: string;
}

/** See `Store.callbackRecords`. As with calls, each page is read at once, and the event loop gets its turn between two. */
export async function* callbackRecords(period: RecordPeriod, ask: ReadQuery): AsyncGenerator<CallbackRecord> {
  let after: Row | undefined;
  for (;;) {
    const page = ask((db) => readPage(db, period, after));
    yield* page.records;
    after = page.last;
    if (page.rows < CALLBACKS_AT_ONCE) return;
    await setImmediate();
  }
}

function readPage(db: Connection, { from, to }: RecordPeriod, after: Row | undefined) {
  return db.transaction(() => {
    const rows = db
      .prepare<[number, string, number, number], Row>(
        `SELECT id, promised_at, version, state FROM callbacks
         WHERE (promised_at, id) > (?, ?) AND promised_at < ? ORDER BY promised_at, id LIMIT ?`,
      )
      .all(after?.promised_at ?? from, after?.id ?? '', to, CALLBACKS_AT_ONCE);
    const facts = readOwned<Fact>(
      db,
      `SELECT callback_id AS owner, fact AS data FROM facts
       WHERE callback_id IN (SELECT value FROM json_each(?)) ORDER BY number`,
      JSON.stringify(rows.map(({ id }) => id)),
    );
    const records = rows.flatMap((row) => {
      const checked = checkState('callback', row);
      return 'state' in checked ? [{ callback: checked.state, facts: facts.get(row.id) ?? [] }] : [];
    });
    return { records, rows: rows.length, last: rows.at(-1) };
  })();
}
