import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { privacyOf, userName } from '../../src/cli/number-privacy.ts';
import { sitePaths } from '../../src/config/site.ts';
import { openLedger } from '../../src/readers.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';

async function site() {
  const dir = mkdtempSync(join(tmpdir(), 'sansheng-privacy-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  const paths = sitePaths(dir, 15_060);
  await (await openSqliteStore(paths.store)).close();
  return paths;
}

async function audit(paths: ReturnType<typeof sitePaths>) {
  const ledger = await openLedger(paths);
  const entries = await ledger.entries(10);
  await ledger.close();
  return entries;
}

const CALLBACK = {
  id: 'b1',
  from: 'c1',
  number: '+8613800138000',
  dialled: '13800138000',
  line: '4008001234',
};

it('privacy.customer: lists mask customers’ numbers, and keep ids and the company’s own', async () => {
  const paths = await site();
  const privacy = await privacyOf({}, paths, 'callbacks');
  expect(privacy.number('13800138000')).toBe('138******00');
  expect(privacy.data(CALLBACK)).toEqual({
    ...CALLBACK,
    number: '+86*********00',
    dialled: '138******00',
  });
  expect(await audit(paths)).toEqual([]);
});

it('privacy.customer: the number in a fact is masked, and who an agent is stays', async () => {
  const privacy = await privacyOf({}, await site(), 'call c1');
  const facts = [
    { name: 'alert', detail: { number: '13800138000', line: '4008001234' } },
    { name: 'takenOver', detail: { from: '8001' } },
    { input: { type: 'arrived', from: '13800138000' } },
    { input: { type: 'digit', digit: '7' } },
  ];
  expect(facts.map((fact) => privacy.data(fact))).toEqual([
    { name: 'alert', detail: { number: '138******00', line: '4008001234' } },
    { name: 'takenOver', detail: { from: '8001' } },
    { input: { type: 'arrived', from: '138******00' } },
    { input: { type: 'digit', digit: '*' } },
  ]);
});

it('privacy.customer: --show-numbers shows them, and who asked is on record', async () => {
  const paths = await site();
  const privacy = await privacyOf({ showNumbers: true }, paths, 'callbacks');
  expect(privacy.data(CALLBACK)).toEqual(CALLBACK);
  expect(privacy.number('13800138000')).toBe('13800138000');
  expect(await audit(paths)).toMatchObject([{ who: userName(), did: 'numbersShown', detail: 'callbacks' }]);
});
