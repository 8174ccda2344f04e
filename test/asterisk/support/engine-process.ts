import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { CallbackState } from '../../../src/core/callback/state.ts';
import type { Queries } from '../../../src/engine/store-port.ts';
import { ensureSipp } from '../../../src/host/sipp.ts';
import { openReader } from '../../../src/readers.ts';
import { openSipkit, type Station } from '../../../src/sipkit/index.ts';
import { SipParties } from './sip-parties.ts';
import { startSiteAsterisk, type Undo, undoAll } from './site.ts';
import { testFolder } from './test-folder.ts';

const MAIN = join(import.meta.dirname, 'engine-main.ts');
const SOUNDS = join(import.meta.dirname, '../../../sounds');
/** Generous: a machine with other work to do may take a minute. */
const READY_MS = 240_000;
const quiet = () => undefined;

/** A site whose engine is a process that a test may kill, freeze and start again. Everybody calls from one address. */
export interface EngineProcessSite {
  readonly callers: Station;
  /** One that is kept to the strictest standard. */
  readonly line: string;
  /** Resolves when it is ready. */
  startEngine(): Promise<void>;
  /** SIGKILL, and no more waiting. */
  killEngine(): Promise<void>;
  freezeEngine(): void;
  thawEngine(): void;
  /** What the engine keeps, as another process sees it; not before it has started. */
  store(): Queries;
  callbacks(): Promise<CallbackState[]>;
  /** The agents' phones; not before the engine has started. */
  parties(): SipParties;
  close(): Promise<void>;
}

export async function openEngineProcessSite(): Promise<EngineProcessSite> {
  const undo: Undo = [];
  let store: Queries | undefined;
  let parties: SipParties | undefined;
  const { dir, remove } = await testFolder('away');
  undo.push(remove);
  const { site, paths, secrets } = await startSiteAsterisk(dir, SOUNDS, {}, undo);
  const server = { host: '127.0.0.1', port: site.ports.sip };
  const kit = openSipkit({ sipp: await ensureSipp(quiet), server });
  undo.push(async () => kit[Symbol.asyncDispose]());
  const engine = new EngineProcess([MAIN, dir, String(site.ports.base)]);
  undo.push(() => engine.kill());
  undo.push(async () => store?.close());
  const there = () => {
    if (!store) throw new Error('the engine has not been started yet');
    return store;
  };
  return {
    callers: await kit.customer(),
    line: site.lines.find(({ standard }) => standard === 'strict')?.number ?? '',
    async startEngine() {
      await engine.start();
      store ??= await openReader(paths);
    },
    killEngine: () => engine.kill(),
    freezeEngine: () => engine.signal('SIGSTOP'),
    thawEngine: () => engine.signal('SIGCONT'),
    store: there,
    callbacks: () => there().callbacks({ limit: 1000 }),
    parties() {
      parties ??= new SipParties(kit, site, secrets.agents, there());
      return parties;
    },
    close: () => undoAll(undo),
  };
}

/** The engine of a site, as a process of its own. */
export class EngineProcess {
  readonly #args: readonly string[];
  readonly #ended: (how: number | NodeJS.Signals | null) => void;
  #process: ChildProcess | undefined;

  /** @param args the file that Node runs, and its arguments
   * @param ended called when it ends by itself */
  constructor(
    args: readonly string[],
    ended: (how: number | NodeJS.Signals | null) => void = () => undefined,
  ) {
    this.#args = args;
    this.#ended = ended;
  }

  get pid(): number | undefined {
    return this.#process?.pid;
  }

  /** Resolves when the engine is ready. */
  async start(): Promise<void> {
    const started = spawn(process.execPath, this.#args, { stdio: ['ignore', 'pipe', 'inherit'] });
    this.#process = started;
    started.once('exit', (code, signal) => {
      if (this.#process !== started) return;
      this.#process = undefined;
      this.#ended(code ?? signal);
    });
    await ready(started);
  }

  /** Sends SIGKILL, and waits until the process has ended. */
  async kill(): Promise<void> {
    const killed = this.#process;
    if (!killed) return;
    this.#process = undefined;
    const ended = once(killed, 'exit');
    killed.kill('SIGKILL');
    await ended;
  }

  signal(signal: NodeJS.Signals): void {
    this.#process?.kill(signal);
  }
}

function ready(engine: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('the engine was not ready in time')), READY_MS);
    engine.once('exit', (code) => reject(new Error(`the engine has ended with ${code}`)));
    engine.stdout?.on('data', (data: Buffer) => {
      if (!data.includes('ready')) return;
      clearTimeout(late);
      resolve();
    });
  });
}
