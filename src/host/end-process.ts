import { setTimeout as sleep } from 'node:timers/promises';
import { systemCode } from '../util/errors.ts';
import { isAlive, type ProcessIdentity } from './identity.ts';

const POLL_MS = 50;
const KILL_WITHIN_MS = 2_000;

async function waitForEnd(identity: ProcessIdentity, withinMs: number): Promise<boolean> {
  const end = performance.now() + withinMs;
  while (performance.now() < end) {
    if (!(await isAlive(identity))) return true;
    await sleep(POLL_MS);
  }
  return !(await isAlive(identity));
}

function signal(identity: ProcessIdentity, name: NodeJS.Signals): void {
  try {
    process.kill(identity.pid, name);
  } catch (error) {
    if (systemCode(error) !== 'ESRCH') throw error;
  }
}

/** Asks a process to end (SIGTERM), kills one that has not ended after `withinMs`, and returns when it is gone. */
export async function endProcess(identity: ProcessIdentity, withinMs: number): Promise<void> {
  if (!(await isAlive(identity))) return;
  signal(identity, 'SIGTERM');
  if (await waitForEnd(identity, withinMs)) return;
  signal(identity, 'SIGKILL');
  await waitForEnd(identity, KILL_WITHIN_MS);
}
