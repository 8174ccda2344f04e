// `sansheng doctor` where it can look at little: without an Asterisk, as another user, on a read-only disk. It says so, once.

import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ROOT } from '../../src/cli/context.ts';
import { sitePaths } from '../../src/config/site.ts';
import { type CommandResult, run } from '../../src/host/run.ts';
import { loadOrMakeSecrets } from '../../src/host/secrets.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';

/** Ports that no other test has; nothing listens on them. */
const BASE = 64_600;
const paths = sitePaths(ROOT, BASE);
const MAIN = [process.execPath, join(ROOT, 'src', 'cli', 'main.ts')];
const PORTS = ['--port-base', String(BASE)];

beforeEach(() => rm(paths.dir, { recursive: true, force: true }));
afterEach(() => rm(paths.dir, { recursive: true, force: true }));

/** A site that has run, on an Asterisk that is not there. */
async function siteThatHasRun(): Promise<void> {
  await mkdir(paths.dir, { recursive: true, mode: 0o700 });
  await loadOrMakeSecrets(paths.secrets, ['8001']);
  const store = await openSqliteStore(paths.store);
  await store.close();
}

function sansheng(...args: string[]): Promise<CommandResult> {
  const [file = '', ...main] = MAIN;
  return run(file, [...main, ...args, ...PORTS]);
}

function codesIn({ stdout }: CommandResult): string[] {
  return JSON.parse(stdout).findings.map(({ code }: { code: string }) => code);
}

test('a site that was never started has no engine and no store', async () => {
  const looked = await sansheng('doctor', '--json');
  expect(looked.status).toBe(1);
  expect(codesIn(looked)).toEqual(['ENGINE_NOT_RUNNING', 'STORE_MISSING']);
  expect(existsSync(paths.dir)).toBe(false);
});

test('where no Asterisk answers, that is told of ARI and of AMI', async () => {
  await siteThatHasRun();
  const looked = await sansheng('doctor', '--json');
  expect(codesIn(looked)).toEqual(['ENGINE_NOT_RUNNING', 'UNREACHABLE', 'UNREACHABLE']);
});

const asNobody = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];

test('another user is told to be the engine’s, and never that no engine runs', async (context) => {
  const there = await run('setpriv', [...asNobody.slice(1), process.execPath, '--version']);
  // only root can be somebody else, who must be able to reach the checkout
  if (there.status !== 0) return context.skip();
  await siteThatHasRun();
  await writeFile(join(paths.dir, 'up.pid'), '', { mode: 0o600 });
  const other = (...args: string[]) => run('setpriv', [...asNobody.slice(1), ...MAIN, ...args, ...PORTS]);
  const looked = await other('doctor', '--json');
  expect(looked.status).toBe(1);
  expect(JSON.parse(looked.stdout).findings).toEqual([
    {
      severity: 'fault',
      code: 'CHECK_FAILED',
      cause: `this user may not use ${paths.dir}`,
      cure: 'Run it as the user who runs the engine.',
    },
  ]);
  expect(await other('status')).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('run it as the user who runs the engine'),
  });
  const backup = await other('backup', '--to', join(paths.dir, 'of-nobody'));
  expect(backup).toMatchObject({ status: 1, stderr: expect.stringContaining('[BACKUP_NOT_WRITTEN]') });
});

test('a read-only disk is a fault', async (context) => {
  await siteThatHasRun();
  const quoted = (words: readonly string[]) => words.map((word) => `'${word}'`).join(' ');
  const mount = `mount --bind '${paths.dir}' '${paths.dir}' && mount -o remount,bind,ro '${paths.dir}'`;
  const script = `${mount} || exit 99; exec ${quoted([...MAIN, 'doctor', '--json', ...PORTS])}`;
  const looked = await run('unshare', ['--mount', '--map-root-user', 'sh', '-c', script]);
  // a container may let nobody mount
  if (looked.status === 99 || looked.stdout === '') return context.skip();
  expect(looked.status).toBe(1);
  expect(codesIn(looked)).toContain('SITE_READ_ONLY');
});
