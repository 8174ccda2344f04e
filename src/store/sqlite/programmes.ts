import type { CustomerCalled, ProgrammeState, RowState } from '../../core/programme/state.ts';
import type { KeptProgrammes, ProgrammeChanges, ProgrammeCount } from '../../engine/store-port.ts';
import type { Connection } from './connection.ts';
import type { StateReader } from './states.ts';
import { STATE_VERSION } from './upgrade/upgrade.ts';

/** Writes what a turn has changed of programmes; part of its transaction. */
export function programmeWriter(db: Connection): (changes: ProgrammeChanges) => void {
  const row = db.prepare<[string, number, string, string]>(
    `INSERT INTO programme_rows (programme, number, status, state, version) VALUES (?, ?, ?, ?, ${STATE_VERSION})
     ON CONFLICT (programme, number) DO UPDATE SET status = excluded.status, state = excluded.state, version = excluded.version`,
  );
  const frequency = db.prepare<[string, string]>(
    `INSERT INTO customer_frequencies (number, state, version) VALUES (?, ?, ${STATE_VERSION})
     ON CONFLICT (number) DO UPDATE SET state = excluded.state, version = excluded.version`,
  );
  const called = db.prepare<[string, string, number, number]>(
    `INSERT INTO customers_called (number, line, at, every_days) VALUES (?, ?, ?, ?)
     ON CONFLICT (number, line) DO UPDATE SET at = excluded.at, every_days = max(every_days, excluded.every_days)`,
  );
  return (changes) => {
    for (const one of changes.rows) row.run(one.programme, one.row, one.status.is, JSON.stringify(one));
    for (const one of changes.frequencies) frequency.run(one.number, JSON.stringify(one));
    for (const { number, line, at, everyDays = 0 } of changes.called)
      called.run(number, line ?? '', Math.round(at), everyDays);
  };
}

/** Reads what was committed of programmes. */
export class ProgrammeReader {
  private readonly db: Connection;
  private readonly states: StateReader;

  constructor(db: Connection, states: StateReader) {
    this.db = db;
    this.states = states;
  }

  /** The rows of programmes that are not over, and those that somebody is being called for. */
  load(): KeptProgrammes {
    return {
      rows: this.states.list(
        'row',
        `JOIN programmes ON programmes.id = programme
         WHERE closed_at IS NULL OR programme_rows.status = 'calling' ORDER BY programme, programme_rows.number`,
      ),
      frequencies: this.states.list('frequency', ''),
      called: this.db
        .prepare<[], { number: string; line: string; at: number }>(
          'SELECT number, line, at FROM customers_called',
        )
        .all()
        .map((one): CustomerCalled => ({ ...one, line: one.line === '' ? null : one.line })),
    };
  }

  /** Newest first, each with how many of its rows are where. */
  list(): { state: ProgrammeState; counts: ProgrammeCount[] }[] {
    const count = this.db.prepare<[string], ProgrammeCount>(
      'SELECT status AS "is", count(*) AS rows FROM programme_rows WHERE programme = ? GROUP BY status',
    );
    const newest = this.states.list('programme', 'ORDER BY made_at DESC, id DESC');
    return newest.map((state) => ({ state, counts: count.all(state.id) }));
  }

  rows(programme: string): RowState[] {
    return this.states.list('row', 'WHERE programme = ? ORDER BY programme_rows.number', programme);
  }
}
