import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SitePaths } from '../config/site.ts';
import { formatIdentity, identify, isAlive, type ProcessIdentity, parseIdentity } from '../host/identity.ts';
import { CliError } from './context.ts';

function file(paths: SitePaths): string {
  return join(paths.dir, 'up.pid');
}

/** The process that runs this site, if one does. A file left by a crash is not mistaken for another program. */
export async function runningUp(paths: SitePaths): Promise<ProcessIdentity | undefined> {
  const text = await readFile(file(paths), 'utf8').catch(() => '');
  const identity = parseIdentity(text);
  return identity && (await isAlive(identity)) ? identity : undefined;
}

/** Takes the site for this process; one process a site. Returns how to give it back. */
export async function takeSite(paths: SitePaths): Promise<() => Promise<void>> {
  await mkdir(paths.dir, { recursive: true, mode: 0o700 });
  const running = await runningUp(paths);
  if (running) {
    throw new CliError(
      `this site is running already, as process ${running.pid}`,
      '`sansheng down` stops it; another --port-base runs a second one beside it',
    );
  }
  await rm(file(paths), { force: true });
  const me = await identify(process.pid);
  if (!me) throw new CliError('this process cannot see itself in /proc', 'run on Linux with /proc mounted');
  // wx: of two that start at once, one gets it
  await writeFile(file(paths), formatIdentity(me), { flag: 'wx', mode: 0o600 });
  return () => rm(file(paths), { force: true });
}

/** Where the engine says that it is ready: another process can tell a start from a running site. */
export function readyFile(paths: SitePaths): string {
  return join(paths.dir, 'ready');
}
