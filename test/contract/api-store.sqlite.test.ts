import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { allows } from '../../src/engine/access.ts';
import type { AuditEntry } from '../../src/engine/audit.ts';
import { openSqliteApiStore } from '../../src/store/sqlite/api-store.ts';
import { openSqliteAuditLog } from '../../src/store/sqlite/audit-log.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import { refuseAudit } from '../support/refuse-audit.ts';
import { aBatch, aCallback, anAuditEntry, NOON } from './store-samples.ts';

const DAY = 86_400_000;
const LEDGER = new URL('../../src/store/sqlite/audit-log.ts', import.meta.url).href;

const MADE = anAuditEntry('tokenMade');
const [ADDED, CHANGED, REMOVED] = (['userAdded', 'userPasswordChanged', 'userRemoved'] as const).map(
  anAuditEntry,
) as [AuditEntry, AuditEntry, AuditEntry];

async function books() {
  const dir = mkdtempSync(join(tmpdir(), 'sansheng-books-'));
  const file = join(dir, 's.db');
  const store = await openSqliteStore(file);
  const [one, other] = [await openSqliteApiStore(file), await openSqliteApiStore(file)];
  onTestFinished(async () => {
    await Promise.all([one.close(), other.close(), store.close()]);
    rmSync(dir, { recursive: true });
  });
  return { one, other, file, store };
}

it('a token is its holder’s until it is taken away, for every process at once', async () => {
  const { one, other } = await books();
  const zhao = { name: '赵敏', role: 'operator', madeAt: NOON } as const;
  expect(await one.addToken(zhao, 'hash-1', MADE)).toBe(true);
  expect(await other.addToken({ ...zhao, role: 'admin' }, 'hash-2', MADE)).toBe(false);
  expect(await other.holderOf('hash-1')).toEqual(zhao);
  expect(await other.holderOf('hash-2')).toBeUndefined();
  expect(await other.tokens()).toEqual([zhao]);
  expect(await other.removeToken('赵敏', anAuditEntry('tokenRemoved'))).toBe(true);
  expect(await other.removeToken('赵敏', anAuditEntry('tokenRemoved'))).toBe(false);
  expect(await one.holderOf('hash-1')).toBeUndefined();
});

it('a user is there until removed, with the password that was given last, for every process at once', async () => {
  const { one, other } = await books();
  const zhao = { name: '赵敏', role: 'operator', madeAt: NOON } as const;
  expect(await one.addUser({ ...zhao, password: 'p' }, ADDED)).toBe(true);
  expect(await other.addUser({ ...zhao, role: 'admin', password: 'q' }, ADDED)).toBe(false);
  expect(await other.user('赵敏')).toEqual({ ...zhao, password: 'p' });
  expect(await other.setPassword('赵敏', 'r', CHANGED)).toBe(true);
  expect(await other.setPassword('王芳', 'r', CHANGED)).toBe(false);
  expect((await one.user('赵敏'))?.password).toBe('r');
  expect(await one.users()).toEqual([zhao]);
  expect(await other.removeUser('赵敏', REMOVED)).toBe(true);
  expect(await other.removeUser('赵敏', REMOVED)).toBe(false);
  expect(await one.user('赵敏')).toBeUndefined();
});

it('who gets in is changed and put on record in one: neither where one of them fails, and nothing where nothing changes', async () => {
  const { one, file } = await books();
  const ledger = await openSqliteAuditLog(file);
  onTestFinished(() => ledger.close());
  const zhao = { name: '赵敏', role: 'operator', madeAt: NOON } as const;
  await one.addUser({ ...zhao, password: 'p' }, ADDED);
  await one.addToken(zhao, 'h', MADE);
  await one.addUser({ ...zhao, password: 'q' }, ADDED);
  await one.removeUser('王芳', REMOVED);
  expect((await ledger.entries(9)).map(({ did }) => did)).toEqual(['tokenMade', 'userAdded']);

  refuseAudit(file);
  const wang = { ...zhao, name: '王芳' };
  await expect(one.addUser({ ...wang, password: 'p' }, ADDED)).rejects.toThrow();
  await expect(one.setPassword('赵敏', 'q', CHANGED)).rejects.toThrow();
  await expect(one.removeUser('赵敏', REMOVED)).rejects.toThrow();
  await expect(one.addToken(wang, 'i', MADE)).rejects.toThrow();
  await expect(one.removeToken('赵敏', anAuditEntry('tokenRemoved'))).rejects.toThrow();
  expect(await one.users()).toEqual([zhao]);
  expect(await one.user('赵敏')).toMatchObject({ password: 'p' });
  expect(await one.tokens()).toEqual([zhao]);
});

const given = (key: string, text: string, at: number, since: number) =>
  aBatch({ answers: [{ who: '赵敏', key, request: text, answer: `{"${text}":1}`, at, since }] });

it('an answer is kept for the same person and key, the first one, and for its time', async () => {
  const { one, other, store } = await books();
  await store.commit(given('k', 'r', NOON, NOON - DAY));
  await store.commit(given('k', 's', NOON + 1, NOON - DAY));
  expect(await other.answer('赵敏', 'k', NOON)).toEqual({ request: 'r', answer: '{"r":1}' });
  expect(await other.answer('王芳', 'k', NOON)).toBeUndefined();
  expect(await other.answer('赵敏', 'k', NOON + 1)).toBeUndefined();
  await store.commit(given('l', 'r', NOON + 2 * DAY, NOON + DAY));
  expect(await one.answer('赵敏', 'k', 0)).toBeUndefined();
});

it('privacy.customer: an answer is not kept longer than the customers that stand in it', async () => {
  const { one, store } = await books();
  await store.commit(given('k', '+8613800138000', NOON, 0));
  await store.prune(NOON);
  expect(await one.answer('赵敏', 'k', 0)).toBeDefined();
  await store.prune(NOON + 1);
  expect(await one.answer('赵敏', 'k', 0)).toBeUndefined();
});

it('names and roles are nothing but text to it', async () => {
  const { one } = await books();
  const name = "x'); DROP TABLE api_tokens; --";
  await one.addToken({ name, role: 'operator', madeAt: NOON }, 'h', MADE);
  expect((await one.tokens()).map((token) => token.name)).toEqual([name]);
});

it('each role may what those before it may', () => {
  expect(allows('operator', 'operator')).toBe(true);
  expect(allows('operator', 'supervisor')).toBe(false);
  expect(allows('supervisor', 'operator')).toBe(true);
  expect(allows('supervisor', 'admin')).toBe(false);
  expect(allows('admin', 'admin')).toBe(true);
});

it('people and programs write beside the engine at the same time: nothing is lost, and nobody waits for ever', async () => {
  const { one, file } = await books();
  const engine = await openSqliteStore(file);
  onTestFinished(() => engine.close());
  const script = `const { openSqliteAuditLog } = await import(${JSON.stringify(LEDGER)});
    const ledger = await openSqliteAuditLog(${JSON.stringify(file)});
    for (let i = 0; i < 60; i += 1) {
      await ledger.note({ wall: ${NOON}, who: 'zhao', did: 'callbackAdded', call: null, callback: 'b', detail: '' });
    }`;
  const beside = promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
  for (let index = 0; index < 60; index += 1) {
    const answer = {
      who: 'zhao',
      key: `k-${index}`,
      request: 'r',
      answer: String(index),
      at: NOON,
      since: 0,
    };
    const batch = aBatch({ durable: true, callbacks: [aCallback(`cb-${index}`)], answers: [answer] });
    await kept(() => engine.commit(batch));
  }
  await beside;
  expect(await engine.countCallbacks({})).toBe(60);
  expect(await one.answer('zhao', 'k-59', 0)).toMatchObject({ answer: '59' });
  const ledger = await openSqliteAuditLog(file);
  expect(await ledger.entries(100)).toHaveLength(60);
  await ledger.close();
});

/** As the engine does: what the store refuses for another's lock is tried again. */
async function kept(commit: () => Promise<unknown>): Promise<unknown> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await commit();
    } catch (error) {
      if (tries > 200) throw error;
      await pause(10);
    }
  }
}
