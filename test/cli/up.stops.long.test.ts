// What stops a site, and what keeps one from starting, on real processes.

import { createSocket } from 'node:dgram';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { ensureAsterisk } from '../../src/host/asterisk/install.ts';
import { ensureSipp } from '../../src/host/sipp.ts';
import { type Foreground, TestSite } from './support/site.ts';

// the first time it is downloaded, which no test is to wait for
beforeAll(async () => {
  await ensureAsterisk(() => undefined);
  await ensureSipp(() => undefined);
});

/** Calls `work` with a file that is no configuration any more. */
async function withBadConfig(base: number, work: (file: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'sansheng-up-'));
  const file = join(folder, 'site.yaml');
  await writeFile(file, `port_base: ${base}\nlines: [\n`);
  await work(file).finally(() => rm(folder, { recursive: true }));
}

async function says(up: Foreground, text: string): Promise<void> {
  await expect.poll(up.said, { timeout: 120_000 }).toContain(text);
}

test('a running site can be looked at and stopped while its configuration is broken', async () => {
  await using site = await TestSite.open();
  await site.sansheng('up', '--detach');
  await withBadConfig(site.base, async (file) => {
    const looks = ['status', 'calls', 'callbacks', 'agents'].map((c) => site.sansheng(c, '--config', file));
    for (const look of [...(await Promise.all(looks)), await site.sansheng('down', '--config', file)]) {
      expect(look).toMatchObject({ status: 0, stderr: expect.stringContaining('site.yaml:3: not YAML') });
    }
  });
  expect(await site.left()).toEqual([]);
});

describe('Ctrl-C', () => {
  test.each([
    ['before Asterisk is started', 'up.pid'],
    ['while Asterisk starts', 'asterisk/run/sansheng.pid'],
  ])('%s leaves nothing', async (_when, file) => {
    await using site = await TestSite.open();
    const up = site.start('up');
    await site.has(file);
    up.child.kill('SIGINT');
    expect(await up.ended).toBe(130);
    expect(await site.left()).toEqual([]);
  });

  test('when it is ready stops it, and whoever waited for it to be ready was told when it was', async () => {
    await using site = await TestSite.open();
    const up = site.start('up');
    await site.has('up.pid');
    const beside = await site.sansheng('up', '--detach');
    expect(existsSync(join(site.dir, 'ready'))).toBe(true);
    expect(beside).toMatchObject({ status: 0, stdout: expect.stringContaining('running already') });
    await says(up, '\nready\n');
    up.child.kill('SIGINT');
    expect(await up.ended).toBe(0);
    expect(await site.left()).toEqual([]);
  });
});

test('Ctrl-C in the demo takes its callers, its phones and its site away', async () => {
  await using site = await TestSite.open();
  const demo = site.start('demo');
  await says(demo, 'registers a phone');
  demo.child.kill('SIGINT');
  expect(await demo.ended).toBe(130);
  expect(await site.left()).toEqual([]);
});

test('two sites run at once, and one does not run twice', async () => {
  await using one = await TestSite.open();
  await using other = await TestSite.open();
  const same = [one.start('up'), one.start('up')];
  const [beside] = await Promise.all([other.sansheng('up', '--detach'), one.has('ready')]);
  expect(beside.status).toBe(0);
  const refused = await Promise.race(same.map(({ ended }) => ended));
  expect(refused).toBe(1);
  expect(same.map((up) => up.said().includes('this site is running already as process')).sort()).toEqual([
    false,
    true,
  ]);
  expect((await one.sansheng('status')).status).toBe(0);
  expect((await one.sansheng('down')).status).toBe(0);
  expect(await one.left()).toEqual([]);
  expect((await other.sansheng('status')).status).toBe(0);
});

describe('a start that cannot be', () => {
  test.each([
    ['here', ['up']],
    ['elsewhere', ['up', '--detach']],
  ])('names the port that is taken, %s', async (_where, args) => {
    await using site = await TestSite.open();
    const taken = createSocket('udp4');
    await new Promise<void>((resolve) => taken.bind(site.base, '127.0.0.1', resolve));
    const { status, stdout, stderr } = await site.sansheng(...args);
    await new Promise<void>((resolve) => taken.close(resolve));
    expect(stdout + stderr).toContain(`SIP's port UDP 127.0.0.1:${site.base} is in use [HOST_PORT_IN_USE]`);
    expect(status).toBe(1);
    expect(await site.left()).toEqual([]);
  });

  test('names what is wrong with the configuration, and touches nothing', async () => {
    await using site = await TestSite.open();
    await withBadConfig(site.base, async (file) => {
      const { status, stderr } = await site.sansheng('up', '--config', file);
      expect(stderr).toMatch(/site\.yaml:3: not YAML.*\n {2}cure: /s);
      expect(status).toBe(2);
    });
    expect(existsSync(site.dir)).toBe(false);
  });
});
