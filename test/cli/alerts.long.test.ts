// The shipped alerts in Debian's Prometheus: which scrapes a site of real processes, where things go wrong one after another.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureAsterisk } from '../../src/host/asterisk/install.ts';
import { ensurePackages } from '../../src/host/debian.ts';
import { type Runnable, runnable } from '../../src/host/loader.ts';
import { run } from '../../src/host/run.ts';
import { ensureSipp } from '../../src/host/sipp.ts';
import { openSipkit } from '../../src/sipkit/index.ts';
import { takePortBase } from '../host/support.ts';
import { TestSite } from './support/site.ts';

const SHIPPED = join(import.meta.dirname, '..', '..', 'monitoring');
const SOON = { timeout: 30_000, interval: 200 };
const silent = () => undefined;

let root = '';
let dir = '';
// the first time they are downloaded, which no test is to wait for
beforeAll(async () => {
  root = await ensurePackages({
    name: 'prometheus',
    suite: 'sid',
    packages: ['prometheus'],
    progress: silent,
  });
  await Promise.all([ensureAsterisk(silent), ensureSipp(silent)]);
  dir = mkdtempSync(join(tmpdir(), 'sansheng-prometheus-'));
  cpSync(SHIPPED, dir, { recursive: true });
});
afterAll(() => rmSync(dir, { recursive: true }));

const program = (name: string): Promise<Runnable> => runnable(root, `usr/bin/${name}`);

async function promtool(...args: string[]) {
  const { file, args: loader, env } = await program('promtool');
  return run(file, [...loader, ...args], env);
}

test('promtool finds nothing wrong, and each alert fires when it is to', async () => {
  expect(await promtool('check', 'config', join(dir, 'prometheus.yml'))).toMatchObject({ status: 0 });
  expect(await promtool('check', 'rules', join(dir, 'alerts.yml'))).toMatchObject({ status: 0 });
  expect(await promtool('test', 'rules', join(dir, 'alerts.test.yml'))).toMatchObject({ status: 0 });
});

/** A Prometheus that reads the shipped files, with each wait in seconds instead of minutes. */
class Prometheus implements AsyncDisposable {
  readonly #url: string;
  readonly #process: ChildProcess;

  private constructor(url: string, started: ChildProcess) {
    this.#url = url;
    this.#process = started;
  }

  static async start(site: TestSite, port: number): Promise<Prometheus> {
    const folder = join(dir, String(port));
    cpSync(SHIPPED, folder, { recursive: true });
    shorten(join(folder, 'prometheus.yml'), [
      [/_interval: 15s/g, '_interval: 1s'],
      [/127\.0\.0\.1:15063/, `127.0.0.1:${site.base + 3}`],
    ]);
    shorten(join(folder, 'alerts.yml'), [
      [/ for: \w+/g, ' for: 2s'],
      [/longest_wait_seconds\) > 180/, 'longest_wait_seconds) > 5'],
    ]);
    const { file, args, env } = await program('prometheus');
    const own = ['config.file', 'storage.tsdb.path', 'web.listen-address'];
    const values = [join(folder, 'prometheus.yml'), join(folder, 'data'), `127.0.0.1:${port}`];
    const flags = own.map((name, i) => `--${name}=${values[i]}`);
    const started = spawn(file, [...args, ...flags], { env, stdio: 'ignore' });
    return new Prometheus(`http://127.0.0.1:${port}`, started);
  }

  /** The names of the alerts that fire, once each. */
  async firing(): Promise<string[]> {
    const answer = await fetch(`${this.#url}/api/v1/alerts`);
    const { data } = (await answer.json()) as { data: { alerts: { state: string; labels: AlertLabels }[] } };
    const firing = data.alerts.filter(({ state }) => state === 'firing');
    return [...new Set(firing.map(({ labels }) => labels.alertname))].sort();
  }

  /** Whether it has read the site's figures. */
  async scrapes(): Promise<boolean> {
    const answer = await fetch(`${this.#url}/api/v1/query?query=sansheng_asterisk_up`);
    const { data } = (await answer.json()) as { data: { result: unknown[] } };
    return data.result.length === 1;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = once(this.#process, 'close');
    this.#process.kill('SIGTERM');
    await ended;
  }
}

type AlertLabels = { readonly alertname: string };

function shorten(file: string, changes: readonly (readonly [RegExp, string])[]): void {
  const text = readFileSync(file, 'utf8');
  const changed = changes.reduce((before, [from, to]) => {
    expect(before).toMatch(from);
    return before.replace(from, to);
  }, text);
  writeFileSync(file, changed);
}

const pidIn = (site: TestSite, file: string) =>
  Number(readFileSync(join(site.dir, file), 'utf8').split(' ')[0]);

test('a caller who waits too long, no phone, no Asterisk and no engine are told by Prometheus', async () => {
  await using site = await TestSite.open();
  expect(await site.sansheng('up', '--detach')).toMatchObject({ status: 0 });
  const ports = await takePortBase();
  await using prometheus = await Prometheus.start(site, ports.base);
  const firing = () => prometheus.firing();
  await expect.poll(() => prometheus.scrapes().catch(() => false), SOON).toBe(true);
  const { agents } = JSON.parse(readFileSync(join(site.dir, 'secrets.json'), 'utf8'));
  const sipp = await ensureSipp(silent);
  await using kit = openSipkit({ sipp, server: { host: '127.0.0.1', port: site.base } });
  const phone = await kit.phone({ id: '8001', secret: agents['8001'], behaviour: { does: 'ring' } });
  // nothing is wrong
  await expect.poll(firing, SOON).toEqual([]);

  const anna = await kit.caller({ from: '13800000001', to: '4008001234' });
  await expect.poll(firing, SOON).toEqual(['CallersWaitTooLong']);
  await anna.hangUp();
  await expect.poll(firing, SOON).toEqual([]);

  await phone[Symbol.asyncDispose]();
  await expect.poll(firing, SOON).toEqual(['NoPhone']);

  process.kill(pidIn(site, 'up.pid'), 'SIGKILL');
  process.kill(pidIn(site, join('asterisk', 'run', 'sansheng.pid')), 'SIGKILL');
  await expect.poll(firing, SOON).toContain('AsteriskAway');

  process.kill(pidIn(site, 'engine.pid'), 'SIGKILL');
  await expect.poll(firing, SOON).toEqual(['EngineAway']);
  await ports.giveBack();
});
