import { setTimeout as pause } from 'node:timers/promises';
import type { SitePaths } from '../config/site.ts';
import { findRunning } from '../host/asterisk/process.ts';
import { composeDown, composeHas } from '../host/docker.ts';
import { isAlive } from '../host/identity.ts';
import { CliError, type GlobalOptions, loadSurroundings, ROOT } from './context.ts';
import { endLeftEngine } from './engine-process.ts';
import { print } from './output.ts';
import { clearRunState, runningUp } from './run-state.ts';

const PATIENCE_MS = 30_000;

/** `sansheng down`: stops the site, and an engine and an Asterisk that a crashed one has left; also while its configuration has a mistake. */
export async function down(options: GlobalOptions): Promise<void> {
  const { portBase, paths } = loadSurroundings(options);
  const stopped = await stopSite(portBase, paths);
  print(options.json, { stopped }, () => (stopped ? 'stopped' : 'nothing was running'));
}

/** Stops everything that runs of a site, however it was started. Returns whether anything ran. */
export async function stopSite(portBase: number, paths: SitePaths): Promise<boolean> {
  const contained = await composeHas(ROOT, portBase);
  if (contained) await composeDown(ROOT, portBase);
  const running = await runningUp(paths);
  if (running) {
    process.kill(running.pid, 'SIGTERM');
    const until = performance.now() + PATIENCE_MS;
    while (await isAlive(running)) {
      if (performance.now() > until) {
        const cure = `read the logs in ${paths.log}; if that does not help, run kill -9 ${running.pid} and try again`;
        throw new CliError(`process ${running.pid} has not ended within ${PATIENCE_MS / 1000} s`, cure);
      }
      await pause(50);
    }
  }
  const engine = await endLeftEngine(paths);
  const left = await findRunning(paths.asterisk);
  await left?.stop();
  if (!(await runningUp(paths))) await clearRunState(paths);
  return contained || running !== undefined || engine || left !== undefined;
}
