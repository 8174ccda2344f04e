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

/** Takes the site for this process; one process a site. Returns how to give it back. */
export async function takeSite(paths: SitePaths): Promise<() => Promise<void>> {
  await mkdir(paths.dir, { recursive: true, mode: 0o700 });
  const me = await identify(process.pid);
  if (!me) throw new CliError('this process cannot see itself in /proc', 'run on Linux with /proc mounted');
  // of two that start at once, one looks first
  await withLock(
    `${pidFile(paths)}.lock`,
    () => undefined,
    async () => {
      const running = await runningUp(paths);
      if (running) {
        throw new CliError(
          `this site is running already, as process ${running.pid}`,
          '`sansheng down` stops it; another --port-base runs a second one beside it',
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

/** Says that the site, which this process has taken, is ready. */
export async function sayReady(paths: SitePaths): Promise<void> {
  await writeFile(readyFile(paths), '');
}

/** Whether what runs the site has said that it is ready; means nothing where nothing runs it. */
export function isReady(paths: SitePaths): Promise<boolean> {
  return access(readyFile(paths)).then(
    () => true,
    () => false,
  );
}
