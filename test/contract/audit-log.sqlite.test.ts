import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import type { AuditEntry } from '../../src/engine/audit.ts';
import { openSqliteAuditLog } from '../../src/store/sqlite/audit-log.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import { aBatch, aFact, NOON } from './store-samples.ts';

const LOOK: AuditEntry = {
  wall: NOON,
  who: 'zhao',
  did: 'recordingOpened',
  call: 'c1',
  detail: 'c1-bridge3',
};

async function aStore() {
  const dir = mkdtempSync(join(tmpdir(), 'sansheng-ledger-'));
  const file = join(dir, 's.db');
  const store = await openSqliteStore(file);
  const ledger = await openSqliteAuditLog(file);
  onTestFinished(async () => {
    await ledger.close();
    await store.close();
    rmSync(dir, { recursive: true });
  });
  return { file, store, ledger };
}

it('quality.check: what is noted beside a running engine is there, newest first, with its facts', async () => {
  const { store, ledger } = await aStore();
  await store.commit(aBatch({ facts: [aFact(NOON)] }));
  await ledger.note(LOOK);
  await ledger.note({ ...LOOK, saysToBe: '王芳', did: 'callScored' }, [aFact(NOON + 1)]);
  await store.commit(aBatch({ facts: [aFact(NOON + 2)] }));
  expect(await ledger.entries(9)).toEqual([{ ...LOOK, saysToBe: '王芳', did: 'callScored' }, LOOK]);
  expect((await store.facts(0, 9)).map(({ fact }) => fact.at.wall)).toEqual([NOON, NOON + 1, NOON + 2]);
});

it('privacy.customer: nobody changes or removes an entry, until its time is over', async () => {
  const { file, store, ledger } = await aStore();
  await ledger.note(LOOK);
  const db = new Database(file);
  onTestFinished(() => void db.close());
  for (const sql of ['UPDATE audit SET who = 1', 'DELETE FROM audit']) {
    expect(() => db.exec(sql)).toThrow('append-only');
  }
  await store.prune(NOON + 1);
  expect(await ledger.entries(9)).toEqual([]);
});

it('needs a store that is there', async () => {
  const missing = join(tmpdir(), 'sansheng-no-such-folder', 's.db');
  await expect(openSqliteAuditLog(missing)).rejects.toMatchObject({ code: 'STORE_MISSING' });
});
