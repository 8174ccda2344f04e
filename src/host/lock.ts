import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemCode } from '../util/errors.ts';
import { formatIdentity, identify, isAlive, parseIdentity } from './identity.ts';

const POLL_MS = 250;

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Makes the lock file with its content in one step, so that nobody ever sees it empty. */
async function tryLock(file: string, content: string, own: string): Promise<boolean> {
  await writeFile(own, content, { mode: 0o600 });
  try {
    await link(own, file);
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(own, { force: true });
  }
}

/**
 * Takes a dead owner's lock away. Between reading and removing, somebody else may have done the same and locked anew:
 * so the file is moved aside first, looked at, and put back if it is not the one that was read.
 */
async function clearStale(file: string, seen: string, aside: string): Promise<void> {
  try {
    await rename(file, aside);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return;
    throw error;
  }
  if ((await readFile(aside, 'utf8')) !== seen) {
    try {
      await link(aside, file);
    } catch (error) {
      if (systemCode(error) !== 'EEXIST') throw error;
    }
  }
  await rm(aside, { force: true });
}

/**
 * Runs `work` while holding `file` as a lock against other processes of this machine. A lock whose process is gone is
 * ignored; while a living one holds it, `onWait` is told once and the call waits. Rejects when `signal` is aborted meanwhile.
 */
export async function withLock<T>(
  file: string,
  onWait: (pid: number) => void,
  work: () => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const self = await identify(process.pid);
  if (self === undefined) throw new Error('/proc does not show this process');
  const content = formatIdentity(self);
  const unique = `${file}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  let told = false;
  while (!(await tryLock(file, content, unique))) {
    const seen = await readIfThere(file);
    if (seen === undefined) continue;
    const owner = parseIdentity(seen);
    if (owner === undefined || !(await isAlive(owner))) {
      await clearStale(file, seen, unique);
      continue;
    }
    if (!told) onWait(owner.pid);
    told = true;
    await sleep(POLL_MS, undefined, { signal });
  }
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}
