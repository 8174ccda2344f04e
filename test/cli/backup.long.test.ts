// `sansheng backup` and `restore`: what a site has is there again, and half a backup changes nothing. The engine of an office writes to the
// store meanwhile.

import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { fileDigest } from '../../src/cli/backup/manifest.ts';
import { ROOT } from '../../src/cli/context.ts';
import { takeSite } from '../../src/cli/run-state.ts';
import { sitePaths } from '../../src/config/site.ts';
import { run } from '../../src/host/run.ts';
import { openSqliteReader } from '../../src/store/sqlite/store.ts';
import { LINE } from '../scenarios/support/site.ts';
import { Office } from '../web/support.ts';

const office = await Office.open();
const dir = mkdtempSync(join(tmpdir(), 'sansheng-backup-'));
/** Ports that no other test has; nothing listens on them here. */
const FROM = 64_000;
const TO = 64_300;
const [from, to] = [sitePaths(ROOT, FROM), sitePaths(ROOT, TO)];
/** The prompts are copied, too: 50 MB. */
const PATIENCE_MS = 120_000;
const SECRETS = '{"ariPassword":"a-password"}';
const config = join(dir, 'site.yaml');
const made = join(dir, 'made');

async function sansheng(portBase: number, ...args: string[]) {
  const main = join(ROOT, 'src', 'cli', 'main.ts');
  return run(process.execPath, [main, ...args, '--config', config, '--port-base', String(portBase)]);
}

beforeAll(async () => {
  for (const { dir: site } of [from, to]) rmSync(site, { recursive: true, force: true });
  writeFileSync(config, readFileSync(join(ROOT, 'sansheng.yaml')));
  mkdirSync(join(from.asterisk, 'etc'), { recursive: true });
  mkdirSync(from.recordings, { recursive: true });
  symlinkSync(office.file, from.store);
  writeFileSync(from.secrets, SECRETS);
  writeFileSync(join(from.recordings, 'c1.wav'), 'voices');
  const wish = { number: '13800138000', line: LINE, about: '账单' };
  expect(await office.ask('POST', '/v1/callbacks', wish)).toMatchObject({ status: 201 });
  expect(await sansheng(FROM, 'backup', '--to', made)).toMatchObject({ status: 0, stderr: '' });
}, PATIENCE_MS);
afterEach(() => rmSync(to.dir, { recursive: true, force: true }));
afterAll(async () => {
  rmSync(from.dir, { recursive: true });
  rmSync(dir, { recursive: true });
  await office[Symbol.asyncDispose]();
});

it('a promise made just before the backup of a running site is there after the restore, with all else', async () => {
  const restored = await sansheng(TO, 'restore', made, '--json');
  expect(JSON.parse(restored.stdout)).toMatchObject({ portBase: TO, aside: null });
  const store = await openSqliteReader(to.store);
  expect(await store.callbacks({ limit: 10 })).toMatchObject([{ number: '+8613800138000' }]);
  await store.close();
  expect(readFileSync(to.secrets, 'utf8')).toBe(SECRETS);
  expect(readFileSync(join(to.recordings, 'c1.wav'), 'utf8')).toBe('voices');
  for (const file of [to.store, to.secrets]) expect(statSync(file).mode & 0o077).toBe(0);
});

it('the backup of a site that promises all the time has every promise made before it began', async () => {
  const promised: string[] = [];
  let going = true;
  const writing = (async () => {
    while (going) {
      const number = `139${String(10_000_000 + promised.length)}`;
      expect(await office.ask('POST', '/v1/callbacks', { number, line: LINE })).toMatchObject({
        status: 201,
      });
      promised.push(`+86${number}`);
    }
  })();
  await expect.poll(() => promised.length).toBeGreaterThan(20);
  const before = [...promised];
  const busy = join(dir, 'busy');
  expect(await sansheng(FROM, 'backup', '--to', busy)).toMatchObject({ status: 0, stderr: '' });
  const during = promised.length - before.length;
  going = false;
  await writing;
  expect(during).toBeGreaterThan(20);
  expect(await sansheng(TO, 'restore', busy)).toMatchObject({ status: 0, stderr: '' });
  const store = await openSqliteReader(to.store);
  const kept = (await store.callbacks({ limit: 100_000 })).map(({ number }) => number);
  await store.close();
  expect(before.filter((number) => !kept.includes(number))).toEqual([]);
  rmSync(busy, { recursive: true });
});

it('a backup with the store of a newer version changes nothing', async () => {
  const newer = join(dir, 'newer');
  cpSync(made, newer, { recursive: true });
  const file = join(newer, 'sansheng.db');
  const manifest = join(newer, 'manifest.json');
  const before = await fileDigest(file);
  const store = new Database(file);
  store.pragma('user_version = 999');
  store.close();
  const after = await fileDigest(file);
  writeFileSync(manifest, readFileSync(manifest, 'utf8').replace(before.sha256, after.sha256));
  expect(await sansheng(TO, 'restore', newer)).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('[STORE_NEWER]'),
  });
  expect(existsSync(to.dir)).toBe(false);
  rmSync(newer, { recursive: true });
});

it('nobody else may read a backup', () => {
  const files = readdirSync(made, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const readable = files.filter(
    ({ parentPath, name }) => (statSync(join(parentPath, name)).mode & 0o077) !== 0,
  );
  expect(files.length).toBeGreaterThan(10);
  expect(readable).toEqual([]);
});

it('what a restore replaces is moved aside, SQLite’s own files too', async () => {
  mkdirSync(to.dir, { recursive: true });
  writeFileSync(to.store, 'the store before');
  writeFileSync(`${to.store}-wal`, 'its log');
  const { aside } = JSON.parse((await sansheng(TO, 'restore', made, '--json')).stdout);
  expect(existsSync(`${to.store}-wal`)).toBe(false);
  const moved = readdirSync(aside).map((name) => readFileSync(join(aside, name), 'utf8'));
  expect(moved.sort()).toEqual(['its log', 'the store before']);
});

it.each([
  ['no manifest', 'manifest.json', () => rmSync(join(made, 'manifest.json')), 'BACKUP_NOT_ONE'],
  ['half a manifest', 'manifest.json', (text: string) => text.slice(0, 100), 'BACKUP_NOT_ONE'],
  [
    'a newer form',
    'manifest.json',
    (text: string) => text.replace('"format": 1', '"format": 2'),
    'BACKUP_NEWER',
  ],
  [
    'a way out',
    'manifest.json',
    (text: string) => text.replace('"secrets.json"', '"../secrets.json"'),
    'BACKUP_INCOMPLETE',
  ],
  ['a file that is not there', 'secrets.json', () => rmSync(join(made, 'secrets.json')), 'BACKUP_INCOMPLETE'],
  ['a file that was changed', 'secrets.json', (text: string) => `${text} `, 'BACKUP_INCOMPLETE'],
])('a backup with %s changes nothing', async (_what, name, change, code) => {
  const file = join(made, name);
  const before = readFileSync(file, 'utf8');
  const text = change(before);
  if (text !== undefined) writeFileSync(file, text);
  const refused = await sansheng(TO, 'restore', made);
  writeFileSync(file, before);
  expect(refused).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(new RegExp(`\\[${code}\\]\\n +cure: `)),
  });
  expect(existsSync(to.dir)).toBe(false);
});

it('a site that runs is not replaced, and a backup does not write over another', async () => {
  const giveBack = await takeSite(to);
  const refused = await sansheng(TO, 'restore', made);
  await giveBack();
  expect(refused).toMatchObject({ status: 1, stderr: expect.stringContaining('[BACKUP_SITE_RUNS]') });
  expect(existsSync(to.store)).toBe(false);
  const again = await sansheng(FROM, 'backup', '--to', made);
  expect(again).toMatchObject({ status: 1, stderr: expect.stringContaining('[BACKUP_THERE]') });
});
