// Agents' phones over TLS with SRTP: baresip registers with a site of real processes, and a customer hears the agent.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureAsterisk } from '../../src/host/asterisk/install.ts';
import { ensurePackages } from '../../src/host/debian.ts';
import { runnable } from '../../src/host/loader.ts';
import { ensureSipp } from '../../src/host/sipp.ts';
import { encodeWav } from '../../src/host/wav.ts';
import { openSipkit, tonePresence } from '../../src/sipkit/index.ts';
import { TestSite } from './support/site.ts';

const SHIPPED = join(import.meta.dirname, '..', '..', 'sansheng.yaml');
const PAIRS = join(import.meta.dirname, '..', 'web', 'tls');
const SOON = { timeout: 30_000, interval: 200 };
const CALLER_HZ = 1000;
const AGENT_HZ = 440;
/** How long the agent talks. */
const TALK_S = 60;
const silent = () => undefined;

let root = '';
let dir = '';
// the first time they are downloaded, which no test is to wait for
beforeAll(async () => {
  root = await ensurePackages({
    name: 'baresip',
    suite: 'sid',
    packages: ['baresip-core'],
    progress: silent,
  });
  await Promise.all([ensureAsterisk(silent), ensureSipp(silent)]);
  dir = mkdtempSync(join(tmpdir(), 'sansheng-encrypted-'));
});
afterAll(() => rmSync(dir, { recursive: true }));

/** Writes a file with what the agent says. */
function tone(folder: string): string {
  const rate = 8000;
  const samples = Float64Array.from({ length: TALK_S * rate }, (_, i) => {
    return 0.25 * Math.sin((2 * Math.PI * AGENT_HZ * i) / rate);
  });
  const file = join(folder, 'tone.wav');
  writeFileSync(file, encodeWav({ samples, rate }));
  return file;
}

/** A softphone that says a tone and picks up by itself. */
class Softphone implements AsyncDisposable {
  readonly #process: ChildProcess;
  #said = '';

  private constructor(started: ChildProcess) {
    this.#process = started;
    for (const stream of [started.stdout, started.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#said += text;
      });
    }
  }

  static async start(name: string, account: string): Promise<Softphone> {
    const folder = join(dir, name);
    mkdirSync(folder);
    const modules = join(root, 'usr', 'lib', 'baresip', 'modules');
    const settings = {
      ...{ sip_listen: '127.0.0.1:0', sip_cafile: join(PAIRS, 'first.pem'), sip_verify_server: 'yes' },
      ...{ audio_source: `aufile,${tone(folder)}`, audio_player: `aufile,${join(folder, 'heard.wav')}` },
      ...{ ausrc_srate: '8000', auplay_srate: '8000', ausrc_channels: '1', auplay_channels: '1' },
      module_path: modules,
    };
    const loaded = ['g711', 'aufile', 'srtp', 'account', 'menu'].map((one) => `module ${one}.so`);
    const lines = [...Object.entries(settings).map(([key, value]) => `${key} ${value}`), ...loaded];
    writeFileSync(join(folder, 'config'), `${lines.join('\n')}\n`);
    writeFileSync(join(folder, 'accounts'), `${account}\n`);
    const { file, args, env } = await runnable(root, 'usr/bin/baresip');
    return new Softphone(spawn(file, [...args, '-f', folder], { env, stdio: ['pipe', 'pipe', 'pipe'] }));
  }

  said(): string {
    return this.#said;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = once(this.#process, 'close');
    this.#process.kill('SIGKILL');
    await ended;
  }
}

test('a phone registers over TLS, and the customer hears the agent, whose sound goes encrypted', async () => {
  await using site = await TestSite.open();
  const config = join(dir, 'sansheng.yaml');
  const tls = `sip_tls: { certificate: ${join(PAIRS, 'first.pem')}, key: ${join(PAIRS, 'first.key.pem')} }`;
  writeFileSync(config, `${readFileSync(SHIPPED, 'utf8')}\nphones: { transport: tls, srtp: true }\n${tls}\n`);
  expect(await site.sansheng('up', '--detach', '--config', config)).toMatchObject({ status: 0 });
  const { agents } = JSON.parse(readFileSync(join(site.dir, 'secrets.json'), 'utf8'));
  const server = `127.0.0.1:${site.base + 7};transport=tls`;
  const account = `<sip:8001@${server}>;auth_pass=${agents['8001']};mediaenc=srtp-mand;answermode=auto;regint=60`;
  await using phone = await Softphone.start('8001', account);
  await expect.poll(() => phone.said(), SOON).toContain('200 OK');

  const sipp = await ensureSipp(silent);
  await using kit = openSipkit({ sipp, server: { host: '127.0.0.1', port: site.base } });
  const voice = { kind: 'tone', hz: CALLER_HZ } as const;
  const anna = await kit.caller({ from: '13800000001', to: '4008001234', voice });
  const lasts = (found: readonly { from: number; to: number }[]) =>
    found.some(({ from, to }) => to - from > 1000);
  await expect.poll(() => lasts(tonePresence(anna.rtp.heard(), AGENT_HZ)), SOON).toBe(true);
  await anna.hangUp();
  expect(phone.said()).toContain('SRTP is Enabled (cryptosuite=AES_CM_128_HMAC_SHA1_80)');
});
