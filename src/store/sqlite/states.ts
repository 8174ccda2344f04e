import type { StateFault } from '../../engine/store-port.ts';
import type { Connection } from './connection.ts';
import { StoreError } from './error.ts';
import { checkState, type StateKind, type StoredRow, type StoredStates } from './state-check.ts';

/** Where each kind is stored, and its key there as one text. */
const TABLES: { readonly [K in StateKind]: { readonly table: string; readonly id: string } } = {
  call: { table: 'calls', id: 'calls.id' },
  callback: { table: 'callbacks', id: 'callbacks.id' },
  agent: { table: 'agents', id: 'agents.id' },
  outage: { table: 'outages', id: 'outages.id' },
  programme: { table: 'programmes', id: 'programmes.id' },
  row: { table: 'programme_rows', id: `programme_rows.programme || '/' || programme_rows.number` },
  frequency: { table: 'customer_frequencies', id: 'customer_frequencies.number' },
  machine: { table: 'machines', id: `machines.kind || '/' || machines.id` },
};

/** Reads stored states, and checks each. */
export class StateReader {
  private readonly db: Connection;
  private readonly found: (fault: StateFault) => void;

  /** @param found called with each state that cannot be read, which is left out of a list */
  constructor(db: Connection, found: (fault: StateFault) => void) {
    this.db = db;
    this.found = found;
  }

  /** Those that the rest of the statement (`WHERE …`, `JOIN …`) chooses, in its order. */
  list<K extends StateKind>(kind: K, rest: string, ...params: readonly unknown[]): StoredStates[K][] {
    return this.rows(kind, rest, params).flatMap((row) => {
      const checked = checkState(kind, row);
      if ('state' in checked) return [checked.state];
      this.found({ table: TABLES[kind].table, id: row.id, fault: checked.fault });
      return [];
    });
  }

  /** @throws StoreError STORE_STATE_UNREADABLE */
  one<K extends StateKind>(
    kind: K,
    rest: string,
    ...params: readonly unknown[]
  ): StoredStates[K] | undefined {
    const [row] = this.rows(kind, rest, params);
    if (!row) return undefined;
    const checked = checkState(kind, row);
    if ('state' in checked) return checked.state;
    throw unreadable({ table: TABLES[kind].table, id: row.id, fault: checked.fault });
  }

  private rows(kind: StateKind, rest: string, params: readonly unknown[]): StoredRow[] {
    const { table, id } = TABLES[kind];
    const sql = `SELECT ${id} AS id, ${table}.version, ${table}.state FROM ${table} ${rest}`;
    return this.db.prepare<unknown[], StoredRow>(sql).all(...params);
  }
}

export function unreadable({ table, id, fault }: StateFault): StoreError {
  return new StoreError(
    'STORE_STATE_UNREADABLE',
    `the state of ${id} in the table ${table} cannot be read: ${fault}`,
    'Restart the engine, which sets it aside; then report what the log says of it.',
  );
}

/** Moves states that cannot be read out of the way. What is stored of them stays in `unreadable_states`. */
export function setAside(db: Connection, faults: readonly StateFault[]): void {
  if (faults.length === 0) return;
  const byTable = new Map(Object.values(TABLES).map(({ table, id }) => [table, id]));
  db.transaction(() => {
    for (const { table, id, fault } of faults) {
      const key = byTable.get(table) ?? 'id';
      db.prepare<[string, string, string]>(
        `INSERT INTO unreadable_states (source, id, version, state, fault, found_at)
         SELECT ?, ${key}, version, state, ?, CAST(unixepoch('subsec') * 1000 AS INTEGER) FROM ${table} WHERE ${key} = ?`,
      ).run(table, fault, id);
      db.prepare<[string]>(`DELETE FROM ${table} WHERE ${key} = ?`).run(id);
    }
  }).immediate();
}

/** How many have been moved out of the way. */
export function countSetAside(db: Connection): number {
  return db.prepare<[], { n: number }>('SELECT count(*) AS n FROM unreadable_states').get()?.n ?? 0;
}
