import { access, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SitePaths } from '../config/site.ts';
import { formatIdentity, identify, isAlive, type ProcessIdentity, parseIdentity } from '../host/identity.ts';
import { withLock } from '../host/lock.ts';
import { systemCode } from '../util/errors.ts';
import { CliError } from './context.ts';

function pidFile(paths: SitePaths): string {
  return join(paths.dir, 'up.pid');
}

function engineFile(paths: SitePaths): string {
  return join(paths.dir, 'engine.pid');
}

/** Where the supervisor says what it has had to start again. */
export function supervisionFile(paths: SitePaths): string {
  return join(paths.dir, 'supervision.json');
}

/** Where the engine says that it is ready: another process can tell a start from a running site. */
function readyFile(paths: SitePaths): string {
  return join(paths.dir, 'ready');
}

/** The process that runs this site (`up`, `serve`), if one does. */
export function runningUp(paths: SitePaths): Promise<ProcessIdentity | undefined> {
  return processIn(pidFile(paths));
}

/** The engine's own process, if there is one. It outlives a `runningUp` that is killed. */
export function runningEngine(paths: SitePaths): Promise<ProcessIdentity | undefined> {
  return processIn(engineFile(paths));
}

/** A file left by a crash is not mistaken for another program. */
async function processIn(file: string): Promise<ProcessIdentity | undefined> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (systemCode(error) !== 'EACCES') return '';
    throw new CliError(`this user may not read ${file}`, 'run it as the user who runs the engine');
  });
  const identity = parseIdentity(text);
  return identity && (await isAlive(identity)) ? identity : undefined;
}

async function thisProcess(): Promise<ProcessIdentity> {
  const me = await identify(process.pid);
  if (me) return me;
  throw new CliError('this process cannot see itself in /proc', 'run it on Linux with /proc mounted');
}

/** Notes that this process is the site's engine. */
export async function markEngine(paths: SitePaths): Promise<void> {
  await writeFile(engineFile(paths), formatIdentity(await thisProcess()), { mode: 0o600 });
}

/** Claims the site for this process, since only one may run it. Returns how to release it. */
export async function takeSite(paths: SitePaths): Promise<() => Promise<void>> {
  await mkdir(paths.dir, { recursive: true, mode: 0o700 });
  const me = await thisProcess();
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
      await unmarkReady(paths);
      await writeFile(pidFile(paths), formatIdentity(me), { mode: 0o600 });
    },
  );
  return () => clearRunState(paths);
}

/** Takes away what says that the site runs. */
export async function clearRunState(paths: SitePaths): Promise<void> {
  for (const file of [readyFile, engineFile, supervisionFile, pidFile])
    await rm(file(paths), { force: true });
}

/** Marks the site of this process as ready. */
export async function markReady(paths: SitePaths): Promise<void> {
  await writeFile(readyFile(paths), '');
}

/** An engine starts: the site is not ready. */
export async function unmarkReady(paths: SitePaths): Promise<void> {
  await rm(readyFile(paths), { force: true });
}

/** Whether the site is marked as ready; meaningless where no engine runs. */
export function isReady(paths: SitePaths): Promise<boolean> {
  return access(readyFile(paths)).then(
    () => true,
    () => false,
  );
}
