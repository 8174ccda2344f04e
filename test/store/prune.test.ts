import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { CallbackState } from '../../src/core/callback/state.ts';
import type { Store } from '../../src/engine/store-port.ts';
import { openStore } from '../../src/store/open.ts';
import type { Connection } from '../../src/store/sqlite/connection.ts';
import { openReading } from '../../src/store/sqlite/database.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import { aBatch, aCall, aCallback, NOON } from '../contract/store-samples.ts';

// Pruning is done in slices, as every backlog: the engine has its turn between them, and no commit is left with the log.

const DAY = 86_400_000;

async function aStore(): Promise<{ store: Store; file: string; seen: Connection }> {
  const dir = mkdtempSync(join(tmpdir(), 'sansheng-prune-'));
  const file = join(dir, 's.db');
  const store = await openSqliteStore(file);
  const seen = openReading(file);
  onTestFinished(async () => {
    seen.close();
    await store.close();
    rmSync(dir, { recursive: true, force: true });
  });
  return { store, file, seen };
}

/** Closed callbacks whose index entries lie all over the file. */
function closed(n: number): CallbackState {
  const hash = createHash('sha256').update(String(n)).digest();
  const spread = hash.readUInt32BE(0);
  const number = `138${String(spread % 100_000_000).padStart(8, '0')}`;
  const times = {
    place: NOON - spread,
    promisedAt: NOON - spread,
    dueAt: NOON - spread,
    deadlineAt: NOON + spread,
  };
  return aCallback(hash.toString('hex'), {
    ...{ number: `+86${number}`, dialled: number, from: hash.toString('base64') },
    ...times,
    status: { is: 'settled', at: NOON - 1 },
  });
}

/** What `look` finds each time when the event loop has its turn, until `work` is over. */
async function eachTurn<T>(look: () => T, work: () => Promise<unknown>): Promise<T[]> {
  const found: T[] = [look()];
  let going = true;
  const turn = () => {
    if (!going) return;
    found.push(look());
    setImmediate(turn);
  };
  setImmediate(turn);
  await work();
  going = false;
  return [...found, look()];
}

test('no slice of pruning takes more calls, callbacks or other rows than there is time for', async () => {
  const { store, seen } = await aStore();
  const many = Array.from({ length: 200 }, (_, n) => n);
  await store.commit(
    aBatch({
      calls: many.map((n) => aCall(`c${n}`, { endedAt: NOON - 1 })),
      callbacks: many.map((n) => aCallback(`cb${n}`, { status: { is: 'settled', at: NOON - 1 } })),
      customers: many.map((n) => ({ number: `+861380000${n + 1000}`, language: 'zh', at: NOON - DAY })),
    }),
  );
  const tables = ['calls', 'callbacks', 'customers'];
  const all = seen.prepare<[], { n: number }>(
    `SELECT ${tables.map((table) => `(SELECT count(*) FROM ${table})`).join(' + ')} AS n`,
  );
  // each look at the clock is a millisecond
  let now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => {
    now += 1;
    return now;
  });
  onTestFinished(() => void vi.restoreAllMocks());
  const left = await eachTurn(
    () => all.get()?.n ?? 0,
    () => store.prune(NOON),
  );
  expect([left[0], left.at(-1)]).toEqual([600, 0]);
  const [byOne, most] = [10, 300];
  const taken = left.slice(1).map((n, i) => (left[i] ?? 0) - n);
  const ofCalls = taken.filter((_, i) => (left[i] ?? 0) > 200);
  expect(Math.max(...ofCalls)).toBeLessThanOrEqual(byOne);
  expect(Math.max(...taken)).toBeLessThanOrEqual(most);
});

test('pruning waits until a thread has written the log, and leaves none for a commit to write', async () => {
  const { store, file, seen } = await aStore();
  for (let from = 0; from < 6000; from += 1000) {
    const callbacks = Array.from({ length: 1000 }, (_, n) => closed(from + n));
    await store.commit(aBatch({ callbacks }));
  }
  // as the thread does
  const thread = await openStore(file).engine.checkpoints();
  thread.write();
  const timer = setInterval(() => thread.write(), 250);
  onTestFinished(() => clearInterval(timer));
  const log = () => (seen.pragma('wal_checkpoint(NOOP)') as [{ log: number }])[0].log;
  const pages = await eachTurn(log, () => store.prune(NOON));
  // it has begun anew more than once; a commit writes one of 8,000 pages
  expect(pages.filter((n, i) => n < (pages[i - 1] ?? 0)).length).toBeGreaterThan(1);
  expect(Math.max(...pages)).toBeLessThan(7000);
  expect(await store.callbacks({ limit: 1 } as never)).toEqual([]);
});

test('calls that an open callback came from do not hide those behind them', async () => {
  const { store } = await aStore();
  const many = Array.from({ length: 130 }, (_, n) => n);
  const isKept = (n: number) => n < 120;
  await store.commit(
    aBatch({
      calls: many.map((n) => aCall(`c${n}`, { endedAt: NOON - 1 - (n % 3) })),
      callbacks: many.filter(isKept).map((n) => aCallback(`cb${n}`, { from: `c${n}` })),
    }),
  );
  expect(await store.prune(NOON)).toBe(10);
  expect(await store.prune(NOON)).toBe(0);
  expect((await store.calls({ limit: 500 })).length).toBe(120);
});
