import { type ChildProcess, spawn } from 'node:child_process';
import { open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemCode } from '../../util/errors.ts';
import { endProcess } from '../end-process.ts';
import { HostError } from '../error.ts';
import { formatIdentity, identify, isAlive, type ProcessIdentity, parseIdentity } from '../identity.ts';
import type { Running } from '../keep-running.ts';
import { libraryFolder, runnable } from '../loader.ts';
import { takePorts } from './ports.ts';
import { readStartingFacts, renderDirectories, type StartingFacts } from './render.ts';

const READY_WITHIN_MS = 30_000;
const STOP_WITHIN_MS = 8_000;
const POLL_MS = 50;
const WATCH_MS = 500;

/** A running Asterisk of ours. */
export interface AsteriskProcess extends Running {
  readonly pid: number;
}

function emptyIfAbsent(error: unknown): string {
  if (systemCode(error) === 'ENOENT') return '';
  throw error;
}

function pidFile(dir: string): string {
  return join(dir, 'run', 'sansheng.pid');
}

/** What Asterisk logged as wrong, the first first (what follows is mostly a consequence of it), for an error message. */
async function complaints(dir: string): Promise<string> {
  const lines: string[] = [];
  for (const name of ['messages.log', 'console.log']) {
    const text = await readFile(join(dir, 'log', name), 'utf8').catch(emptyIfAbsent);
    const errors = text.split('\n').filter((line) => /error|fail|unable|cannot/i.test(line));
    lines.push(...errors.slice(0, 4), ...errors.slice(4).slice(-2));
    if (lines.length > 0) break;
  }
  return lines.length === 0 ? 'it logged no error' : `it logged:\n  ${lines.join('\n  ')}`;
}

/** SIGTERM is Asterisk's own "core stop now"; SIGKILL for one that hangs. */
async function stop(dir: string, identity: ProcessIdentity): Promise<void> {
  await endProcess(identity, STOP_WITHIN_MS);
  await rm(pidFile(dir), { force: true });
}

/** Watches by looking, which serves a child and one adopted after a crash alike; keeps no program from ending. */
async function watch(identity: ProcessIdentity): Promise<void> {
  while (await isAlive(identity)) await sleep(WATCH_MS, undefined, { ref: false });
}

function handle(dir: string, identity: ProcessIdentity): AsteriskProcess {
  let over: (how: string) => void = () => undefined;
  const ended = new Promise<string>((resolve) => {
    over = resolve;
  });
  void watch(identity).then(() => over('ended by itself'));
  return { pid: identity.pid, ended, stop: () => stop(dir, identity).then(() => over('was stopped')) };
}

/**
 * The Asterisk that an earlier run started in `dir` and that still lives, to be used on or stopped; undefined if there is
 * none. A pid file left by a crash is not mistaken for another program that has got the same pid since.
 */
export async function findRunning(dir: string): Promise<AsteriskProcess | undefined> {
  const text = await readFile(pidFile(dir), 'utf8').catch(emptyIfAbsent);
  const identity = parseIdentity(text);
  if (identity === undefined || !(await isAlive(identity))) return undefined;
  return handle(dir, identity);
}

/** The error that `spawn` reports later, or undefined once the program runs. */
function spawned(child: ChildProcess): Promise<Error | undefined> {
  return new Promise((resolve) => {
    child.once('spawn', () => resolve(undefined));
    child.once('error', resolve);
  });
}

async function launch(root: string, dir: string): Promise<ProcessIdentity> {
  const library = libraryFolder(root);
  const modules = join(library, 'asterisk', 'modules');
  await renderDirectories(dir, { modules, data: join(root, 'usr', 'share', 'asterisk') });
  const asterisk = await runnable(root, 'usr/sbin/asterisk', {
    libraries: [join(library, 'asterisk')],
    // Its OpenSSL is newer than the host's, whose configuration may name what it no longer has. It needs none.
    env: { OPENSSL_CONF: '/dev/null' },
  });
  const args = [...asterisk.args, '-C', join(dir, 'etc', 'asterisk.conf'), '-f', '-n'];
  const log = await open(join(dir, 'log', 'console.log'), 'w', 0o600);
  try {
    // A session of its own: Ctrl-C in the terminal goes to the engine, which then stops Asterisk in order.
    const options = { cwd: dir, env: asterisk.env, detached: true };
    const child = spawn(asterisk.file, args, { ...options, stdio: ['ignore', log.fd, log.fd] });
    const error = await spawned(child);
    child.unref();
    const identity = child.pid === undefined ? undefined : await identify(child.pid);
    if (identity === undefined) {
      throw await failed(dir, `Asterisk could not be started (${error?.message ?? 'it ended at once'})`);
    }
    await writeFile(pidFile(dir), formatIdentity(identity), { mode: 0o600 });
    return identity;
  } finally {
    await log.close();
  }
}

async function failed(dir: string, what: string): Promise<HostError> {
  return new HostError(
    'HOST_ASTERISK_FAILED',
    `${what}; ${await complaints(dir)}`,
    `Look into ${join(dir, 'log')}; if its program files are at fault, remove the cache folder and start again`,
  );
}

/** Keeps the log of the run before, so that this one's holds only what this one said. */
async function setLogAside(dir: string): Promise<void> {
  const log = join(dir, 'log', 'messages.log');
  await rename(log, `${log}.before`).catch(emptyIfAbsent);
}

/** Asterisk answers ARI requests with 404 or 503 until everything is loaded. */
async function isReady(facts: StartingFacts): Promise<boolean> {
  const authorization = `Basic ${Buffer.from(`sansheng:${facts.ariPassword}`).toString('base64')}`;
  const url = `http://127.0.0.1:${facts.ariPort}/ari/asterisk/modules/chan_pjsip.so`;
  try {
    const response = await fetch(url, { headers: { authorization }, signal: AbortSignal.timeout(2_000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    // Nobody listens yet, or is too busy loading to answer: the caller asks again until its time is up.
    return false;
  }
}

/**
 * Starts the Asterisk unpacked in `root` with the configuration that `renderAsterisk` wrote to `dir`, as the current user and
 * in a session of its own, and returns when ARI answers. It outlives this process unless stopped. Rejects when `signal` is aborted
 * before that, and leaves none running.
 *
 * @throws HostError `HOST_PORT_IN_USE`, `HOST_ALREADY_RUNNING` (one of ours runs in `dir`: see {@link findRunning}),
 *   `HOST_ASTERISK_FAILED` (with what its log says), and those of {@link runnable}
 */
export async function startAsterisk(
  root: string,
  dir: string,
  signal?: AbortSignal,
): Promise<AsteriskProcess> {
  const running = await findRunning(dir);
  if (running !== undefined) {
    throw new HostError(
      'HOST_ALREADY_RUNNING',
      `An Asterisk of this site runs already, with pid ${running.pid}`,
      'Stop it first (sansheng down), or use the one that runs',
    );
  }
  const facts = await readStartingFacts(dir);
  const release = await takePorts(facts);
  try {
    await setLogAside(dir);
    signal?.throwIfAborted();
    const identity = await launch(root, dir);
    await untilReady(dir, identity, facts, signal);
    return handle(dir, identity);
  } finally {
    await release();
  }
}

/** Returns when ARI answers; ends the process where it will not, or nobody wants it any more. */
async function untilReady(
  dir: string,
  identity: ProcessIdentity,
  facts: StartingFacts,
  signal: AbortSignal | undefined,
): Promise<void> {
  const end = performance.now() + READY_WITHIN_MS;
  while (!(await isReady(facts))) {
    if (signal?.aborted) {
      await stop(dir, identity);
      throw signal.reason;
    }
    if (!(await isAlive(identity))) {
      await stop(dir, identity);
      throw await failed(dir, 'Asterisk ended while starting');
    }
    if (performance.now() > end) {
      await stop(dir, identity);
      throw await failed(dir, `Asterisk was not ready within ${READY_WITHIN_MS / 1000} s`);
    }
    await sleep(POLL_MS);
  }
}
