import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import { changed, key, missing, value } from '../../src/store/sqlite/upgrade/change.ts';
import { STATE_VERSION } from '../../src/store/sqlite/upgrade/upgrade.ts';
import { storeOf6287909 } from './support/earlier.ts';

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
