// What dies comes back: the engine, Asterisk and their supervisor are killed and frozen, on real processes.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { ensureAsterisk } from '../../src/host/asterisk/install.ts';
import { TestSite } from './support/site.ts';

// the first time it is downloaded, which no test is to wait for
beforeAll(async () => {
  await ensureAsterisk(() => undefined);
});

const SOON = { timeout: 60_000, interval: 100 };
const ENGINE = 'engine.pid';
const SUPERVISOR = 'up.pid';
const ASTERISK = join('asterisk', 'run', 'sansheng.pid');

async function pidIn(site: TestSite, file: string): Promise<number> {
  return Number((await readFile(join(site.dir, file), 'utf8')).split(' ')[0]);
}

async function statusOf(site: TestSite) {
  const { status, stdout } = await site.sansheng('status', '--json');
  return { exitCode: status, ...JSON.parse(stdout) };
}

/** Resolves with the pid of the next one when it is there and the site is ready. */
async function another(site: TestSite, file: string, before: number): Promise<number> {
  await expect.poll(() => pidIn(site, file).catch(() => before), SOON).not.toBe(before);
  await expect.poll(() => statusOf(site), SOON).toMatchObject({ exitCode: 0, asterisk: true });
  return pidIn(site, file);
}

test('an engine that is killed or frozen, and an Asterisk that is killed, are back by themselves', async () => {
  await using site = await TestSite.open();
  await site.sansheng('up', '--detach');
  const [first, asterisk] = [await pidIn(site, ENGINE), await pidIn(site, ASTERISK)];

  process.kill(first, 'SIGKILL');
  const second = await another(site, ENGINE, first);
  expect((await statusOf(site)).supervision.engine).toMatchObject({
    failures: 1,
    last: { why: 'was ended by SIGKILL' },
    againAt: null,
  });

  // the supervisor looks on later: on a busy machine the command would come too late
  const supervisor = await pidIn(site, SUPERVISOR);
  process.kill(supervisor, 'SIGSTOP');
  process.kill(second, 'SIGSTOP');
  expect(await site.sansheng('status')).toMatchObject({
    status: 5,
    stdout: expect.stringContaining(`FROZEN (process ${second}): the engine does not answer`),
  });
  process.kill(supervisor, 'SIGCONT');
  await another(site, ENGINE, second);
  expect((await site.sansheng('status')).stdout).toMatch(
    /^running .*\nthe engine had to be started again 2 times; last it froze \(it gave no sign of life\)/,
  );
  expect(await pidIn(site, ASTERISK)).toBe(asterisk);

  process.kill(asterisk, 'SIGKILL');
  await another(site, ASTERISK, asterisk);
  expect((await statusOf(site)).supervision).toMatchObject({
    asterisk: { failures: 1 },
    engine: { failures: 2 },
  });
  expect(await readFile(join(site.dir, 'log', 'engine.log'), 'utf8')).toContain('Asterisk runs again');

  expect(await site.sansheng('down')).toMatchObject({ status: 0, stdout: 'stopped\n' });
  expect(await site.left()).toEqual([]);
});

test('a supervisor that is killed leaves engine and Asterisk at work; the next takes them over, or `down` ends them', async () => {
  await using site = await TestSite.open();
  await site.sansheng('up', '--detach');
  const [engine, asterisk] = [await pidIn(site, ENGINE), await pidIn(site, ASTERISK)];
  process.kill(await pidIn(site, SUPERVISOR), 'SIGKILL');
  await expect
    .poll(() => statusOf(site), SOON)
    .toMatchObject({ exitCode: 0, pid: engine, supervised: false });
  expect((await site.sansheng('status')).stdout).toContain('nobody starts the engine again when it ends');

  expect(await site.sansheng('up', '--detach')).toMatchObject({ status: 0 });
  expect(await statusOf(site)).toMatchObject({ exitCode: 0, supervised: true });
  expect(await pidIn(site, ASTERISK)).toBe(asterisk);
  expect(await pidIn(site, ENGINE)).not.toBe(engine);

  process.kill(await pidIn(site, SUPERVISOR), 'SIGKILL');
  await expect.poll(() => statusOf(site), SOON).toMatchObject({ supervised: false });
  expect(await site.sansheng('down')).toMatchObject({ status: 0, stdout: 'stopped\n' });
  expect(await site.left()).toEqual([]);
});

test('an engine that cannot start is tried again until it can, and `status` says why; Ctrl-C ends that, too', async () => {
  await using site = await TestSite.open();
  const folder = await mkdtemp(join(tmpdir(), 'sansheng-supervised-'));
  const file = join(folder, 'site.yaml');
  const shipped = await readFile(join(import.meta.dirname, '..', '..', 'sansheng.yaml'), 'utf8');
  await writeFile(file, shipped);
  const up = site.start('up', '--config', file);
  await site.has('ready');
  const first = await pidIn(site, ENGINE);
  await writeFile(file, 'lines: [\n');
  process.kill(first, 'SIGKILL');
  await expect
    .poll(() => statusOf(site), SOON)
    .toMatchObject({
      exitCode: 3,
      supervision: { engine: { last: { why: 'ended with exit code 2 while it started' } } },
    });
  await writeFile(file, shipped);
  const second = await another(site, ENGINE, first);

  await writeFile(file, 'lines: [\n');
  process.kill(second, 'SIGKILL');
  await expect.poll(() => statusOf(site), SOON).toMatchObject({ exitCode: 3 });
  up.child.kill('SIGINT');
  expect(await up.ended).toBe(0);
  expect(await site.left()).toEqual([]);
  await rm(folder, { recursive: true });
});
