import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { removeOlder, removeOlderEntries } from '../../src/host/old-files.ts';

const NOW = Date.UTC(2026, 2, 2);
const DAY_MS = 86_400_000;

it('privacy.customer: recordings whose time is over are removed, in folders too, and no others', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'sansheng-recordings-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  mkdirSync(join(dir, 'old'));
  const file = (name: string, days: number) => {
    const path = join(dir, name);
    writeFileSync(path, 'RIFF');
    utimesSync(path, (NOW - days * DAY_MS) / 1000, (NOW - days * DAY_MS) / 1000);
    return path;
  };
  const files = [file('a.wav', 31), file('old/b.wav', 400), file('c.wav', 29)];
  expect(await removeOlder(dir, NOW - 30 * DAY_MS)).toBe(2);
  expect(files.map((path) => existsSync(path))).toEqual([false, false, true]);
  expect(await removeOlder(join(dir, 'none'), NOW)).toBe(0);
});

it('backups whose time is over are removed, whole folders too, and no others', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'sansheng-backups-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  const old = (NOW - 31 * DAY_MS) / 1000;
  mkdirSync(join(dir, 'old'));
  writeFileSync(join(dir, 'old', 'manifest.json'), '{}');
  writeFileSync(join(dir, 'old.db'), 'SQLite');
  writeFileSync(join(dir, 'new.db'), 'SQLite');
  for (const name of ['old', 'old.db']) utimesSync(join(dir, name), old, old);
  utimesSync(join(dir, 'new.db'), NOW / 1000, NOW / 1000);
  expect(await removeOlderEntries(dir, NOW - 30 * DAY_MS)).toBe(2);
  expect(readdirSync(dir)).toEqual(['new.db']);
  expect(await removeOlderEntries(join(dir, 'none'), NOW)).toBe(0);
});
