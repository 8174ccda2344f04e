import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { MACHINES } from '../../src/engine/machines.ts';
import { openWriting } from '../../src/store/sqlite/database.ts';
import { openSqliteReader, openSqliteStore } from '../../src/store/sqlite/store.ts';
import { Writer } from '../../src/store/sqlite/write.ts';
import { storeContract } from './store.ts';
import { aBatch, aCall, aFact, anEntry, NOON } from './store-samples.ts';

function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'sansheng-store-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

storeContract('SQLite', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'sansheng-store-'));
  const file = join(dir, 'site', 'sansheng.db');
  return {
    open: () => openSqliteStore(file),
    openBackup: openSqliteStore,
    openReader: () => openSqliteReader(file),
    backupFile: () => join(dir, 'backups', 'copy.db'),
    remove: async () => rmSync(dir, { recursive: true, force: true }),
  };
});

describe('the SQLite store on its disk', () => {
  it('waits for the disk with a durable batch, and only with that', () => {
    const db = openWriting(join(folder(), 's.db'));
    onTestFinished(() => void db.close());
    const writer = new Writer(db, MACHINES);
    const levels = [true, false, false, true].map((durable) => {
      writer.commit(aBatch({ durable, facts: [aFact(NOON)] }));
      return db.pragma('synchronous', { simple: true });
    });
    const [normal, full] = [1, 2];
    expect(levels).toEqual([full, normal, normal, full]);
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
  });

  it('has what was committed after its process was killed', async () => {
    const file = join(folder(), 's.db');
    const store = new URL('../../src/store/sqlite/store.ts', import.meta.url);
    const batch = JSON.stringify(aBatch({ durable: true, calls: [aCall('promised')], facts: [aFact(NOON)] }));
    const script = `const { openSqliteStore } = await import(${JSON.stringify(store.href)});
      const store = await openSqliteStore(${JSON.stringify(file)});
      await store.commit(${batch});
      process.kill(process.pid, 'SIGKILL');`;
    const run = () => execFileSync(process.execPath, ['--input-type=module', '-e', script]);
    expect(run).toThrow(expect.objectContaining({ signal: 'SIGKILL' }));
    const reopened = await openSqliteStore(file);
    onTestFinished(() => reopened.close());
    expect((await reopened.load()).machines.call).toEqual([aCall('promised')]);
  });

  it('lets nobody change or remove a fact or what is in the journal', async () => {
    const file = join(folder(), 's.db');
    const store = await openSqliteStore(file);
    await store.commit(aBatch({ facts: [aFact(NOON)], journal: [anEntry('agent', '8001')] }));
    await store.close();
    const db = new Database(file);
    onTestFinished(() => void db.close());
    const attempts = [
      'UPDATE facts SET wall = 1',
      'DELETE FROM facts',
      'UPDATE journal SET wall = 1',
      'DELETE FROM journal',
    ];
    for (const sql of attempts) expect(() => db.exec(sql)).toThrow('append-only');
  });

  it('is for nobody else to read, and its copies too', async () => {
    const dir = folder();
    const store = await openSqliteStore(join(dir, 's.db'));
    await store.backup(join(dir, 'copy.db'));
    await store.close();
    for (const name of ['s.db', 'copy.db']) expect(statSync(join(dir, name)).mode & 0o777).toBe(0o600);
  });
});

describe('a file that is no store', () => {
  const both = [openSqliteStore, openSqliteReader];
  const fault = (code: string) =>
    expect.objectContaining({ name: 'StoreError', code, cure: expect.stringMatching(/\.$/) });

  it('is not there', async () => {
    await expect(openSqliteReader(join(folder(), 's.db'))).rejects.toEqual(fault('STORE_MISSING'));
  });

  it('is no database', async () => {
    const file = join(folder(), 's.db');
    writeFileSync(file, 'not a database, and long enough for SQLite to see that '.repeat(100));
    for (const open of both) await expect(open(file)).rejects.toEqual(fault('STORE_NOT_OURS'));
  });

  it('is the database of another program, and stays as it is', async () => {
    const file = join(folder(), 's.db');
    new Database(file).exec('CREATE TABLE songs (name TEXT)').close();
    for (const open of both) await expect(open(file)).rejects.toEqual(fault('STORE_NOT_OURS'));
    const db = new Database(file);
    onTestFinished(() => void db.close());
    expect(db.prepare<[], { name: string }>('SELECT name FROM sqlite_schema').all()).toEqual([
      { name: 'songs' },
    ]);
  });

  it('was written by a newer version', async () => {
    const file = join(folder(), 's.db');
    await (await openSqliteStore(file)).close();
    const db = new Database(file);
    db.pragma('user_version = 9999');
    db.close();
    for (const open of both) await expect(open(file)).rejects.toEqual(fault('STORE_NEWER'));
  });

  it('was made by an older version, and never brought up to date', async () => {
    const file = join(folder(), 's.db');
    await (await openSqliteStore(file)).close();
    const db = new Database(file);
    db.pragma('user_version = 1');
    db.close();
    await expect(openSqliteReader(file)).rejects.toEqual(fault('STORE_OLDER'));
  });

  it('cannot be opened', async () => {
    await expect(openSqliteStore(folder())).rejects.toEqual(fault('STORE_UNREACHABLE'));
  });

  it('is locked by another process: says so at once, and goes on when it is free', async () => {
    const file = join(folder(), 's.db');
    const store = await openSqliteStore(file);
    const other = new Database(file);
    other.exec('BEGIN IMMEDIATE');
    onTestFinished(async () => {
      other.close();
      await store.close();
    });
    const batch = aBatch({ facts: [aFact(NOON)] });
    const began = performance.now();
    await expect(store.commit(batch)).rejects.toEqual(fault('STORE_BUSY'));
    // SQLite waits for the lock in the engine's own thread: no call goes on meanwhile.
    expect(performance.now() - began).toBeLessThan(500);
    other.exec('ROLLBACK');
    await expect(store.commit(batch)).resolves.toMatchObject([{ number: 1 }]);
  });

  it('has been closed', async () => {
    const store = await openSqliteStore(join(folder(), 's.db'));
    await store.close();
    await expect(store.commit(aBatch())).rejects.toEqual(fault('STORE_CLOSED'));
    await expect(store.load()).rejects.toEqual(fault('STORE_CLOSED'));
  });
});
