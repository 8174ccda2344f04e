// The way back from an upgrade: the store as the version before wrote it.

import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { expect, it, vi } from 'vitest';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import { rowsOf, storeOf6287909 } from './support/earlier.ts';

/** What is forced onto the disk while `work` runs, as it is then: what the open file is, and whether the copy has its name. */
async function forcedBy(work: (openStore: typeof openSqliteStore) => Promise<void>) {
  const forced: { isFolder: boolean; named: boolean }[] = [];
  const mock = async (original: () => Promise<typeof import('node:fs')>) => {
    const fs = await original();
    const fsyncSync = (file: number) => {
      const isFolder = fs.fstatSync(file).isDirectory();
      const folder = fs.readlinkSync(`/proc/self/fd/${file}`);
      const named = isFolder && fs.readdirSync(folder).some((name) => /schema-\d+$/.test(name));
      forced.push({ isFolder, named });
      fs.fsyncSync(file);
    };
    return { ...fs, fsyncSync };
  };
  // other files of this worker have loaded the store already
  vi.resetModules();
  vi.doMock('node:fs', mock);
  try {
    const { openSqliteStore: openStore } = await import('../../src/store/sqlite/store.ts');
    await work(openStore);
  } finally {
    vi.doUnmock('node:fs');
    vi.resetModules();
  }
  return forced;
}

const schemaOf = (file: string) =>
  rowsOf<{ user_version: number }>(file, 'PRAGMA user_version')[0]?.user_version;
const states = (file: string) => ({
  calls: rowsOf(file, 'SELECT * FROM calls ORDER BY id'),
  callbacks: rowsOf(file, 'SELECT * FROM callbacks ORDER BY id'),
});
const beside = (file: string) => readdirSync(dirname(file)).filter((name) => name.includes('schema'));

it('is copied before it is upgraded, as it was, for nobody else to read, and once', async () => {
  const file = storeOf6287909();
  const before = states(file);
  await (await openSqliteStore(file)).close();
  const copy = `${file}.schema-12`;
  expect(schemaOf(file)).toBeGreaterThan(12);
  expect(schemaOf(copy)).toBe(12);
  expect(states(copy)).toEqual(before);
  expect(statSync(copy).mode & 0o777).toBe(0o600);
  const { mtimeMs } = statSync(copy);
  await (await openSqliteStore(file)).close();
  expect(statSync(copy).mtimeMs).toBe(mtimeMs);
  expect(beside(file)).toEqual([basename(copy)]);
});

it('is on the disk, with its name, before anything changes', async () => {
  const forced = await forcedBy(async (openStore) => (await openStore(storeOf6287909())).close());
  expect(forced).toEqual([
    { isFolder: false, named: false },
    { isFolder: true, named: true },
  ]);
});

it('where it cannot be copied nothing is upgraded', async () => {
  const file = storeOf6287909();
  mkdirSync(`${file}.schema-12/in-the-way`, { recursive: true });
  await expect(openSqliteStore(file)).rejects.toThrow();
  expect(schemaOf(file)).toBe(12);
});

it('a new store has no copy', async () => {
  const file = `${dirname(storeOf6287909())}/new.db`;
  await (await openSqliteStore(file)).close();
  expect(beside(file)).toEqual([]);
});
