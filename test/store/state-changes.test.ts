import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { MACHINES } from '../../src/engine/machines.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import { changed, key, missing, value } from '../../src/store/sqlite/upgrade/change.ts';
import { STATE_VERSION } from '../../src/store/sqlite/upgrade/upgrade.ts';
import { aBatch, aCallback, NO_PROGRAMMES, NOON } from '../contract/store-samples.ts';
import { alter, rowsOf, storeOf6287909 } from './support/earlier.ts';

const renamed = (change: ReturnType<typeof value>, stored: object) =>
  JSON.parse(changed([change], change.kind, JSON.stringify(stored)));

describe('changes of stored names', () => {
  it('rename a value, in lists and under any key too, and nothing else that is called so', () => {
    const stored = { tries: [{ how: 'old' }, { how: 'other' }], at: { a: { how: 'old' } }, how: 'old' };
    expect(renamed(value('callback', 'tries.how', 'old', 'new'), stored)).toEqual({
      ...stored,
      tries: [{ how: 'new' }, { how: 'other' }],
    });
    expect(renamed(value('callback', 'at.*.how', 'old', 'new'), stored).at).toEqual({ a: { how: 'new' } });
  });

  it('rename a key where it stands, and keep the order of the others', () => {
    const text = changed([key('call', 'a', 'old', 'new')], 'call', '{"a":[{"x":1,"old":2,"y":3}],"old":4}');
    expect(text).toBe('{"a":[{"x":1,"new":2,"y":3}],"old":4}');
  });

  it('leave a text that does not have the word as it is, to the letter', () => {
    const text = '{ "kind": "inside" }';
    expect(changed([value('agent', 'availability.is', 'in', 'loggedIn')], 'agent', text)).toBe(text);
    expect(changed([key('agent', '', 'in', 'loggedIn')], 'agent', text)).toBe(text);
  });

  it('go only where they are meant to', () => {
    const only = value('fact', 'detail.is', 'old', 'new', { name: 'programmeRow' });
    expect(renamed(only, { name: 'programmeRow', detail: { is: 'old' } }).detail.is).toBe('new');
    expect(renamed(only, { name: 'other', detail: { is: 'old' } }).detail.is).toBe('old');
    expect(changed([only], 'call', '{"detail":{"is":"old"}}')).toBe('{"detail":{"is":"old"}}');
  });

  it('add what earlier versions did not write, and leave what is no JSON to whoever reads it', () => {
    expect(renamed(missing('callback', { revision: 1, late: false }), { revision: 7 })).toEqual({
      revision: 7,
      late: false,
    });
    expect(changed([missing('callback', { revision: 1 })], 'callback', '{"revi')).toBe('{"revi');
  });
});

describe('the store that commit 6287909 wrote', () => {
  it('has this version of states after the engine has opened it; its journal cannot be replayed', async () => {
    const file = storeOf6287909();
    const store = await openSqliteStore(file);
    const [call] = await store.calls({ limit: 1, open: true });
    const known = call && (await store.call(call.id));
    expect(known?.journal.length).toBeGreaterThan(0);
    expect(known?.replayable).toBe(false);
    await store.close();
    const db = new Database(file);
    onTestFinished(() => void db.close());
    const versions = (table: string) =>
      db.prepare<[], { version: number }>(`SELECT DISTINCT version FROM ${table}`).all();
    for (const table of ['calls', 'callbacks', 'agents', 'programmes', 'programme_rows', 'outages']) {
      expect(versions(table), table).toEqual([{ version: STATE_VERSION }]);
    }
    expect(versions('journal')).toEqual([{ version: 1 }]);
  });

  it('has the outcomes of today in what its programme rows say of their calls', async () => {
    const file = storeOf6287909();
    alter(
      file,
      `UPDATE programme_rows
       SET state = json_set(state, '$.calls', json_array(json_object('last', iif(number % 2, 'gaveUp', 'overtaken'))))`,
    );
    await (await openSqliteStore(file)).close();
    const last = rowsOf<{ last: string }>(
      file,
      `SELECT DISTINCT json_extract(state, '$.calls[0].last') AS last FROM programme_rows ORDER BY last`,
    );
    expect(last.map((row) => row.last)).toEqual(['abandoned', 'superseded']);
  });

  it('has as many rows as before, and the facts stay append-only', async () => {
    const file = storeOf6287909();
    const counts = () => {
      const db = new Database(file);
      try {
        const tables = db.prepare<[], { name: string }>(
          "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name",
        );
        return tables.all().map(({ name }) => [name, db.prepare(`SELECT count(*) AS n FROM ${name}`).get()]);
      } finally {
        db.close();
      }
    };
    const before = new Map(counts() as [string, unknown][]);
    await (await openSqliteStore(file)).close();
    const now = new Map(counts() as [string, unknown][]);
    for (const [table, rows] of before) expect([table, now.get(table)]).toEqual([table, rows]);
    const db = new Database(file);
    onTestFinished(() => void db.close());
    for (const sql of ['UPDATE facts SET wall = 1', 'DELETE FROM journal', 'UPDATE journal SET wall = 1']) {
      expect(() => db.exec(sql)).toThrow('append-only');
    }
  });
});

describe('a state that is written over one of another version', () => {
  it('has this version', async () => {
    const file = storeOf6287909();
    const store = await openSqliteStore(file);
    onTestFinished(() => store.close());
    const callback = aCallback('b1');
    const programme = rowsOf<{ id: string }>(file, 'SELECT id FROM programmes')[0]?.id ?? '';
    const [row] = (await store.programmeRows(programme)).slice(0, 1);
    const frequencies = [{ number: '+861', everyDays: 3, never: false, hours: null, by: 'zhao', at: NOON }];
    const batch = aBatch({
      callbacks: [callback],
      programmes: { ...NO_PROGRAMMES, rows: row ? [row] : [], frequencies },
    });
    await store.commit(batch);
    const tables = ['callbacks', 'programme_rows', 'customer_frequencies'];
    for (const table of tables) alter(file, `UPDATE ${table} SET version = 1`);
    await store.commit(batch);
    const newest = tables.map((table) => rowsOf(file, `SELECT max(version) AS version FROM ${table}`));
    expect(newest.flat()).toEqual(tables.map(() => ({ version: STATE_VERSION })));
  });
});

describe('a state of a kind without a table of its own', () => {
  it('that cannot be read or has another version is left out, named and set aside', async () => {
    const file = storeOf6287909();
    const machines = { ...MACHINES, eggTimer: MACHINES.outage };
    const store = await openSqliteStore(file, machines);
    onTestFinished(() => store.close());
    alter(
      file,
      `INSERT INTO machines (kind, id, state, version) VALUES ('eggTimer', 'e1', '{"id":"e1"}', ${STATE_VERSION}),
         ('eggTimer', 'e2', '{"id', ${STATE_VERSION}), ('eggTimer', 'e3', '{"id":"e3"}', 1)`,
    );
    const loaded = await store.load();
    expect(loaded.machines).toMatchObject({ eggTimer: [{ id: 'e1' }] });
    expect(loaded.unreadable).toEqual([
      { table: 'machines', id: 'eggTimer/e2', fault: 'is not a JSON object' },
      { table: 'machines', id: 'eggTimer/e3', fault: `version is 1, not ${STATE_VERSION}` },
    ]);
    expect(rowsOf(file, 'SELECT id FROM machines')).toEqual([{ id: 'e1' }]);
    expect(await store.unreadableStates()).toBe(2);
  });
});
