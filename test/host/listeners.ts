import { readdir, readFile, readlink } from 'node:fs/promises';
import { get } from 'node:http';

/** The state of a TCP socket that listens, in /proc/net/tcp. */
const LISTENS = '0A';
const ANY_V6 = '0'.repeat(32);

/** Where a process can be reached: `tcp 127.0.0.1:8088`, `udp 0.0.0.0:40000`, `udp6 any:40001`. */
export async function listenersOf(pid: number): Promise<string[]> {
  const inodes = await socketsOf(pid);
  const found: string[] = [];
  for (const kind of ['tcp', 'tcp6', 'udp', 'udp6']) {
    const table = await readFile(`/proc/${pid}/net/${kind}`, 'utf8');
    for (const row of table.trim().split('\n').slice(1)) {
      const [, local = '', , state, , , , , , inode = ''] = row.trim().split(/\s+/);
      if (!inodes.has(inode) || (kind.startsWith('tcp') && state !== LISTENS)) continue;
      found.push(`${kind} ${addressOf(local)}`);
    }
  }
  return found.sort();
}

async function socketsOf(pid: number): Promise<ReadonlySet<string>> {
  const dir = `/proc/${pid}/fd`;
  const links = (await readdir(dir)).map((fd) => readlink(`${dir}/${fd}`).catch(() => ''));
  return new Set((await Promise.all(links)).flatMap((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? []));
}

/** `0100007F:1F98` is 127.0.0.1:8088. */
function addressOf(local: string): string {
  const [host = '', port = ''] = local.split(':');
  const number = Number.parseInt(port, 16);
  if (host.length > 8) return `${host === ANY_V6 ? 'any' : host}:${number}`;
  const bytes = host.match(/../g)?.reverse() ?? [];
  return `${bytes.map((byte) => Number.parseInt(byte, 16)).join('.')}:${number}`;
}

/** Whether ARI closes a new connection without an answer. */
export function isShutOut(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const asked = get({ port, host: '127.0.0.1', path: '/ari/', agent: false }, (answer) => {
      answer.resume();
      resolve(false);
    });
    asked.on('error', () => resolve(true));
  });
}
