import type { AgentState } from '../../core/agents/state.ts';
import type { CallState } from '../../core/call/state.ts';
import type { DoNotCall } from '../../core/callback/do-not-call.ts';
import type { CallbackState } from '../../core/callback/state.ts';
import type { Actor, Fact } from '../../core/facts.ts';
import type { CallbackId, CallId } from '../../core/ids.ts';
import type { CustomerChoice } from '../../core/model/customer.ts';
import type { Standard } from '../../core/standard/standard.ts';
import type { Timestamp } from '../../core/time.ts';
import type { CallbackFilter, CallbackQuery } from '../../engine/callback-query.ts';
import type { MachineState, MachineTable } from '../../engine/machines.ts';
import type {
  CallFilter,
  ClockRecord,
  CustomerHistory,
  JournalEntry,
  NumberedFact,
  RecordEntry,
  RecordFilter,
  StateFault,
  Store,
  Stored,
} from '../../engine/store-port.ts';
import { addFunctions, callbackPage, callbacksWhere } from './callback-query.ts';
import type { Connection } from './connection.ts';
import { customerHistory } from './customer-history.ts';
import { loadedOf } from './machines.ts';
import { ProgrammeReader } from './programmes.ts';
import { checkState } from './state-check.ts';
import { StateReader } from './states.ts';
import { STATE_VERSION } from './upgrade/upgrade.ts';

const LAST_INPUT = 'SELECT wall, mono FROM journal ORDER BY number DESC LIMIT 1';

interface FactRow {
  readonly number: number;
  readonly fact: string;
}

interface RecordRow extends Pick<RecordEntry, 'type' | 'wall' | 'times'> {
  readonly number: number;
  /** A word, or an object as JSON. */
  readonly by: string | null;
  readonly id: string;
  readonly version: number;
  readonly state: string;
}

interface JournalRow {
  readonly wall: number;
  readonly mono: number;
  readonly machine: JournalEntry['machine'];
  readonly id: string;
  readonly input: string;
}

/** Reads what was committed. */
export class Reader {
  private readonly db: Connection;
  /** States that the reading in hand could not read. */
  private faults: StateFault[] = [];
  private readonly states: StateReader;
  private readonly machines: MachineTable;

  constructor(db: Connection, machines: MachineTable) {
    this.db = db;
    this.states = new StateReader(db, (fault) => this.faults.push(fault));
    this.machines = machines;
    addFunctions(db);
  }

  /** `unreadable`: what is not in the rest, for it cannot be read. */
  load(): Awaited<ReturnType<Store['load']>> {
    return this.atOnce(() => {
      this.faults = [];
      const kept = {
        machines: Object.fromEntries(Object.keys(this.machines).map((kind) => [kind, this.loaded(kind)])),
        customers: this.db.prepare<[], CustomerChoice>('SELECT number, language, at FROM customers').all(),
        programmes: this.programmes().load(),
        away: this.db
          .prepare<[], { key: string }>('SELECT key FROM away_taken')
          .all()
          .map(({ key }) => key),
        doNotCall: this.db.prepare<[], DoNotCall>('SELECT number, by, why, at FROM do_not_call').all(),
        lastAt: this.db.prepare<[], Timestamp>(LAST_INPUT).get() ?? null,
      };
      return { ...kept, unreadable: this.faults };
    });
  }

  private loaded(kind: string): readonly MachineState[] {
    const { own, loaded } = loadedOf(kind);
    return own
      ? this.states.list(own, loaded)
      : this.states.list('machine', 'WHERE kind = ? AND ended_at IS NULL ORDER BY id', kind);
  }

  calls({ limit, line, open, number, before }: CallFilter): CallState[] {
    const wanted: [string, ...(string | number)[]][] = [];
    if (line !== undefined) wanted.push(['line = ?', line]);
    if (number !== undefined) wanted.push(['number = ?', number]);
    if (open) wanted.push(['ended_at IS NULL']);
    if (before) wanted.push(['(arrived_at, id) < (?, ?)', before.arrivedAt, before.id]);
    const newest = `${where(wanted.map(([sql]) => sql))} ORDER BY arrived_at DESC, id DESC LIMIT ?`;
    return this.states.list('call', newest, ...wanted.flatMap(([, ...params]) => params), limit);
  }

  call(id: CallId): Stored<CallState> | undefined {
    return this.atOnce(() => this.stored('call', id, this.states.one('call', 'WHERE id = ?', id)));
  }

  callbacks(query: CallbackQuery): CallbackState[] {
    const { sql, params } = callbackPage(query);
    return this.states.list('callback', sql, ...params);
  }

  countCallbacks(filter: CallbackFilter): number {
    const { sql, params } = callbacksWhere(filter);
    return this.number(`SELECT count(*) AS n FROM callbacks ${sql}`, ...params);
  }

  callbackIds(beginning: string, limit: number): CallbackId[] {
    const sql = 'SELECT id FROM callbacks WHERE substr(id, 1, ?) = ? ORDER BY id LIMIT ?';
    const rows = this.db.prepare<[number, string, number], { id: string }>(sql);
    return rows.all(beginning.length, beginning, limit).map(({ id }) => id);
  }

  endedCallbacks(since: number): CallbackState[] {
    return this.states.list('callback', 'WHERE closed_at >= ? ORDER BY closed_at, id', Math.round(since));
  }

  callback(id: CallbackId): Stored<CallbackState> | undefined {
    return this.atOnce(() => this.stored('callback', id, this.states.one('callback', 'WHERE id = ?', id)));
  }

  customerHistory(number: string, most: number): CustomerHistory {
    return this.atOnce(() => customerHistory(this.db, this.states, number, most));
  }

  /** A caller without a number is nobody's second time. */
  records({ limit, type }: RecordFilter): RecordEntry[] {
    const rows = this.db
      .prepare<unknown[], RecordRow>(
        `WITH known AS (
           SELECT facts.number, facts.wall, type, json_extract(fact, '$.by') AS "by", id, version, state,
             row_number() OVER (PARTITION BY type, coalesce(caller, id) ORDER BY facts.number) AS times
           FROM (SELECT *, json_extract(fact, '$.detail.type') AS type FROM facts
                 WHERE json_extract(fact, '$.name') = 'record') AS facts
           JOIN (SELECT *, json_extract(state, '$.customer.number') AS caller FROM calls) AS calls
             ON calls.id = facts.call_id
         )
         SELECT * FROM known WHERE ? IS NULL OR type = ? ORDER BY number DESC LIMIT ?`,
      )
      .all(type ?? null, type ?? null, limit);
    return rows.flatMap(({ type: what, wall, times, by, ...row }) => {
      const checked = checkState('call', row);
      return 'state' in checked ? [{ type: what, wall, times, by: actorOf(by), call: checked.state }] : [];
    });
  }

  facts(after: number, limit: number): NumberedFact[] {
    return this.factsWhere('number > ? ORDER BY number LIMIT ?', after, limit);
  }

  lastFact(): number {
    return this.number('SELECT coalesce(max(number), 0) AS n FROM facts');
  }

  factsApart({ from, to }: { readonly from: number; readonly to: number }): Fact[] {
    const apart = 'call_id IS NULL AND callback_id IS NULL AND wall >= ? AND wall < ? ORDER BY wall, number';
    return this.factsWhere(apart, from, to).map(({ fact }) => fact);
  }

  agents(): AgentState[] {
    return this.states.list('agent', 'ORDER BY id');
  }

  programmes(): ProgrammeReader {
    return new ProgrammeReader(this.db, this.states);
  }

  clockRecord(): ClockRecord | null {
    const sql = 'SELECT seen_at AS seenAt, steady_since AS steadySince FROM clock';
    return this.db.prepare<[], ClockRecord>(sql).get() ?? null;
  }

  editions(): ReadonlyMap<string, Standard> {
    const rows = this.db
      .prepare<[], { edition: string; standard: string }>('SELECT edition, standard FROM editions')
      .all();
    return new Map(rows.map(({ edition, standard }) => [edition, JSON.parse(standard) as Standard]));
  }

  private number(sql: string, ...params: unknown[]): number {
    return this.db.prepare<unknown[], { n: number }>(sql).get(...params)?.n ?? 0;
  }

  private factsWhere(condition: string, ...params: unknown[]): NumberedFact[] {
    const sql = `SELECT number, fact FROM facts WHERE ${condition}`;
    const rows = this.db.prepare<unknown[], FactRow>(sql).all(...params);
    return rows.map(({ number, fact }) => ({ number, fact: JSON.parse(fact) as Fact }));
  }

  private stored<S>(machine: 'call' | 'callback', id: string, state: S | undefined): Stored<S> | undefined {
    if (state === undefined) return undefined;
    const facts = this.factsWhere(`${machine}_id = ? ORDER BY number`, id).map(({ fact }) => fact);
    return { state, facts, journal: this.journal(machine, id), replayable: this.isReplayable(machine, id) };
  }

  private journal(machine: JournalEntry['machine'], id: string): JournalEntry[] {
    const sql =
      'SELECT wall, mono, machine, id, input FROM journal WHERE machine = ? AND id = ? ORDER BY number';
    const rows = this.db.prepare<[string, string], JournalRow>(sql).all(machine, id);
    return rows.map(({ wall, mono, input, ...entry }) => ({
      ...entry,
      at: { mono, wall },
      input: JSON.parse(input),
    }));
  }

  /** All of it was taken with this version of states and inputs. */
  private isReplayable(machine: JournalEntry['machine'], id: string): boolean {
    const sql = 'SELECT count(*) AS n FROM journal WHERE machine = ? AND id = ? AND version <> ?';
    return this.number(sql, machine, id, STATE_VERSION) === 0;
  }

  /** Several queries that see the same moment, whatever another process commits between them. */
  private atOnce<T>(queries: () => T): T {
    return this.db.transaction(queries)();
  }
}

function where(conditions: readonly string[]): string {
  return conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
}

function actorOf(by: string | null): RecordEntry['by'] {
  return by?.startsWith('{') ? (JSON.parse(by) as Actor) : (by as Actor | null);
}
