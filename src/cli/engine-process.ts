import { join } from 'node:path';
import type { SitePaths } from '../config/site.ts';
import { endProcess } from '../host/end-process.ts';
import { keepRunning } from '../host/keep-running.ts';
import { EndedAtStart, startWatched } from '../host/watched-process.ts';
import { fileLog } from '../log/pino.ts';
import { CliError, type GlobalOptions, ROOT } from './context.ts';
import { markReady, runningEngine, unmarkReady } from './run-state.ts';
import { Supervision } from './supervision.ts';

/** An engine that is asked to end has this long. */
const STOP_WITHIN_MS = 10_000;

export const MAIN = join(ROOT, 'src', 'cli', 'main.ts');

/** The options of every command, for a command that this one starts. */
export function passOn({ config, portBase }: GlobalOptions): string[] {
  return [
    ...(config ? ['--config', config] : []),
    ...(portBase === undefined ? [] : ['--port-base', String(portBase)]),
  ];
}

/** What the supervisor says goes to the engine's log, and to the terminal. */
export function openSupervision(paths: SitePaths): Supervision {
  return new Supervision(
    paths,
    fileLog(join(paths.log, 'engine.log'), (line) => console.error(line)),
  );
}

/** Starts the engine in a process of its own, and again whenever it ends by itself or freezes. Resolves when it is ready; returns how
 * to stop it for good. Ends the command with the engine's own exit code where the first start fails. */
export async function keepEngine(
  options: GlobalOptions,
  paths: SitePaths,
  supervision: Supervision,
  signal: AbortSignal,
): Promise<() => Promise<void>> {
  await endLeftEngine(paths);
  const start = async (stopping: AbortSignal) => {
    await unmarkReady(paths);
    const args = ['engine', ...passOn(options)];
    const engine = await startWatched({ module: MAIN, args, signal: stopping });
    await markReady(paths);
    return engine;
  };
  const first = await start(signal).catch((error: unknown) => {
    if (!(error instanceof EndedAtStart)) throw error;
    const cure = 'correct what the engine says above, and start again';
    throw new CliError('the engine could not be started', cure, error.exitCode);
  });
  return keepRunning({ first, start, news: supervision.of('engine') });
}

/** Ends an engine whose supervisor was killed: one engine has one supervisor. Calls go on in Asterisk, and the next engine takes them
 * up. Returns whether there was one. */
export async function endLeftEngine(paths: SitePaths): Promise<boolean> {
  const left = await runningEngine(paths);
  if (left) await endProcess(left, STOP_WITHIN_MS);
  return left !== undefined;
}
