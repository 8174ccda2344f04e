import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openReader } from '../../../src/compose.ts';
import type { CallbackState } from '../../../src/core/callback/state.ts';
import type { Queries } from '../../../src/engine/ports.ts';
import { ensureSipp } from '../../../src/host/sipp.ts';
import { openSipkit, type Station } from '../../../src/sipkit/index.ts';
import { startSiteAsterisk, type Undo, undoAll } from './site.ts';

const MAIN = join(import.meta.dirname, 'engine-main.ts');
const READY_MS = 60_000;
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
  close(): Promise<void>;
}

export async function openEngineProcessSite(): Promise<EngineProcessSite> {
  const undo: Undo = [];
  let engine: ChildProcess | undefined;
  let store: Queries | undefined;
  const dir = await mkdtemp(join(tmpdir(), 'sansheng-away-'));
  undo.push(() => rm(dir, { recursive: true, force: true }));
  const { site, paths } = await startSiteAsterisk(
    dir,
    join(import.meta.dirname, '../../../sounds'),
    {},
    undo,
  );
  const server = { host: '127.0.0.1', port: site.ports.sip };
  const kit = openSipkit({ sipp: await ensureSipp(quiet), server });
  undo.push(async () => kit[Symbol.asyncDispose]());
  const kill = async () => {
    if (!engine) return;
    const ended = once(engine, 'exit');
    engine.kill('SIGKILL');
    await ended;
    engine = undefined;
  };
  undo.push(kill);
  undo.push(async () => store?.close());
  const there = () => {
    if (!store) throw new Error('the engine has not been started yet');
    return store;
  };
  return {
    callers: await kit.customer(),
    line: site.lines.find(({ standard }) => standard === 'strict')?.number ?? '',
    async startEngine() {
      const args = [MAIN, dir, String(site.ports.base)];
      engine = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
      await ready(engine);
      store ??= await openReader(paths);
    },
    killEngine: kill,
    freezeEngine: () => void engine?.kill('SIGSTOP'),
    thawEngine: () => void engine?.kill('SIGCONT'),
    store: there,
    callbacks: () => there().callbacks({ limit: 1000 }),
    close: () => undoAll(undo),
  };
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
