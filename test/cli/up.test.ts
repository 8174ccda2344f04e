// What an admin does first and last: bringing a site up, looking at it, stopping it, on real processes.

import { createSocket } from 'node:dgram';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
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
  await expect.poll(up.said, { timeout: 30_000 }).toContain(text);
}

/** outage.notice: put on, listed and taken off by command. */
async function anOutage(site: TestSite): Promise<void> {
  const on = await site.sansheng('outage', 'on', '--area', '021', '--for', '2h', '--by', '赵敏', '--json');
  const { id } = JSON.parse(on.stdout);
  expect(JSON.parse(on.stdout)).toMatchObject({ area: '+8621', line: null, on: true, by: '赵敏' });
  expect((await site.sansheng('outage', 'list', '--on')).stdout).toContain(id);
  expect(await site.sansheng('outage', 'off', id)).toMatchObject({ status: 0, stderr: '' });
  expect((await site.sansheng('outage', 'off', id)).status).toBe(2);
  expect((await site.sansheng('outage', 'off', 'nothing')).status).toBe(4);
  expect((await site.sansheng('outage', 'list', '--on')).stdout).toBe('no outages\n');
}

test('a site comes up, is looked at, and goes down without a trace', async () => {
  await using site = await TestSite.open();
  const first = await site.sansheng('up', '--detach');
  expect(first).toMatchObject({ status: 0, stdout: expect.stringMatching(/\nready\n$/) });
  expect(await site.sansheng('status')).toMatchObject({ status: 0, stderr: '' });

  const { agents: passwords } = JSON.parse(await readFile(join(site.dir, 'secrets.json'), 'utf8'));
  const log = await readFile(join(site.dir, 'log', 'up.log'), 'utf8');
  for (const password of Object.values<string>(passwords)) expect(first.stdout + log).not.toContain(password);
  expect((await site.sansheng('site')).stdout).toContain(passwords['8001']);

  const second = await site.sansheng('up', '--detach');
  expect(second).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/running already\n.*\nready\n$/s),
  });
  const third = await site.sansheng('up', '--detach', '--json');
  expect(JSON.parse(third.stdout)).toMatchObject({ ready: true, sip: { port: site.base } });
  expect(third.stderr).toContain('running already');

  const looks = ['site', 'calls', 'callbacks', 'agents'].map((command) => site.sansheng(command, '--json'));
  const [described, calls, callbacks, agents] = (await Promise.all(looks)).map(({ stdout }): unknown =>
    JSON.parse(stdout),
  );
  expect(described).toMatchObject({ sip: { port: site.base }, paths: { dir: site.dir } });
  expect([calls, callbacks]).toEqual([[], []]);
  expect(agents).toContainEqual(expect.objectContaining({ id: '8001', device: 'offline' }));

  await anOutage(site);

  expect(await site.sansheng('down')).toMatchObject({ status: 0, stdout: 'stopped\n' });
  expect(await site.left()).toEqual([]);
  expect((await site.sansheng('status')).status).toBe(3);
  expect((await site.sansheng('outage', 'list')).status).toBe(3);
});

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

test('changed files come into force by `reload`; a broken one changes nothing, and says where it is wrong', async () => {
  await using site = await TestSite.open();
  const folder = await mkdtemp(join(tmpdir(), 'sansheng-reload-'));
  const file = join(folder, 'site.yaml');
  const shipped = await readFile(join(import.meta.dirname, '..', '..', 'sansheng.yaml'), 'utf8');
  await writeFile(file, shipped);
  await site.sansheng('up', '--detach', '--config', file);

  expect(await site.sansheng('reload', '--config', file)).toMatchObject({
    status: 0,
    stdout: 'reloaded: new calls use the changed files\n',
  });
  const other = shipped.replace('name: 王芳', 'name: 王小芳').replace('standard: gas', 'standard: telecom');
  await writeFile(file, `${other}\nwebhooks: [{ url: 'http://127.0.0.1:9/' }]\n`);
  const changed = await site.sansheng('reload', '--config', file, '--json');
  expect(JSON.parse(changed.stdout)).toEqual({ reloaded: true, later: ['agents', 'webhooks'] });
  await writeFile(file, shipped.replace('standard: gas', 'standard: gasoline'));
  const broken = await site.sansheng('reload', '--config', file);
  expect(broken).toMatchObject({ status: 2, stderr: expect.stringContaining('gasoline') });

  await site.sansheng('down');
  expect((await site.sansheng('reload', '--config', join(folder, 'none.yaml'))).status).toBe(2);
  expect((await site.sansheng('reload')).status).toBe(3);
  expect(await site.left()).toEqual([]);
  await rm(folder, { recursive: true });
});
