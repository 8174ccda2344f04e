import { spawn } from 'node:child_process';
import { mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { SitePaths } from '../config/site.ts';
import { isAlive, type ProcessIdentity } from '../host/identity.ts';
import { CliError, type GlobalOptions } from './context.ts';
import { MAIN, passOn } from './engine-process.ts';
import { isReady, runningUp } from './run-state.ts';

const LOOK_MS = 100;

/** Starts `sansheng up` in a session of its own, shows what it says, and returns when it is ready. `signal` stops the
 * start; one that fails ends with what it said. */
export async function startInBackground(
  options: GlobalOptions,
  paths: SitePaths,
  progress: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  mkdirSync(paths.log, { recursive: true, mode: 0o700 });
  const log = join(paths.log, 'up.log');
  const out = openSync(log, 'w', 0o600);
  const args = [MAIN, 'up', ...passOn(options)];
  const child = spawn(process.execPath, args, { detached: true, stdio: ['ignore', out, out] });
  let ended = false;
  for (const event of ['exit', 'error']) {
    child.on(event, () => {
      ended = true;
    });
  }
  const stop = () => child.kill('SIGTERM');
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  let shown = 0;
  // the file is of the child's making only once the site is the child's
  while (!((await runningUp(paths))?.pid === child.pid && (await isReady(paths)))) {
    const over = ended;
    const said = readFileSync(log, 'utf8').split('\n').slice(0, -1);
    for (const line of said.slice(shown)) progress(line);
    shown = said.length;
    if (over) {
      signal.throwIfAborted();
      throw new CliError('the start failed, see above', `correct what it names; the whole log is ${log}`);
    }
    await pause(LOOK_MS);
  }
  signal.removeEventListener('abort', stop);
  child.unref();
}

/** Returns when a site that another process has started is ready. */
export async function waitUntilReady(
  starting: ProcessIdentity,
  paths: SitePaths,
  signal: AbortSignal,
): Promise<void> {
  while (!(await isReady(paths))) {
    signal.throwIfAborted();
    if (!(await isAlive(starting))) {
      const cure = `read ${join(paths.log, 'up.log')} or the terminal in which it was started, and start it again`;
      throw new CliError(`process ${starting.pid} ended while it was starting the site`, cure);
    }
    await pause(LOOK_MS);
  }
}
