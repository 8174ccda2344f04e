import { spawn } from 'node:child_process';
import { mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { SitePaths } from '../config/site.ts';
import { CliError, type GlobalOptions, ROOT } from './context.ts';
import { readyFile } from './run-state.ts';

const LOOK_MS = 100;

/** Starts `sansheng up` in a session of its own, shows what it says, and returns when it is ready. Ctrl-C meanwhile stops
 * the start; one that fails ends with what it said. */
export async function detach(
  options: GlobalOptions,
  paths: SitePaths,
  progress: (line: string) => void,
): Promise<void> {
  mkdirSync(paths.log, { recursive: true, mode: 0o700 });
  // a run that crashed may have left it
  rmSync(readyFile(paths), { force: true });
  const log = join(paths.log, 'up.log');
  const out = openSync(log, 'w', 0o600);
  const args = [join(ROOT, 'src', 'cli', 'main.ts'), 'up'];
  if (options.config) args.push('--config', options.config);
  if (options.portBase) args.push('--port-base', String(options.portBase));
  const child = spawn(process.execPath, args, { detached: true, stdio: ['ignore', out, out] });
  let ended: number | null = null;
  child.on('exit', (status) => {
    ended = status ?? 1;
  });
  child.on('error', () => {
    ended = 1;
  });
  const interrupt = () => child.kill('SIGTERM');
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  let shown = 0;
  for (;;) {
    const ready = await access(readyFile(paths)).then(
      () => true,
      () => false,
    );
    const said = readFileSync(log, 'utf8').split('\n').slice(0, -1);
    if (ready) break;
    for (const line of said.slice(shown)) progress(line);
    shown = said.length;
    if (ended !== null) {
      throw new CliError('the start failed, see above', `mend what is named there; all of it is in ${log}`);
    }
    await pause(LOOK_MS);
  }
  process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  child.unref();
}
