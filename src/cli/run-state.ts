import { access, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SitePaths } from '../config/site.ts';
import { formatIdentity, identify, isAlive, type ProcessIdentity, parseIdentity } from '../host/identity.ts';
import { withLock } from '../host/lock.ts';
import { CliError } from './context.ts';

function pidFile(paths: SitePaths): string {
  return join(paths.dir, 'up.pid');
}

/** Where the engine says that it is ready: another process can tell a start from a running site. */
function readyFile(paths: SitePaths): string {
  return join(paths.dir, 'ready');
}

/** The process that runs this site, if one does. A file left by a crash is not mistaken for another program. */
export async function runningUp(paths: SitePaths): Promise<ProcessIdentity | undefined> {
  const text = await readFile(pidFile(paths), 'utf8').catch(() => '');
  const identity = parseIdentity(text);
  return identity && (await isAlive(identity)) ? identity : undefined;
}

/** Claims the site for this process, since only one may run it. Returns how to release it. */
export async function takeSite(paths: SitePaths): Promise<() => Promise<void>> {
  await mkdir(paths.dir, { recursive: true, mode: 0o700 });
  const me = await identify(process.pid);
  if (!me)
    throw new CliError('this process cannot see itself in /proc', 'run it on Linux with /proc mounted');
  // of two that start at once, one looks first
  await withLock(
    `${pidFile(paths)}.lock`,
    () => undefined,
    async () => {
      const running = await runningUp(paths);
      if (running) {
        throw new CliError(
          `this site is running already as process ${running.pid}`,
          'stop it with `sansheng down`, or give another --port-base to run a second one',
        );
      }
      // a run that crashed may have left it
      await rm(readyFile(paths), { force: true });
      await writeFile(pidFile(paths), formatIdentity(me), { mode: 0o600 });
    },
  );
  return async () => {
    await rm(readyFile(paths), { force: true });
    await rm(pidFile(paths), { force: true });
  };
}

/** Marks the site of this process as ready. */
export async function markReady(paths: SitePaths): Promise<void> {
  await writeFile(readyFile(paths), '');
}

/** Whether the process that runs the site has marked it as ready; meaningless where nothing runs it. */
export function isReady(paths: SitePaths): Promise<boolean> {
  return access(readyFile(paths)).then(
    () => true,
    () => false,
  );
}
