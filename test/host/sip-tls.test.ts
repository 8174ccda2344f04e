// SIP by TLS on a real Asterisk: a certificate that is renewed while phones are connected, and a trunk that registers.

import { once } from 'node:events';
import { copyFileSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, createServer, type TLSSocket } from 'node:tls';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureAsterisk } from '../../src/host/asterisk/install.ts';
import { type AsteriskProcess, startAsterisk } from '../../src/host/asterisk/process.ts';
import { renderAsterisk } from '../../src/host/asterisk/render.ts';
import type { AsteriskSite } from '../../src/host/asterisk/site.ts';
import { SipCertificateRenewal } from '../../src/sip-certificate.ts';
import { engineLink } from './engine-link.ts';
import { testSite, testTrunk } from './support.ts';

const MINUTES = 60_000;
const PAIRS = join(import.meta.dirname, '..', 'web', 'tls');
const pem = (name: string) => readFileSync(join(PAIRS, `${name}.pem`), 'utf8');
const silent = () => undefined;

let dir = '';
let site: AsteriskSite;
let asterisk: AsteriskProcess;
let tls = { certificate: '', key: '', authorities: join(PAIRS, 'first.pem') };
/** What a carrier gets. */
let toCarrier = '';
const carrier = createServer({ cert: pem('first'), key: pem('first.key') }, (socket) => {
  socket.setEncoding('utf8').on('error', silent);
  socket.on('data', (text) => {
    toCarrier += text;
  });
});

/** What whoever renews certificates does. */
function renew(name: 'first' | 'second'): void {
  copyFileSync(join(PAIRS, `${name}.key.pem`), tls.key);
  copyFileSync(join(PAIRS, `${name}.pem`), tls.certificate);
}

beforeAll(async () => {
  const root = await ensureAsterisk(silent);
  dir = await mkdtemp(join(tmpdir(), 'sansheng-sip-tls-'));
  tls = { ...tls, certificate: join(dir, 'cert.pem'), key: join(dir, 'key.pem') };
  renew('first');
  const shipped = await testSite();
  const [trunk] = shipped.trunks;
  const port = trunk?.outboundPort ?? 0;
  await once(carrier.listen(port, '127.0.0.1'), 'listening');
  const register = { user: '02161234567', authUser: '02161234567', password: 'pa$$word' };
  const encrypted = { transport: 'tls', srtp: true } as const;
  const trunks = [{ ...testTrunk('trunk', port, '127.0.0.1'), ...encrypted, register }];
  site = { ...shipped, phones: encrypted, sipTls: tls, trunks };
  await renderAsterisk(join(dir, 'asterisk'), site);
  asterisk = await startAsterisk(root, join(dir, 'asterisk'));
}, 5 * MINUTES);
afterAll(async () => {
  await asterisk?.stop();
  carrier.close();
  await rm(dir, { recursive: true, force: true });
});

/** A phone's connection; rejects where the certificate is another. */
async function connected(ca: string): Promise<TLSSocket> {
  const socket = connect({ host: '127.0.0.1', port: site.sipTlsPort, ca });
  await once(socket, 'secureConnect');
  return socket.setEncoding('utf8');
}

/** Whether a request gets an answer. */
async function answers(socket: TLSSocket): Promise<boolean> {
  const at = `127.0.0.1:${socket.localPort}`;
  const id = Math.random().toString(36).slice(2);
  const lines = [
    'OPTIONS sip:127.0.0.1 SIP/2.0',
    `Via: SIP/2.0/TLS ${at};branch=z9hG4bK${id}`,
    `From: <sip:8001@${at}>;tag=${id}`,
    'To: <sip:127.0.0.1>',
    `Call-ID: ${id}`,
    'CSeq: 1 OPTIONS',
    'Max-Forwards: 70',
    'Content-Length: 0',
  ];
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  const [text] = await once(socket, 'data');
  return String(text).startsWith('SIP/2.0 ');
}

test('a renewed certificate is used from then on, and a connection that is open stays open', async () => {
  const link = engineLink(site);
  await link.start(silent);
  const log = { debug: silent, info: silent, warn: silent, error: silent };
  const dirOfAsterisk = join(dir, 'asterisk');
  const renewal = new SipCertificateRenewal({
    tls,
    dir: dirOfAsterisk,
    reload: link.reloadSip,
    log,
    lookMs: 50,
  });
  await renewal.start();
  const open = await connected(pem('first'));
  expect(await answers(open)).toBe(true);
  // half of it, as those do who write one file after the other: nothing is taken
  copyFileSync(join(PAIRS, 'second.key.pem'), tls.key);
  (await connected(pem('first'))).destroy();
  renew('second');
  const another = () => connected(pem('second')).then((socket) => socket.destroy() !== undefined, String);
  await expect.poll(another, { timeout: 20_000 }).toBe(true);
  await expect(connected(pem('first'))).rejects.toThrow(/self-signed/);
  expect(await answers(open)).toBe(true);
  open.destroy();
  await renewal.stop();
  await link.stop();
});

test('a trunk registers over TLS with a carrier whose certificate is good', async () => {
  await expect
    .poll(() => toCarrier, { timeout: 20_000 })
    .toMatch(/^REGISTER sip:127\.0\.0\.1:\d+(;transport=tls)? /);
});
