import {
  closeSync,
  mkdtempSync,
  openSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { checkStore } from '../../src/store/check-store.ts';
import { openStore } from '../../src/store/open.ts';
import { openSqliteReader, openSqliteStore } from '../../src/store/sqlite/store.ts';
import { aBatch, aCall, NOON } from '../contract/store-samples.ts';
import { keptLog, type LogLine } from '../scenarios/support/records.ts';

const PAGE = 4096;

function aFile(): string {
  const dir = mkdtempSync(join(tmpdir(), 'sansheng-damage-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  return join(dir, 's.db');
}

/** A store with some calls, closed. */
async function aStore(): Promise<string> {
  const file = aFile();
  const store = await openSqliteStore(file);
  const calls = Array.from({ length: 200 }, (_, index) => aCall(`c${index}`, { endedAt: NOON }));
  await store.commit(aBatch({ calls }));
  await store.close();
  return file;
}

/** The last page that has calls in it loses its contents, as by a fault of the disk. */
function damage(file: string): void {
  const db = new Database(file);
  const [page] = db
    .prepare<[], { pageno: number }>(
      `SELECT pageno FROM dbstat WHERE name = 'calls' AND pagetype = 'leaf' ORDER BY pageno DESC`,
    )
    .all();
  db.close();
  const to = openSync(file, 'r+');
  writeSync(to, Buffer.alloc(PAGE, 0xaa), 0, PAGE, ((page?.pageno ?? 0) - 1) * PAGE);
  closeSync(to);
}

const check = async (file: string, patienceMs?: number) => {
  const log: LogLine[] = [];
  const stop = await checkStore(openStore(file), keptLog(log), patienceMs);
  return { log, stop };
};

describe('a store whose pages are damaged inside', () => {
  it('opens, and keeps the engine from starting with what is wrong and what to do', async () => {
    const file = await aStore();
    await check(file);
    damage(file);
    await (await openSqliteStore(file)).close();
    await expect(check(file)).rejects.toMatchObject({
      code: 'STORE_DAMAGED',
      cause: expect.stringMatching(/is damaged: .+/),
      cure: expect.stringContaining('backups/'),
    });
  });

  it('that is large starts before its check is over, and the log tells what that finds', async () => {
    const file = await aStore();
    damage(file);
    const { log } = await check(file, 0);
    await expect.poll(() => log.map(({ level }) => level)).toEqual(['info', 'error']);
    expect(log[1]).toMatchObject({ message: 'the store is damaged', detail: { code: 'STORE_DAMAGED' } });
  });

  it('and is stopped before: the check ends without a word', async () => {
    const file = await aStore();
    damage(file);
    const { log, stop } = await check(file, 0);
    await stop();
    expect(log.filter(({ level }) => level === 'warn')).toEqual([]);
  });
});

describe('a file that is no store', () => {
  it('because it was emptied: neither the engine nor a command opens it, and nothing is made of it', async () => {
    const file = await aStore();
    truncateSync(file, 0);
    const emptied = { code: 'STORE_EMPTIED', cure: expect.stringContaining('backups/') };
    await expect(check(file)).rejects.toMatchObject(emptied);
    await expect(openSqliteStore(file)).rejects.toMatchObject(emptied);
    await expect(openSqliteReader(file)).rejects.toMatchObject(emptied);
    expect(statSync(file).size).toBe(0);
  });

  it('because another program wrote it', async () => {
    const file = aFile();
    writeFileSync(file, 'PNG, or whatever\n'.repeat(100));
    const foreign = { code: 'STORE_NOT_OURS', cause: `${file} is no database` };
    await expect(check(file)).rejects.toMatchObject(foreign);
    await expect(openSqliteStore(file)).rejects.toMatchObject(foreign);
    const other = aFile();
    const db = new Database(other);
    db.exec('CREATE TABLE bookmarks (url TEXT)');
    db.close();
    await expect(openSqliteStore(other)).rejects.toMatchObject({
      code: 'STORE_NOT_OURS',
      cause: `${other} is the database of another program`,
    });
    expect(() => new Database(other).exec('SELECT url FROM bookmarks')).not.toThrow();
  });

  it('because a newer version wrote it: it is left as it is', async () => {
    const file = await aStore();
    const db = new Database(file);
    db.pragma('user_version = 999');
    await expect(openSqliteStore(file)).rejects.toMatchObject({ code: 'STORE_NEWER' });
    expect(db.pragma('user_version', { simple: true })).toBe(999);
    db.close();
  });
});

describe('a store that is made', () => {
  it('is whole at once, and for nobody else to read; what a half-made one has left does not matter', async () => {
    const file = aFile();
    for (const rest of [`${file}.new`, `${file}.new-wal`, `${file}-wal`]) writeFileSync(rest, 'half made');
    await check(file);
    const store = await openSqliteStore(file);
    onTestFinished(() => store.close());
    expect(statSync(file).size).toBeGreaterThan(PAGE);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(await store.calls({ limit: 1 })).toEqual([]);
  });
});
