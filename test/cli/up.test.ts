// What an admin does first and last: bringing a site up, looking at it, changing its files, stopping it, on real processes.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { ensureAsterisk } from '../../src/host/asterisk/install.ts';
import { ensureSipp } from '../../src/host/sipp.ts';
import { TestSite } from './support/site.ts';

// the first time it is downloaded, which no test is to wait for
beforeAll(async () => {
  await ensureAsterisk(() => undefined);
  await ensureSipp(() => undefined);
});

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
