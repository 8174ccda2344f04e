import { expect, it } from 'vitest';
import type { CallbackState } from '../../src/core/callback/state.ts';
import { type CallbackOrderBy, type CallbackQuery, sortValue } from '../../src/engine/callback-query.ts';
import type { At } from './store-place.ts';
import { aBatch, aCallback, aFact, NOON } from './store-samples.ts';

const MINUTE = 60_000;

const CALLBACKS: readonly CallbackState[] = [
  aCallback('b-due', { place: NOON - 3, promisedAt: NOON + 1, dueAt: NOON + 4 }),
  aCallback('b-late', {
    kind: 'complaint',
    number: '+8613912345678',
    dialled: '１３９１２３４５６７８',
    name: '李雷 100%_\\',
    about: 'Gas smells; DROP TABLE callbacks',
    by: '赵敏',
    promisedAt: NOON + 2,
    dueAt: NOON + 3.4,
    deadlineAt: NOON - 1,
    status: { is: 'scheduled' },
    attempts: [],
    agent: '8002',
  }),
  aCallback('b-held', {
    number: '+8613700000000',
    status: { is: 'blocked', why: 'manyWishes' },
    promisedAt: NOON + 3,
    deadlineAt: NOON + 5 * MINUTE,
    warnedFor: NOON + 5 * MINUTE,
  }),
  aCallback('c-settled', {
    line: '4008000001',
    assigned: '8003',
    status: { is: 'settled', at: NOON },
    promisedAt: NOON + 4,
    deadlineAt: NOON - 5,
  }),
  aCallback('c-cancelled', {
    status: { is: 'cancelled', at: NOON, by: '赵敏', why: 'moved' },
    promisedAt: NOON + 4,
  }),
];

/** What operators look for. */
export function searching(at: At): void {
  const keep = () => at.store.commit(aBatch({ callbacks: CALLBACKS }));
  const found = async (query: Partial<CallbackQuery>) =>
    (await at.store.callbacks({ limit: 9, now: NOON, ...query })).map(({ id }) => id);

  it.each([
    [{ open: true }, ['b-held', 'b-late', 'b-due']],
    [{ standings: ['settled', 'cancelled'] }, ['c-settled', 'c-cancelled']],
    [{ standings: ['overdue'] }, ['b-late']],
    [{ standings: ['atRisk'] }, ['b-held']],
    [{ standings: ['atRisk'], now: NOON + 6 * MINUTE }, []],
    [{ standings: ['overdue'], now: NOON + 6 * MINUTE }, ['b-held', 'b-late']],
    [{ standings: ['blocked', 'overdue'] }, ['b-held', 'b-late']],
    [{ standings: [] }, []],
    [{ kinds: ['complaint', 'programme'] }, ['b-late']],
    [{ line: '4008000001' }, ['c-settled']],
    [{ agent: '8002' }, ['b-late']],
    [{ agent: '8003' }, ['c-settled']],
    [{ agent: '8001', open: true }, ['b-held', 'b-due']],
    [{ number: '+8613912345678' }, ['b-late']],
    [{ number: '１３９１２３４５６７８' }, ['b-late']],
    [{ number: '+861391234567' }, []],
    [{ dueFrom: NOON + 1 }, ['b-late', 'b-due']],
    [{ dueFrom: NOON + 3, dueBefore: NOON + 4 }, ['b-late']],
    [{ text: 'gas SMELLS' }, ['b-late']],
    [{ text: '李雷' }, ['b-late']],
    [{ text: '赵敏' }, ['b-late']],
    [{ text: 'B-H' }, ['b-held']],
    [{ text: '%_\\' }, ['b-late']],
    [{ text: '_' }, ['b-late']],
    [{ text: "' OR 1=1 --" }, []],
    [{ line: "4008001234' OR '1'='1" }, []],
  ] as [Partial<CallbackQuery>, string[]][])('finds callbacks by %j', async (query, ids) => {
    await keep();
    expect(await found(query)).toEqual(ids);
    expect(await at.store.countCallbacks({ now: NOON, ...query })).toBe(ids.length);
  });

  it('finds no part of a number that is masked where the text is read, however it is written', async () => {
    const about = ['call 13900139000', 'call 139 0013-9000', '2026-12-01 at no 9000'];
    const named = about.map((text, index) =>
      aCallback(`d-${index}`, { about: text, promisedAt: NOON + index }),
    );
    await at.store.commit(aBatch({ callbacks: named }));
    const ids = await found({ text: '9000', textMasked: true });
    expect(ids).toEqual(['d-2']);
    expect((await found({ text: '9000' })).toSorted()).toEqual(['d-0', 'd-1', 'd-2']);
    expect(await found({ text: 'D-1', textMasked: true })).toEqual(['d-1']);
  });

  it.each(['due', 'deadline', 'promised', 'place'] as const)(
    'gives them in order by %s, both ways, page by page, each once',
    async (by) => {
      await keep();
      const order = (a: CallbackState, b: CallbackState) =>
        sortValue(a, by) - sortValue(b, by) || (a.id < b.id ? -1 : 1);
      const upwards = CALLBACKS.toSorted(order).map(({ id }) => id);
      expect(await pages(by, false)).toEqual(upwards);
      expect(await pages(by, true)).toEqual(upwards.toReversed());
    },
  );

  async function pages(by: CallbackOrderBy, descending: boolean): Promise<string[]> {
    const ids: string[] = [];
    let after: CallbackQuery['after'];
    for (;;) {
      const query: CallbackQuery = { limit: 2, sort: { by, descending }, ...(after ? { after } : {}) };
      const page = await at.store.callbacks(query);
      ids.push(...page.map(({ id }) => id));
      const last = page.at(-1);
      if (!last || page.length < 2) return ids;
      after = { value: sortValue(last, by), id: last.id };
    }
  }

  it('goes on after the last one that is known, whatever has changed before it meanwhile', async () => {
    await keep();
    const sort = { by: 'promised', descending: false } as const;
    const [first, second] = await at.store.callbacks({ limit: 2, sort, open: true });
    if (!first || !second) throw new Error('there are two');
    const settled = { ...first, status: { is: 'settled', at: NOON } } as const;
    await at.store.commit(aBatch({ callbacks: [settled, aCallback('a-new', { promisedAt: NOON })] }));
    const after = { value: sortValue(second, 'promised'), id: second.id };
    expect(await found({ sort, after, open: true })).toEqual(['b-held']);
  });

  it('knows the ids that begin so', async () => {
    await keep();
    expect(await at.store.callbackIds('b-', 9)).toEqual(['b-due', 'b-held', 'b-late']);
    expect(await at.store.callbackIds('b-', 2)).toHaveLength(2);
    expect(await at.store.callbackIds('c-s', 2)).toEqual(['c-settled']);
    expect(await at.store.callbackIds('%', 2)).toEqual([]);
  });

  it('says which fact is the newest', async () => {
    expect(await at.store.lastFact()).toBe(0);
    await at.store.commit(aBatch({ facts: [aFact(NOON), aFact(NOON + 1)] }));
    const facts = await at.store.facts(0, 9);
    expect(await at.store.lastFact()).toBe(facts.at(-1)?.number);
  });

  it('is looked for from another process while the engine writes', async () => {
    const reader = await at.place.openReader();
    const seen: number[] = [];
    for (const callback of CALLBACKS) {
      await at.store.commit(aBatch({ callbacks: [callback] }));
      seen.push(await reader.countCallbacks({}));
    }
    await reader.close();
    expect(seen).toEqual([1, 2, 3, 4, 5]);
  });
}
