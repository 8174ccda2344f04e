import type { MachineKind, MachineStates } from '../../engine/machine-states.ts';
import type { MachineState, MachineTable } from '../../engine/machines.ts';
import type { Connection } from './connection.ts';
import { STATE_VERSION } from './upgrade/upgrade.ts';

type Cell = string | number | null;

/** Where the states of a kind are stored, if not in the table that serves any kind. */
interface StateTable<S extends MachineState> {
  readonly table: string;
  /** What is looked up by, besides the id. */
  columns(state: S, endedAt: number | null): Readonly<Record<string, Cell>>;
  /** What a starting engine goes on from, in its order. */
  readonly loaded: string;
}

const TABLES: { readonly [K in keyof MachineStates]: StateTable<MachineStates[K]> } = {
  call: {
    table: 'calls',
    columns: ({ line, arrivedAt }, ended_at) => ({ line, arrived_at: Math.round(arrivedAt.wall), ended_at }),
    loaded: 'WHERE ended_at IS NULL ORDER BY arrived_at, id',
  },
  callback: {
    table: 'callbacks',
    columns: ({ from, line, status, promisedAt, dueAt }, closed_at) => ({
      from_call: from,
      line,
      status: status.is,
      promised_at: Math.round(promisedAt),
      due_at: Math.round(dueAt),
      closed_at,
    }),
    loaded: 'WHERE closed_at IS NULL ORDER BY promised_at, id',
  },
  agent: { table: 'agents', columns: () => ({}), loaded: 'ORDER BY id' },
  outage: { table: 'outages', columns: (_state, until) => ({ until }), loaded: 'ORDER BY id' },
  programme: {
    table: 'programmes',
    columns: ({ madeAt }, closed_at) => ({ made_at: Math.round(madeAt), closed_at }),
    // one that is over, too, while a customer is being called for it
    loaded: `WHERE closed_at IS NULL OR EXISTS (
      SELECT 1 FROM programme_rows WHERE programme = id AND status = 'calling') ORDER BY made_at, id`,
  },
};

/** Serves every kind that has no table of its own. */
const ANY = 'machines';

function isOwn(kind: string): kind is MachineKind {
  return Object.hasOwn(TABLES, kind);
}

function tableOf(kind: string): Pick<StateTable<MachineState>, 'table' | 'columns'> {
  if (isOwn(kind)) return TABLES[kind] as StateTable<MachineState>;
  return { table: ANY, columns: (_state, ended_at) => ({ kind, ended_at }) };
}

/** Writes states of machines; part of a transaction. */
export function machineWriter(
  db: Connection,
  machines: MachineTable,
): (kind: string, state: MachineState) => void {
  const writers = new Map(
    Object.entries(machines).map(([kind, machine]) => {
      const { table, columns } = tableOf(kind);
      const upserts = new Map<string, (cells: readonly Cell[]) => unknown>();
      const write = (state: MachineState) => {
        const endedAt = machine.endedAt(state);
        const cells = columns(state, endedAt === null ? null : Math.round(endedAt));
        const names = Object.keys(cells);
        const key = names.join();
        const upsert = upserts.get(key) ?? upserter(db, table, names);
        upserts.set(key, upsert);
        upsert([state.id, ...Object.values(cells), JSON.stringify(state)]);
      };
      return [kind, write] as const;
    }),
  );
  return (kind, state) => writers.get(kind)?.(state);
}

function upserter(
  db: Connection,
  table: string,
  names: readonly string[],
): (cells: readonly Cell[]) => unknown {
  const all = ['id', ...names, 'state'];
  const key = table === ANY ? 'kind, id' : 'id';
  const updated = [...names, 'state', 'version'].map((name) => `${name} = excluded.${name}`).join(', ');
  const statement = db.prepare<Cell[]>(
    `INSERT INTO ${table} (${all.join(', ')}, version) VALUES (${all.map(() => '?').join(', ')}, ${STATE_VERSION})
     ON CONFLICT (${key}) DO UPDATE SET ${updated}`,
  );
  return (cells) => statement.run(...cells);
}

/** How the states from which a starting engine goes on are chosen; `own`: null for a kind without a table of its own. */
export function loadedOf(kind: string): { readonly own: MachineKind | null; readonly loaded: string } {
  return isOwn(kind) ? { own: kind, loaded: TABLES[kind].loaded } : { own: null, loaded: '' };
}
