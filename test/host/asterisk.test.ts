import { createSocket } from 'node:dgram';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TelephonyEvent } from '../../src/engine/ports.ts';
import { ensureAsterisk } from '../../src/host/asterisk/install.ts';
import { type AsteriskProcess, findRunning, startAsterisk } from '../../src/host/asterisk/process.ts';
import { renderAsterisk } from '../../src/host/asterisk/render.ts';
import type { AsteriskSite } from '../../src/host/asterisk/site.ts';
import type { Runnable } from '../../src/host/loader.ts';
import { type CommandResult, run } from '../../src/host/run.ts';
import { ensureSipp } from '../../src/host/sipp.ts';
import { createAriTelephony } from '../../src/telephony/ari/telephony.ts';
import { onConsole } from '../asterisk/support/console.ts';
import { bannedBy } from '../support/fail2ban.ts';
import { isShutOut, listenersOf } from './listeners.ts';
import { freeUdpPort, inFolder, testSite } from './support.ts';

const MINUTES = 60_000;
/** Fewer sessions of ARI than a site has: it takes less time to use them up. */
const SESSIONS = 60;
const SCENARIOS = join(import.meta.dirname, 'sipp');
const silent = () => undefined;

async function ari(site: AsteriskSite, method: string, path: string): Promise<Response> {
  const authorization = `Basic ${Buffer.from(`sansheng:${site.ariPassword}`).toString('base64')}`;
  return fetch(`http://127.0.0.1:${site.ariPort}/ari${path}`, { method, headers: { authorization } });
}

/** Pids of processes whose command line names `text`. */
async function processesNaming(text: string): Promise<string[]> {
  const found: string[] = [];
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (command.includes(text)) found.push(pid);
  }
  return found;
}

describe('Asterisk out of the cache folder', () => {
  let root = '';
  let dir = '';
  let site: AsteriskSite;
  let asterisk: AsteriskProcess;
  let sipp: Runnable;

  beforeAll(async () => {
    root = await ensureAsterisk(silent);
    sipp = await ensureSipp(silent);
    dir = await mkdtemp(join(tmpdir(), 'sansheng-asterisk-'));
    site = await testSite();
    await renderAsterisk(dir, site);
    const http = join(dir, 'etc', 'http.conf');
    const shipped = await readFile(http, 'utf8');
    await writeFile(http, shipped.replace(/^sessionlimit = 1000$/m, `sessionlimit = ${SESSIONS}`));
    asterisk = await startAsterisk(root, dir);
  }, 5 * MINUTES);

  afterAll(async () => {
    await asterisk?.stop();
    await rm(dir, { recursive: true, force: true });
  });

  function engineLink() {
    return createAriTelephony({
      url: `http://127.0.0.1:${site.ariPort}`,
      user: 'sansheng',
      password: site.ariPassword,
      app: 'sansheng',
      sounds: site.sounds,
      trunks: ['trunk'],
      routes: (callerId, number) => [{ trunk: 'trunk', number, callerId, nextAfterMs: 0 }],
      variables: () => ({}),
      log: { debug: silent, info: silent, warn: silent, error: silent },
    });
  }

  async function call(scenario: string, host: string, ...more: string[]): Promise<CommandResult> {
    const from = ['-i', host, '-p', String(await freeUdpPort(host))];
    const rest = ['-m', '1', '-nostdin', '-timeout', '90s', ...more, `127.0.0.1:${site.sipPort}`];
    return run(sipp.file, [...sipp.args, '-sf', join(SCENARIOS, scenario), ...from, ...rest], sipp.env);
  }

  test('answers ARI to its password only, with every module loaded and nothing to complain of', async () => {
    expect((await ari(site, 'GET', '/asterisk/info')).status).toBe(200);
    expect((await ari({ ...site, ariPassword: 'wrong' }, 'GET', '/asterisk/info')).status).toBe(401);
    const log = await readFile(join(dir, 'log', 'messages.log'), 'utf8');
    expect(log.split('\n').filter((line) => /(WARNING|ERROR)\[/.test(line))).toEqual([]);
  });

  test('can be reached at the doors of docs/admin/security.md, and at no other', async () => {
    const { sipPort, ariPort, amiPort } = site;
    const ours = new Set([sipPort, ariPort, amiPort].map(String));
    const found = await listenersOf(asterisk.pid);
    expect(found.map((one) => one.replace(/\d+$/, (port) => (ours.has(port) ? port : '*'))).sort()).toEqual(
      [
        ...[`tcp 127.0.0.1:${ariPort}`, `tcp 127.0.0.1:${amiPort}`, `udp 127.0.0.1:${sipPort}`],
        // the resolver of the SIP library
        ...['udp 0.0.0.0:*', 'udp6 any:*'],
      ].sort(),
    );
  });

  test("lets a phone register with its agent's secret and no other", async () => {
    expect((await call('register.xml', '127.0.0.1', '-au', '8001', '-ap', 'secret-of-8001')).status).toBe(0);
    expect((await call('register.xml', '127.0.0.1', '-au', '8001', '-ap', 'secret-of-8002')).status).not.toBe(
      0,
    );
    const log = await readFile(join(dir, 'log', 'messages.log'), 'utf8');
    expect(new Set(await bannedBy('sansheng', log.split('\n')))).toEqual(new Set(['127.0.0.1']));
    // it is online once it has answered OPTIONS, which SIPp does not
    expect(await onConsole(dir, 'pjsip show contacts')).toMatch(/8001\/sip:8001@127\.0\.0\.1:/);
  });

  test('rings, answers and apologises to a caller while no engine is there', {
    timeout: MINUTES,
  }, async () => {
    const begin = performance.now();
    // The scenario demands 180, 200 and a BYE.
    expect((await call('caller.xml', '127.0.0.2', '-s', '4008001234')).status).toBe(0);
    // The apology, the wait for a number, and the goodbye: the BYE came after them, not instead of them.
    expect(performance.now() - begin).toBeGreaterThan(4_000);
  });

  test('takes no call from a stranger', { timeout: MINUTES }, async () => {
    expect((await call('caller.xml', '127.0.0.3', '-s', '4008001234')).status).not.toBe(0);
  });

  test('does not take a stranger for the trunk who says to be it, and logs the attempt once', {
    timeout: MINUTES,
  }, async () => {
    const logged = async () => {
      const log = await readFile(join(dir, 'log', 'messages.log'), 'utf8');
      return log.split('\n').filter((line) => line.includes('127.0.0.4'));
    };
    expect((await call('forged-trunk.xml', '127.0.0.4', '-s', '4008001234')).status).toBe(0);
    await expect.poll(logged).toEqual([expect.stringMatching(/NOTICE.*INVITE.*No matching endpoint found/)]);
    expect(await bannedBy('sansheng', await logged())).toEqual(['127.0.0.4']);
  });

  test('follows no phone that sends a call on: nobody is dialled into a line of the company', {
    timeout: MINUTES,
  }, async () => {
    const events: TelephonyEvent[] = [];
    const telephony = engineLink();
    await telephony.start((event) => events.push(event));
    const at = ['-i', '127.0.0.2', '-p', String(site.trunks[0]?.outboundPort), '-m', '1', '-nostdin'];
    const phone = run(sipp.file, [...sipp.args, '-sf', join(SCENARIOS, 'redirect.xml'), ...at], sipp.env);
    await telephony.perform({
      do: 'dial',
      leg: 'sent-on',
      to: { customer: '13900000009' },
      callerId: { number: '4008001234' },
      giveUpMs: 10_000,
    });
    expect((await phone).status).toBe(0);
    await expect
      .poll(() => events)
      .toContainEqual(expect.objectContaining({ type: 'legEnded', leg: 'sent-on' }));
    const channels: unknown = await (await ari(site, 'GET', '/channels')).json();
    await telephony.stop();
    expect(events.filter(({ type }) => type === 'callArrived')).toEqual([]);
    expect(channels).toEqual([]);
  });

  test('lets an engine in again soon after half requests took all sessions of ARI', {
    timeout: MINUTES,
  }, async () => {
    const half = Array.from({ length: 2 * SESSIONS }, () =>
      connect(site.ariPort, '127.0.0.1')
        .on('error', silent)
        .on('connect', function begin(this: Socket) {
          this.write('GET /ari/asterisk/info HTTP/1.1\r\n');
        }),
    );
    try {
      await expect.poll(() => isShutOut(site.ariPort)).toBe(true);
      const connects = async () => {
        const link = engineLink();
        await link.start(silent);
        await link.stop();
        return true;
      };
      // session_inactivity; by default half a minute
      await expect.poll(() => connects().catch(() => false), { timeout: 20_000 }).toBe(true);
    } finally {
      for (const socket of half) socket.destroy();
    }
  });

  test('is found by a later run, and not started twice', async () => {
    expect((await findRunning(dir))?.pid).toBe(asterisk.pid);
    await expect(startAsterisk(root, dir)).rejects.toMatchObject({ code: 'HOST_ALREADY_RUNNING' });
  });

  test('leaves no process behind when stopped, nor is another taken for it', {
    timeout: MINUTES,
  }, async () => {
    const found = await findRunning(dir);
    await found?.stop();
    await asterisk.ended;
    expect(await processesNaming(join(dir, 'etc'))).toEqual([]);
    await writeFile(join(dir, 'run', 'sansheng.pid'), `${process.pid} 1\n`);
    expect(await findRunning(dir)).toBeUndefined();
    asterisk = await startAsterisk(root, dir);
  });
});

describe('an Asterisk that cannot start', () => {
  test('names the port that is taken, UDP or TCP', { timeout: 5 * MINUTES }, () =>
    inFolder(async (dir) => {
      const root = await ensureAsterisk(silent);
      const site = await testSite();
      await renderAsterisk(dir, site);
      const phone = createSocket('udp4');
      await new Promise<void>((resolve) => phone.bind(site.sipPort, '127.0.0.1', resolve));
      const sip = startAsterisk(root, dir);
      await expect(sip).rejects.toMatchObject({ code: 'HOST_PORT_IN_USE' });
      await expect(sip).rejects.toThrow(`SIP's port UDP 127.0.0.1:${site.sipPort} is in use`);
      phone.close();
      const web = createServer();
      await new Promise<void>((resolve) => web.listen(site.ariPort, '127.0.0.1', resolve));
      await expect(startAsterisk(root, dir)).rejects.toThrow(
        `ARI's port TCP 127.0.0.1:${site.ariPort} is in use`,
      );
      web.close();
    }),
  );

  test('is noticed at once, and its log is quoted', { timeout: 5 * MINUTES }, () =>
    inFolder(async (dir) => {
      const root = await ensureAsterisk(silent);
      await renderAsterisk(dir, await testSite());
      await writeFile(
        join(dir, 'etc', 'modules.conf'),
        '[modules]\nautoload = no\nrequire = res_nothing.so\n',
      );
      const failure = startAsterisk(root, dir);
      await expect(failure).rejects.toMatchObject({ code: 'HOST_ASTERISK_FAILED' });
      await expect(failure).rejects.toThrow('res_nothing.so');
      expect(await findRunning(dir)).toBeUndefined();
    }),
  );
});
