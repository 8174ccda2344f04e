import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';
import { HostError, systemCode } from '../error.ts';
import type { StartingFacts } from './render.ts';

function bindTcp(host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve()));
  });
}

function bindUdp(host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
    socket.once('error', reject);
    socket.bind({ address: host, port, exclusive: true }, () => socket.close(() => resolve()));
  });
}

/** Asks by binding, the only way that also sees programs of other users. Throws HostError `HOST_PORT_IN_USE`. */
export async function requireFreePorts(facts: StartingFacts): Promise<void> {
  const checks = [
    { what: 'SIP', protocol: 'UDP', host: facts.sipHost, port: facts.sipPort, bind: bindUdp },
    { what: 'ARI', protocol: 'TCP', host: '127.0.0.1', port: facts.ariPort, bind: bindTcp },
    { what: 'AMI', protocol: 'TCP', host: '127.0.0.1', port: facts.amiPort, bind: bindTcp },
  ];
  for (const { what, protocol, host, port, bind } of checks) {
    try {
      await bind(host, port);
    } catch (error) {
      const inUse = systemCode(error) === 'EADDRINUSE';
      const reason = inUse ? 'is in use' : `cannot be used (${systemCode(error) ?? String(error)})`;
      throw new HostError(
        'HOST_PORT_IN_USE',
        `${what}'s port ${protocol} ${host}:${port} ${reason}`,
        `Stop the program that has it (ss -lnp shows it), or choose other ports with --port-base`,
        { cause: error },
      );
    }
  }
}
