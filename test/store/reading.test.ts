import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { callbackFigures } from '../../src/engine/callback-figures.ts';
import type { CallbackCursor } from '../../src/engine/callback-query.ts';
import { MASKING, SHOWING } from '../../src/log/mask.ts';
import { openSqliteOutbox } from '../../src/store/sqlite/outbox.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import { StoreReading } from '../../src/store-reading.ts';
import { csvOf, tablePage } from '../../src/web/callbacks/table.ts';
import type { TablePage } from '../../src/web/ports.ts';
import { aBatch, aCallback, NOON } from '../contract/store-samples.ts';

const ZONES = { lines: {}, other: 'Asia/Shanghai' };

/** A store, and what reads it in a thread of its own. */
async function aStore() {
  const dir = mkdtempSync(join(tmpdir(), 'sansheng-reading-'));
  const file = join(dir, 's.db');
  const [store, reading] = [await openSqliteStore(file), new StoreReading(file)];
  onTestFinished(async () => {
    await reading.stop();
    await store.close();
    rmSync(dir, { recursive: true });
  });
  return { file, store, reading };
}

test('what is read in the thread is what the store has, also what was committed just before', async () => {
  const { store, reading } = await aStore();
  for (const n of [1, 2, 3]) {
    await store.commit(aBatch({ callbacks: [aCallback(`b${n}`)] }));
    const { queries } = reading;
    const asked = { open: true, limit: 2 } as const;
    expect(await queries.callbacks(asked)).toEqual(await store.callbacks(asked));
    expect(await queries.countCallbacks({ open: true })).toBe(n);
    expect(await queries.callback(`b${n}`)).toEqual(await store.callback(`b${n}`));
    expect(await queries.callback('nobody')).toBeUndefined();
    const anna = ['+8613800138000', 9] as const;
    expect(await queries.customerHistory(...anna)).toEqual(await store.customerHistory(...anna));
    expect((await queries.customerHistory(...anna)).total).toEqual({ calls: 0, callbacks: n });
  }
  const request = { period: { from: NOON - 1e9, to: NOON + 1e9 }, by: null, asOf: NOON } as const;
  expect(await reading.callbackFigures(request, ZONES)).toEqual(
    await callbackFigures(store, request, () => 12),
  );
});

test('the table that is exported is made in the thread, with the same bytes, page for page', async () => {
  const { store, reading } = await aStore();
  const names = ['李雷, "老客户"', '=1+1', 'Zoë\r\n👋', '打 13912345678 也行'];
  const callbacks = Array.from({ length: 230 }, (_, n) =>
    aCallback(`b${n}`, {
      ...{ number: `+86138${String(n).padStart(8, '0')}`, dueAt: NOON + (n % 7) },
      ...{ name: names[n % names.length] ?? '', status: n % 3 ? { is: 'due' } : { is: 'settled', at: NOON } },
    }),
  );
  await store.commit(aBatch({ callbacks }));
  const wanted = { standings: ['due'], now: NOON, sort: { by: 'due', descending: true } } as const;
  const textOf = async (pages: (after: CallbackCursor | null) => Promise<TablePage>) => {
    let text = '';
    for await (const piece of csvOf(pages)) text += piece;
    return text;
  };
  for (const [numbers, shown] of [['masked', MASKING] as const, ['full', SHOWING] as const]) {
    const inThread = await textOf((after) => reading.tablePage({ wanted, after, numbers, now: NOON }));
    const here = await textOf((after) => tablePage(store, { wanted, after, now: NOON }, shown));
    expect(inThread).toBe(here);
    expect(inThread.match(/\r\n/g)).toHaveLength(
      1 + callbacks.filter(({ status }) => status.is === 'due').length,
    );
    expect(inThread.includes('+8613800000001')).toBe(numbers === 'full');
  }
});

test('the thread writes what was committed into the file: no commit waits for that', async () => {
  const { file, store, reading } = await aStore();
  await reading.start();
  const before = statSync(file).size;
  // less than SQLite would have a commit write by itself
  const callbacks = Array.from({ length: 500 }, (_, n) => aCallback(`b${n}`, { about: 'x'.repeat(1000) }));
  await store.commit(aBatch({ callbacks }));
  await vi.waitFor(() => expect(statSync(file).size).toBeGreaterThan(before + 500_000), { timeout: 20_000 });
  expect(await store.countCallbacks({ open: true })).toBe(500);
});

test('what is due to a webhook is found in the thread', async () => {
  const { file, reading } = await aStore();
  const outbox = await openSqliteOutbox(file);
  onTestFinished(() => outbox.close());
  const [url, other] = ['https://one.example/', 'https://other.example/'];
  await outbox.follow([url, other]);
  const delivery = (id: string, callback: string) => ({
    id,
    callback,
    event: 'due',
    body: '{}',
    madeAt: NOON,
  });
  await outbox.put(other, 1, [delivery('0', 'a')]);
  await outbox.put(url, 1, [delivery('1', 'a'), delivery('2', 'b'), delivery('3', 'a'), delivery('4', 'c')]);
  const aside = reading.outboxOf(outbox);
  const ids = async (limit: number) => (await aside.due(url, NOON, limit)).map(({ id }) => id);
  expect(await ids(10)).toEqual(['1', '2', '4']);
  expect(await ids(2)).toEqual(['1', '2']);
  const [first] = await aside.due(url, NOON, 1);
  await aside.tried(url, first?.number ?? 0, NOON, { is: 'failed', why: 'no', nextAt: NOON + 1000 });
  expect(await ids(10)).toEqual(['2', '4']);
  await aside.tried(url, first?.number ?? 0, NOON, { is: 'sent' });
  expect(await ids(10)).toEqual(['2', '3', '4']);
});

test('a store that is not there is refused by its code; the next question asks again', async () => {
  const reading = new StoreReading('/nowhere/s.db');
  onTestFinished(() => reading.stop());
  for (const _time of [1, 2])
    await expect(reading.queries.lastFact()).rejects.toMatchObject({
      code: 'STORE_MISSING',
      cure: expect.stringMatching(/\S/),
    });
});

test('who asks when the thread ends is told, and it begins anew', async () => {
  const { reading } = await aStore();
  expect(await reading.queries.lastFact()).toBe(0);
  const asked = reading.queries.lastFact();
  await Promise.all([reading.stop(), expect(asked).rejects.toThrow('not read any more')]);
  expect(await reading.queries.lastFact()).toBe(0);
});

test('a question that takes for ever is given up; those behind it are answered, the short ones first', async () => {
  const thread = new URL('./support/hanging-thread.ts', import.meta.url);
  const reading = new StoreReading('', 3000, thread);
  onTestFinished(() => reading.stop());
  const answered: string[] = [];
  const note = async (what: string, asked: Promise<unknown>) => {
    await asked;
    answered.push(what);
  };
  expect(await reading.queries.lastFact()).toBe('lastFact');
  const hangs = expect(reading.queries.callbacks({ limit: 1 })).rejects.toMatchObject({
    code: 'STORE_READ_TOO_LONG',
    cure: expect.stringMatching(/\S/),
  });
  const count = note('count', reading.queries.countCallbacks({ open: true }));
  const last = note('last', reading.queries.lastFact());
  await Promise.all([hangs, count, last]);
  expect(answered).toEqual(['last', 'count']);
});
