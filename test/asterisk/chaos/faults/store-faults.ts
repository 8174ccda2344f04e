import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Dice } from '../dice.ts';
import type { Fault, Lane } from './fault.ts';

const SQLITE = new URL('../../../../node_modules/better-sqlite3/lib/index.js', import.meta.url).href;

const lasts = (dice: Dice) => dice.between(2000, 15_000);
const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;

/** Another process holds the store's write lock for so long. */
async function lock(file: string, ms: number): Promise<void> {
  const script = `const { default: Database } = await import(${JSON.stringify(SQLITE)});
    const db = new Database(${JSON.stringify(file)}, { timeout: 10000 });
    db.exec('BEGIN IMMEDIATE');
    setTimeout(() => { db.exec('ROLLBACK'); db.close(); }, ${Math.round(ms)});`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'ignore' });
  await once(child, 'exit');
}

/** Whether that process may write to files. */
async function mayWrite(pid: number, may: boolean): Promise<void> {
  const limit = may ? 'unlimited' : '0';
  // the process may have ended meanwhile
  await promisify(execFile)('prlimit', ['--pid', `${pid}`, `--fsize=${limit}:unlimited`]).catch(
    () => undefined,
  );
}

const storeFaults: readonly Fault[] = [
  {
    name: 'store locked',
    weight: 30,
    async happen({ site }, dice) {
      const ms = lasts(dice);
      await lock(site.own.paths.store, ms);
      return seconds(ms);
    },
  },
  {
    /** As a file system that was made read-only: every write fails, to the log too. */
    name: 'store takes no writes',
    weight: 40,
    async happen({ engine }, dice) {
      const ms = lasts(dice);
      const { pid } = engine;
      if (pid === undefined) return 'the engine was away';
      await mayWrite(pid, false);
      await sleep(ms);
      await mayWrite(pid, true);
      return seconds(ms);
    },
  },
  {
    name: 'disk full',
    weight: 30,
    needs: ({ site }) => site.disk !== undefined,
    async happen({ site }, dice) {
      const ms = lasts(dice);
      await site.disk?.fill();
      await sleep(ms);
      await site.disk?.free();
      return seconds(ms);
    },
  },
  {
    name: 'disk full and engine killed',
    weight: 10,
    needs: ({ site }) => site.disk !== undefined,
    async happen({ site, engine }, dice) {
      await site.disk?.fill();
      await sleep(dice.between(0, 3000));
      const killed = engine.killed(this.name, dice.between(2000, 8000));
      await sleep(dice.between(3000, 8000));
      await site.disk?.free();
      await killed;
      return '';
    },
  },
];

export const storeLane: Lane = { name: 'store', meanGapMs: 35_000, faults: storeFaults };
