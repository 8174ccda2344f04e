import { type ChildProcess, fork } from 'node:child_process';
import type { Running } from './keep-running.ts';

/** What a watched process says by its channel to the watcher. */
export type Sign = 'ready' | 'alive';

/** How often the watcher looks, and how often a watched process should give a sign, ms. */
export const SIGN_EVERY_MS = 1_000;
/** So many looks without a sign mean that the process is frozen. The watcher counts looks and reads no clock: where the whole machine
 * stood still, nobody is frozen. */
const LOOKS_WHILE_READY = 10;
/** A start may take long and say nothing meanwhile, such as one that upgrades a large store. */
const LOOKS_AT_START = 600;
/** A process that is asked to end is killed after this time. */
const STOP_WITHIN_MS = 10_000;

/** The process ended before it was ready. It has said why on its own stderr. */
export class EndedAtStart extends Error {
  readonly exitCode: number;
  constructor(why: string, exitCode: number) {
    super(`${why} while it started`);
    this.exitCode = exitCode;
  }
}

/** How a watched process is started. */
export interface Watch {
  /** A module for this Node, and its arguments. */
  readonly module: string;
  readonly args: readonly string[];
  /** Ends the start; a process that is ready is not affected. */
  readonly signal: AbortSignal;
  /** For tests: looks come this often. */
  readonly lookEveryMs?: number;
}

/** Starts a Node process in a session of its own: a Ctrl-C in the terminal does not reach it, and it outlives this process. Resolves
 * when it says that it is ready. From then on one that gives no sign for some 10 s is killed. Rejects with EndedAtStart. */
export async function startWatched({ module, args, signal, lookEveryMs }: Watch): Promise<Running> {
  signal.throwIfAborted();
  const child = fork(module, args, { detached: true, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const watchdog = new Watchdog(child, lookEveryMs ?? SIGN_EVERY_MS);
  const stop = () => stopChild(child, watchdog.ended);
  const aborted = () => void stop();
  signal.addEventListener('abort', aborted, { once: true });
  try {
    const early = await Promise.race([watchdog.ready, watchdog.ended]);
    signal.throwIfAborted();
    if (early !== undefined) throw new EndedAtStart(early, child.exitCode ?? 1);
    return { ended: watchdog.ended, stop };
  } catch (error) {
    await stop();
    throw error;
  } finally {
    signal.removeEventListener('abort', aborted);
  }
}

/** Looks whether a process still gives signs, and kills it where it does not. */
class Watchdog {
  readonly ready: Promise<undefined>;
  /** With the reason. */
  readonly ended: Promise<string>;
  #left = LOOKS_AT_START;
  #isFrozen = false;

  constructor(child: ChildProcess, everyMs: number) {
    const looks = setInterval(() => {
      this.#left -= 1;
      if (this.#left > 0) return;
      this.#isFrozen = true;
      child.kill('SIGKILL');
    }, everyMs);
    this.ready = new Promise((go) => {
      child.on('message', (sign: Sign) => {
        if (sign === 'ready') go(undefined);
        this.#left = LOOKS_WHILE_READY;
      });
    });
    this.ended = endOf(child).then((how) => {
      clearInterval(looks);
      return this.#isFrozen ? 'froze (it gave no sign of life) and was killed' : how;
    });
  }
}

function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(`could not be started (${error.message})`));
    child.once('exit', (code, signal) =>
      resolve(signal === null ? `ended with exit code ${code}` : `was ended by ${signal}`),
    );
  });
}

async function stopChild(child: ChildProcess, ended: Promise<string>): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const kill = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
  await ended;
  clearTimeout(kill);
}
