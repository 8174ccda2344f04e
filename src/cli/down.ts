import { setTimeout as pause } from 'node:timers/promises';
import type { Site } from '../config/site.ts';
import { chooseWay } from '../host/asterisk/bring-up.ts';
import { findRunning } from '../host/asterisk/process.ts';
import { composeDown } from '../host/docker.ts';
import { isAlive } from '../host/identity.ts';
import { CliError, type GlobalOptions, loadContext, ROOT } from './context.ts';
import { print } from './output.ts';
import { runningUp } from './run-state.ts';

const PATIENCE_MS = 30_000;

/** Where `auto` has come to Docker. */
async function usesDocker(site: Site): Promise<boolean> {
  return (await chooseWay(site).catch(() => 'folder')) === 'docker';
}

/** `sansheng down`: stops the site, and an Asterisk that a crashed one has left. */
export async function down(options: GlobalOptions): Promise<void> {
  const { site, paths } = loadContext(options);
  if (await usesDocker(site)) await composeDown(ROOT, site.ports.base);
  const running = await runningUp(paths);
  if (running) {
    process.kill(running.pid, 'SIGTERM');
    const until = performance.now() + PATIENCE_MS;
    while (await isAlive(running)) {
      if (performance.now() > until) {
        const cure = `see ${paths.log}; as a last means: kill -9 ${running.pid}, then this again`;
        throw new CliError(`process ${running.pid} has not ended within ${PATIENCE_MS / 1000} s`, cure);
      }
      await pause(50);
    }
  }
  const left = await findRunning(paths.asterisk);
  await left?.stop();
  const stopped = running !== undefined || left !== undefined;
  print(options.json, { stopped }, () => (stopped ? 'stopped' : 'nothing was running'));
}
