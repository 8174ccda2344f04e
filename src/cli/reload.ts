import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { App } from '../compose.ts';
import type { Site, SitePaths } from '../config/site.ts';
import { readSounds } from '../host/sounds.ts';
import { messageOf } from '../util/errors.ts';
import { plainLines } from '../util/plain-text.ts';
import { CliError, type Context, EXIT, type GlobalOptions, loadContext, SOUNDS } from './context.ts';
import { print } from './output.ts';
import { runningEngine } from './run-state.ts';

/** Not SIGHUP, which a terminal that is closed sends, and which stops the engine. */
const SIGNAL = 'SIGUSR2';
const LOOK_MS = 50;
const WAIT_MS = 20_000;

/** What the start alone reads. */
const FIXED = [
  'agents',
  'trunks',
  'asterisk',
  'ports',
  'sipHost',
  'sipTls',
  'phones',
  'housekeeping',
  'webhooks',
  'api',
] as const;

function answerFile(paths: SitePaths): string {
  return join(paths.dir, 'reloaded');
}

/** The result of a reload. */
interface Answer {
  /** Empty where it worked. */
  readonly problem: string;
  /** Parts of the site that have changed, and wait for the next start. */
  readonly later: readonly string[];
}

/** Reads the configuration again at each signal; one with mistakes changes nothing. Writes the result to a file, where `reload`
 * reads it. */
export function reloadOnSignal(options: GlobalOptions, started: Context, app: App): void {
  let turn = Promise.resolve();
  process.on(SIGNAL, () => {
    turn = turn.then(() => reloadNow(options, started, app));
  });
}

async function reloadNow(options: GlobalOptions, { site: before, paths }: Context, app: App): Promise<void> {
  const answer = await changed(options, before, app).catch((error: unknown): Answer => {
    const problem = messageOf(error);
    return { problem, later: [] };
  });
  if (answer.problem !== '')
    console.error(plainLines(`sansheng: the reload changed nothing: ${answer.problem}`));
  // whole, or not there
  const part = `${answerFile(paths)}.part`;
  await writeFile(part, JSON.stringify(answer), { mode: 0o600 });
  await rename(part, answerFile(paths));
}

async function changed(options: GlobalOptions, before: Site, app: App): Promise<Answer> {
  const { site, standards } = loadContext(options);
  await app.reload({ site, standards, sounds: await readSounds(SOUNDS) });
  return { problem: '', later: FIXED.filter((part) => !isDeepStrictEqual(before[part], site[part])) };
}

/** `sansheng reload`: puts the changed files in force in the running engine, for the calls that begin from now on. */
export async function reload(options: GlobalOptions): Promise<void> {
  const { paths } = loadContext(options);
  const running = await runningEngine(paths);
  if (!running) {
    throw new CliError(
      'this site is not running',
      'start it with `sansheng up`: it reads the files',
      EXIT.notRunning,
    );
  }
  await rm(answerFile(paths), { force: true });
  process.kill(running.pid, SIGNAL);
  const { problem, later } = await answer(paths);
  if (problem !== '') throw new CliError(problem, 'correct it and run `sansheng reload` again');
  const rest = later.length === 0 ? '' : `\nchanges in ${later.join(', ')} apply from the next start`;
  const text = `reloaded: new calls use the changed files${rest}`;
  print(options.json, { reloaded: true, later }, () => text);
}

async function answer(paths: SitePaths): Promise<Answer> {
  for (let waited = 0; waited < WAIT_MS; waited += LOOK_MS) {
    const text = await readFile(answerFile(paths), 'utf8').catch(() => '');
    if (text !== '') return JSON.parse(text) as Answer;
    await pause(LOOK_MS);
  }
  throw new CliError('the engine has not answered', `read ${join(paths.log, 'engine.log')}`);
}
