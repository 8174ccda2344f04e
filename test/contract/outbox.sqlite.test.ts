import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openSqliteOutbox, openSqliteOutboxReader } from '../../src/store/sqlite/outbox.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import { aBatch, aFact, NOON } from './store-samples.ts';

const [A, B] = ['https://a.example.com/', 'https://b.example.com/'];

async function anOutbox() {
  const dir = mkdtempSync(join(tmpdir(), 'sansheng-outbox-'));
  const file = join(dir, 's.db');
  const store = await openSqliteStore(file);
  await store.commit(aBatch({ facts: [aFact(NOON), aFact(NOON)] }));
  const outbox = await openSqliteOutbox(file);
  onTestFinished(async () => {
    await outbox.close();
    await store.close();
    rmSync(dir, { recursive: true });
  });
  return { file, store, outbox };
}

const one = (id: string, callback: string, madeAt = NOON) => ({
  id,
  callback,
  event: 'created',
  body: `{"id":"${id}"}`,
  madeAt,
});
const ids = (deliveries: readonly { id: string }[]) => deliveries.map(({ id }) => id);

it('a new webhook begins with what comes from now on; a known one goes on; the others are forgotten', async () => {
  const { store, outbox } = await anOutbox();
  await outbox.follow([A, B]);
  expect((await outbox.state()).map(({ url, cursor }) => [url, cursor])).toEqual([
    [A, 2],
    [B, 2],
  ]);
  await store.commit(aBatch({ facts: [aFact(NOON)] }));
  await outbox.put(A, 3, [one('e1', 'b1')]);
  await outbox.follow([A]);
  expect(await outbox.state()).toMatchObject([{ url: A, cursor: 3, pending: 1, oldest: NOON }]);
  await outbox.follow([A, B]);
  expect(await outbox.state()).toMatchObject([{ cursor: 3 }, { url: B, cursor: 3, pending: 0 }]);
});

it('what is due is the first of each callback, the oldest first', async () => {
  const { outbox } = await anOutbox();
  await outbox.follow([A, B]);
  await outbox.put(A, 9, [one('e1', 'b1'), one('e2', 'b1'), one('e3', 'b2'), one('e4', 'b3', NOON + 5)]);
  await outbox.put(B, 9, [one('e1', 'b1')]);
  const due = await outbox.due(A, NOON, 9);
  expect(ids(due)).toEqual(['e1', 'e3']);
  expect(ids(await outbox.due(A, NOON + 5, 2))).toEqual(['e1', 'e3']);
  const [first, second] = due;
  await outbox.tried(A, first?.number ?? 0, NOON, { is: 'failed', why: 'it answers 500', nextAt: NOON + 10 });
  await outbox.tried(A, second?.number ?? 0, NOON + 1, { is: 'sent' });
  // the second of b1 waits for the first
  expect(ids(await outbox.due(A, NOON + 9, 9))).toEqual(['e4']);
  expect(await outbox.due(A, NOON + 10, 9)).toMatchObject([{ id: 'e1', tries: 1 }, { id: 'e4' }]);
  await outbox.tried(A, first?.number ?? 0, NOON + 11, { is: 'givenUp', why: 'it answers 500' });
  expect(ids(await outbox.due(A, NOON + 11, 9))).toEqual(['e2', 'e4']);
  expect(await outbox.state()).toMatchObject([
    { pending: 2, lastSuccess: NOON + 1, lastFailure: NOON + 11, failure: 'it answers 500', givenUp: 1 },
    { pending: 1, lastSuccess: null, failure: null, givenUp: 0 },
  ]);
});

it('what is there already is not there twice, and the cursor never goes back', async () => {
  const { outbox } = await anOutbox();
  await outbox.follow([A]);
  await outbox.put(A, 9, [one('e1', 'b1')]);
  await outbox.put(A, 5, [{ ...one('e1', 'b1'), body: 'another' }]);
  expect(await outbox.state()).toMatchObject([{ cursor: 9, pending: 1 }]);
  expect(await outbox.due(A, NOON, 9)).toMatchObject([{ body: '{"id":"e1"}' }]);
});

it('another process looks at it, and changes nothing', async () => {
  const { file, outbox } = await anOutbox();
  await outbox.follow([A]);
  const reader = await openSqliteOutboxReader(file);
  onTestFinished(() => reader.close());
  expect(await reader.state()).toMatchObject([{ url: A }]);
  await expect(reader.follow([])).rejects.toMatchObject({ code: 'STORE_NOT_WRITABLE' });
});
