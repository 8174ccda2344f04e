import { createSocket } from 'node:dgram';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AsteriskSite } from '../../src/host/asterisk/site.ts';

/** Gives `work` an empty folder that is gone afterwards. */
export async function inFolder<T>(work: (dir: string) => Promise<T>): Promise<T> {
  const dir = await mkdtemp(join(tmpdir(), 'sansheng-host-'));
  try {
    return await work(dir);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** A TCP port of 127.0.0.1 that was free a moment ago. */
export function freeTcpPort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
      server.close(() => resolve(address.port));
    });
  });
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

/** A site on ports of its own, with the shipped sounds and two phones. */
export async function testSite(): Promise<AsteriskSite> {
  const rtpFrom = 20000 + 400 * Math.floor(Math.random() * 50);
  return {
    sipHost: '127.0.0.1',
    sipPort: await freeUdpPort('127.0.0.1'),
    ariPort: await freeTcpPort(),
    amiPort: await freeTcpPort(),
    rtpFrom,
    rtpTo: rtpFrom + 99,
    ariPassword: 'ari-password-for-tests',
    amiPassword: 'ami-password-for-tests',
    agents: [
      { id: '8001', name: '王小明', secret: 'secret-of-8001' },
      { id: '8002', name: 'Li Lei', secret: 'secret-of-8002' },
    ],
    rtpTimeouts: { talking: 60, held: 1800 },
    trunk: { match: '127.0.0.2', outboundHost: '127.0.0.2', outboundPort: await freeUdpPort('127.0.0.2') },
    sounds: join(import.meta.dirname, '..', '..', 'sounds'),
    app: 'sansheng',
  };
}
