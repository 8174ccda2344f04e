import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { LINE } from '../scenarios/support/site.ts';
import { Office, TOKENS } from './support.ts';

const HELD_MS = 2000;
/** What a loop that waits for the lock would stand; a busy machine adds some to what is measured. */
const STANDS_MS = 400;
const SQLITE = new URL('../../node_modules/better-sqlite3/lib/index.js', import.meta.url).href;

/** Another process holds the store's write lock from when this resolves on. */
async function locked(file: string): Promise<void> {
  const script = `const { default: Database } = await import(${JSON.stringify(SQLITE)});
    const db = new Database(${JSON.stringify(file)});
    db.exec('BEGIN IMMEDIATE');
    process.stdout.write('held');
    setTimeout(() => { db.exec('COMMIT'); db.close(); }, ${HELD_MS});`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script]);
  await once(child.stdout, 'data');
}

/** Lets the story's clock go with the real one until `is` holds. Returns the longest time for which the loop stood, ms. */
async function live(office: Office, is: () => boolean): Promise<number> {
  const stood = monitorEventLoopDelay({ resolution: 5 });
  stood.enable();
  for (let before = performance.now(); !is(); ) {
    await pause(5);
    const now = performance.now();
    await office.sim.advance(Math.round(now - before));
    before = now;
  }
  stood.disable();
  return stood.max / 1e6;
}

it('another process holds the write lock for 2 s: calls go on, and orders and exports are answered and on record', async () => {
  await using office = await Office.open();
  const id = await office.promised('13900000001');
  const caller = office.sim.controls.party('13900000002');
  caller.dial(LINE);
  await office.sim.advance(12_000);
  await locked(office.file);
  const began = office.now;
  const order = office.ask('POST', `/v1/callbacks/${id}/cancel`, { revision: 1, by: 'zhao', why: 'test' });
  const shown = office.ask('GET', '/v1/callbacks/export.csv?numbers=full&by=zhao', undefined, {
    token: TOKENS.supervisor,
  });
  const listed = office.ask('GET', '/v1/callbacks');
  let answered = false;
  const all = Promise.all([order, shown, listed]).finally(() => {
    answered = true;
  });
  const longest = await live(office, () => answered && office.now > began + HELD_MS + 1000);
  const answers = await all;
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(longest).toBeLessThan(STANDS_MS);
  const actions = (await office.parts.ledger.entries(9)).map(({ did }) => did).toSorted();
  expect(actions).toEqual(['callbackCancelled', 'numbersShown']);
  // the caller has been in the queue all the time
  await office.sim.advance(16_000);
  expect(office.records.judged('hold.reminder').length).toBeGreaterThan(0);
  office.records.neverBroken('hold.reminder');
  caller.hangUp();
  await office.sim.advance(2000);
  expect(office.errors).not.toEqual([]);
}, 30_000);
