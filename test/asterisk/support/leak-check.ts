import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { ExistingAsterisk } from '../../../src/config/site.ts';
import type { Queries } from '../../../src/engine/store-port.ts';
import { onConsole } from './console.ts';

/** What is on its way out may take so long. */
const LIMIT_MS = 10_000;
const LOOK_MS = 100;

async function ask(
  { ariUrl, ariUser, ariPassword }: ExistingAsterisk,
  what: string,
): Promise<{ id: string }[]> {
  const authorization = `Basic ${Buffer.from(`${ariUser}:${ariPassword}`).toString('base64')}`;
  const response = await fetch(`${ariUrl}/ari/${what}`, { headers: { authorization } });
  return (await response.json()) as { id: string }[];
}

/** Legs, and bridges other than the one in which everybody waits. */
async function inAri(asterisk: ExistingAsterisk): Promise<string[]> {
  const [channels, bridges] = await Promise.all([ask(asterisk, 'channels'), ask(asterisk, 'bridges')]);
  const made = bridges.filter(({ id }) => id !== 'sansheng-waiting');
  return [...channels.map(({ id }) => `channel ${id}`), ...made.map(({ id }) => `bridge ${id}`)];
}

/** Also the channels that ARI keeps to itself: a playback to a bridge has one. */
async function inAsterisk(home: string): Promise<string[]> {
  const lines = (await onConsole(home, 'core show channels concise')).split('\n');
  return lines.flatMap((line) => (line.includes('!') ? [`Asterisk's channel ${line}`] : []));
}

/** Calls that the engine has not done with, and agents whom it takes for busy. */
async function inStore(store: Queries): Promise<string[]> {
  // those that have ended may still have to be written down
  const calls = (await store.calls({ limit: 100, open: true })).filter(({ endedAt }) => endedAt === null);
  const agents = await store.agents();
  const busy = agents.filter(({ doing }) => doing.is === 'ringing' || doing.is === 'talking');
  return [
    ...calls.map(({ id, phase }) => `call ${id}, ${phase.is}`),
    ...busy.map(({ id, doing }) => `agent ${id}, ${doing.is}`),
  ];
}

/** What is left of the calls of a site after they have ended; empty as soon as nothing is. */
export async function findLeaks(asterisk: ExistingAsterisk, home: string, store: Queries): Promise<string[]> {
  const limit = performance.now() + LIMIT_MS;
  for (;;) {
    const left = [...(await inAri(asterisk)), ...(await inStore(store))];
    if (left.length === 0) left.push(...(await inAsterisk(home)));
    if (left.length === 0 || performance.now() > limit) return left;
    await pause(LOOK_MS);
  }
}

/** SIPp processes that this one has started and that still run. */
export async function sippProcesses(): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    pids.map(async (pid) => {
      const [status, command] = await Promise.all([
        readFile(`/proc/${pid}/status`, 'utf8').catch(() => ''),
        readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => ''),
      ]);
      const child = status.includes(`PPid:\t${process.pid}\n`);
      return child && command.includes('/usr/bin/sipp\0') ? [Number(pid)] : [];
    }),
  );
  return found.flat();
}
