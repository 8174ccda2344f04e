import { createSocket } from 'node:dgram';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sitePorts } from '../../src/config/site.ts';
import { takeName } from '../../src/host/asterisk/ports.ts';
import type { AsteriskSite, AsteriskTrunk } from '../../src/host/asterisk/site.ts';

/** Gives `work` an empty folder that is gone afterwards. */
export async function inFolder<T>(work: (dir: string) => Promise<T>): Promise<T> {
  const dir = await mkdtemp(join(tmpdir(), 'sansheng-host-'));
  try {
    return await work(dir);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** A UDP port that was free on `host` a moment ago. */
export function freeUdpPort(host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = createSocket('udp4').once('error', reject);
    socket.bind(0, host, () => {
      const { port } = socket.address();
      socket.close(() => resolve(port));
    });
  });
}

/** The ports from `base` on, 300 of them as every site has. */
export interface Ports {
  readonly base: number;
  /** Lets others have them; the end of this process does, too. */
  giveBack(): Promise<void>;
}

/** Below the ports that the system gives to whoever asks for any. */
const BASES = Array.from({ length: 55 }, (_, i) => 16_200 + 300 * i);

/** Ports that no other test on this machine has, in this process or another, and that were free a moment ago. */
export async function takePortBase(): Promise<Ports> {
  const from = Math.floor(Math.random() * BASES.length);
  for (const base of [...BASES.slice(from), ...BASES.slice(0, from)]) {
    const giveBack = await takeName(`test's ports from ${base}`);
    if (!giveBack) continue;
    if ((await portsInUse(base)).length === 0) return { base, giveBack };
    await giveBack();
  }
  throw new Error('tests have all the ports, or other programs');
}

/** Those of a site's ports, other than for RTP, that somebody has. */
export async function portsInUse(base: number): Promise<string[]> {
  const { sip, sipTls, ari, ami, api, agi, apiTls, trunkPeer } = sitePorts(base);
  const tcp = [ari, ami, api, agi, apiTls, sipTls].map(bindTcp);
  const binds = [bindUdp(sip), ...tcp, bindUdp(trunkPeer, '127.0.0.2')];
  return (await Promise.all(binds)).flat();
}

function bindUdp(port: number, host = '127.0.0.1'): Promise<string[]> {
  const socket = createSocket('udp4');
  return new Promise((resolve) => {
    socket.once('error', () => resolve([`UDP ${port}`]));
    socket.bind(port, host, () => socket.close(() => resolve([])));
  });
}

function bindTcp(port: number): Promise<string[]> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve([`TCP ${port}`]));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve([])));
  });
}

/** A site on ports that it has until this process ends, with the shipped sounds and two phones. */
export async function testSite(): Promise<AsteriskSite> {
  const { sip, sipTls, ari, ami, trunkPeer, rtpFirst, rtpLast } = sitePorts((await takePortBase()).base);
  return {
    sipHost: '127.0.0.1',
    sipPort: sip,
    sipTlsPort: sipTls,
    sipTls: null,
    phones: { transport: 'udp', srtp: false },
    ariPort: ari,
    amiPort: ami,
    rtpFrom: rtpFirst,
    rtpTo: rtpLast,
    ariPassword: 'ari-password-for-tests',
    amiPassword: 'ami-password-for-tests',
    agents: [
      { id: '8001', name: '王小明', secret: 'secret-of-8001' },
      { id: '8002', name: 'Li Lei', secret: 'secret-of-8002' },
    ],
    rtpTimeouts: { phone: 8, held: 1800 },
    transferKey: false,
    trunks: [testTrunk('trunk', trunkPeer)],
    lines: { '4008001234': 'zh', '4008005678': 'en' },
    dialRules: { SANSHENG_RULES_4008001234: '1', SANSHENG_RULE_1_1: '^1[0-9]{10}$', SANSHENG_RULE_1_2: '' },
    sounds: join(import.meta.dirname, '..', '..', 'sounds'),
    app: 'sansheng',
  };
}

/** A peer on loopback, without an account. */
export function testTrunk(name: string, outboundPort: number, host = '127.0.0.2'): AsteriskTrunk {
  return {
    ...{
      name,
      match: host,
      outboundHost: host,
      outboundPort,
      rtpTimeoutSeconds: 60,
      transport: 'udp',
      srtp: false,
    },
    ...{ outboundProxy: null, sipHost: null, register: null, fromUser: null, fromDomain: null },
  };
}
