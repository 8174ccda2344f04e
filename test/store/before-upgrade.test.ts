// The way back from an upgrade: the store as the version before wrote it.

import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { expect, it } from 'vitest';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import { rowsOf, storeOf6287909 } from './support/earlier.ts';

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
