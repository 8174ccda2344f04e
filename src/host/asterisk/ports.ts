import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type ListenOptions, type Server } from 'node:net';
import { systemCode } from '../../util/errors.ts';
import { HostError } from '../error.ts';
import type { StartingFacts } from './render.ts';

async function listen(options: ListenOptions): Promise<Server> {
  const server = createServer().listen(options);
  await once(server, 'listening');
  return server;
}

async function bindTcp(host: string, port: number): Promise<void> {
  const server = await listen({ host, port, exclusive: true });
  server.close();
  await once(server, 'close');
}

function bindUdp(host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
    socket.once('error', reject);
    socket.bind({ address: host, port, exclusive: true }, () => socket.close(() => resolve()));
  });
}

/**
 * Takes a name that only one process of this machine can have at a time, until it is given back or the process ends, however
 * it ends: an abstract socket, which the kernel keeps, like ports, for each network namespace. Undefined if another has it.
 */
export async function takeName(name: string): Promise<(() => Promise<void>) | undefined> {
  try {
    const server = await listen({ path: `\0sansheng ${name}` });
    // it keeps no program from ending
    server.unref();
    return async () => {
      server.close();
      await once(server, 'close');
    };
  } catch (error) {
    if (systemCode(error) === 'EADDRINUSE') return undefined;
    throw error;
  }
}

/**
 * Makes sure that Asterisk can have its ports, and that no other start of ours takes them meanwhile: Asterisk binds them a second
 * later, and two of them would share a UDP port without a word. Returns what ends this, for when Asterisk has them. Asks by
 * binding, the only way that also sees programs of other users. Throws HostError `HOST_PORT_IN_USE`.
 */
export async function takePorts(facts: StartingFacts): Promise<() => Promise<void>> {
  const ports = [
    { what: 'SIP', protocol: 'UDP', host: facts.sipHost, port: facts.sipPort, bind: bindUdp },
    { what: 'ARI', protocol: 'TCP', host: '127.0.0.1', port: facts.ariPort, bind: bindTcp },
    { what: 'AMI', protocol: 'TCP', host: '127.0.0.1', port: facts.amiPort, bind: bindTcp },
  ];
  const taken: (() => Promise<void>)[] = [];
  const release = async () => {
    await Promise.all(taken.splice(0).map((giveBack) => giveBack()));
  };
  try {
    for (const { what, protocol, host, port, bind } of ports) {
      const name = `${protocol} ${host}:${port}`;
      const giveBack = await takeName(name);
      if (!giveBack) throw inUse(`${what}'s port ${name} is just being taken by another start`);
      taken.push(giveBack);
      await bind(host, port).catch((cause: unknown) => {
        const code = systemCode(cause);
        const reason = code === 'EADDRINUSE' ? 'is in use' : `cannot be used (${code ?? String(cause)})`;
        throw inUse(`${what}'s port ${name} ${reason}`, cause);
      });
    }
    return release;
  } catch (error) {
    await release();
    throw error;
  }
}

function inUse(message: string, cause?: unknown): HostError {
  const cure = 'Stop the program that has it (ss -lnp shows it), or choose other ports with --port-base';
  return new HostError('HOST_PORT_IN_USE', message, cure, { cause });
}
