import { beforeEach, describe, expect, it } from 'vitest';
import { MAINLAND_HANDLING } from '../../src/core/standard/handling.ts';
import type { Standard } from '../../src/core/standard/standard.ts';
import { reportingCallbacks } from './store-callback-figures.ts';
import { searching } from './store-callbacks.ts';
import { listing } from './store-lists.ts';
import { aging, following } from './store-long-run.ts';
import type { At, StorePlace } from './store-place.ts';
import { programming } from './store-programmes.ts';
import { receiving } from './store-reception.ts';
import { reporting } from './store-reports.ts';
import { aBatch, aCall, aCallback, aFact, anAgent, anEntry, NO_PROGRAMMES, NOON } from './store-samples.ts';

/** What the engine relies on, of any store. */
export function storeContract(name: string, makePlace: () => Promise<StorePlace>): void {
  describe(`the Store contract: ${name}`, () => {
    const at = {} as At;

    beforeEach(async () => {
      at.place = await makePlace();
      at.store = await at.place.open();
      return async () => {
        await at.store.close();
        await at.place.remove();
      };
    });

    describe('what is committed', () => committing(at));
    describe('editions of standards', () => keepingEditions(at));
    describe('lists', () => listing(at));
    describe('callbacks as operators look for them', () => searching(at));
    describe('what reports are made from', () => reporting(at));
    describe('callbacks that reports are made from', () => reportingCallbacks(at));
    describe('a batch that cannot be kept', () => failing(at));
    describe('a reader in another process', () => following(at));
    describe('after a while', () => aging(at));
    describe('what callers meet before the queue', () => receiving(at));
    describe('programmes', () => programming(at));
  });
}

function committing(at: At): void {
  it.each([true, false])('comes back as it was, whole (durable: %s)', async (durable) => {
    const call = aCall('call-1', { phase: { is: 'over', askAgainMono: 5.5 }, endedAt: NOON });
    const callback = aCallback('cb-1');
    const facts = [aFact(NOON, { call: 'call-1' }), aFact(NOON + 1, { call: 'call-1', callback: 'cb-1' })];
    const journal = [anEntry('call', 'call-1'), anEntry('call', 'call-1', NOON + 0.5)];
    const agents = [anAgent('8001')];
    await at.store.commit(aBatch({ durable, calls: [call], callbacks: [callback], agents, facts, journal }));
    expect(await at.store.call('call-1')).toEqual({ state: call, facts, journal, replayable: true });
    expect(await at.store.callback('cb-1')).toEqual({
      state: callback,
      facts: facts.slice(1),
      journal: [],
      replayable: true,
    });
    expect(await at.store.agents()).toEqual(agents);
  });

  it('takes the place of what was kept under the same id', async () => {
    await at.store.commit(
      aBatch({ calls: [aCall('c')], callbacks: [aCallback('b')], agents: [anAgent('8001')] }),
    );
    const call = aCall('c', { endedAt: NOON + 9, line: '4008000001' });
    const callback = aCallback('b', { status: { is: 'settled', at: NOON } });
    const agent = anAgent('8001', { device: 'offline' });
    await at.store.commit(aBatch({ calls: [call], callbacks: [callback], agents: [agent] }));
    expect((await at.store.call('c'))?.state).toEqual(call);
    expect((await at.store.callback('b'))?.state).toEqual(callback);
    expect(await at.store.agents()).toEqual([agent]);
  });

  it('is there after closing and opening again', async () => {
    const call = aCall('call-1');
    await at.store.commit(aBatch({ durable: true, calls: [call], facts: [aFact(NOON, { call: 'call-1' })] }));
    await at.store.close();
    at.store = await at.place.open();
    expect((await at.store.load()).machines.call).toEqual([call]);
    expect(await at.store.facts(0, 10)).toHaveLength(1);
  });

  it('keeps facts in the order of the commits, numbered upwards, also when the clock goes back', async () => {
    const walls = [NOON + 5, NOON, NOON - 10_000, NOON + 7];
    await Promise.all(
      walls.map((wall) => at.store.commit(aBatch({ facts: [aFact(wall), aFact(wall + 0.5)] }))),
    );
    const all = await at.store.facts(0, 100);
    expect(all.map(({ fact }) => fact.at.wall)).toEqual(walls.flatMap((wall) => [wall, wall + 0.5]));
    const numbers = all.map(({ number }) => number);
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
    expect(await at.store.facts(numbers[2] ?? 0, 2)).toEqual(all.slice(3, 5));
    expect(await at.store.facts(numbers.at(-1) ?? 0, 2)).toEqual([]);
  });

  it('finds nothing under an id that it does not know', async () => {
    expect(await at.store.call('nobody')).toBeUndefined();
    expect(await at.store.callback('nobody')).toBeUndefined();
    expect(await at.store.load()).toEqual({
      machines: { call: [], callback: [], agent: [], outage: [], programme: [] },
      unreadable: [],
      away: [],
      customers: [],
      programmes: NO_PROGRAMMES,
      doNotCall: [],
      lastAt: null,
    });
  });
}

function failing(at: At): void {
  it('leaves nothing of itself, and the store goes on', async () => {
    await at.store.commit(aBatch({ calls: [aCall('before')], agents: [anAgent('8001')] }));
    // Its last part has no time, which no store can put in order.
    const batch = aBatch({
      durable: true,
      journal: [anEntry('call', 'before')],
      calls: [aCall('before', { endedAt: NOON }), aCall('new')],
      callbacks: [aCallback('cb')],
      agents: [anAgent('8001', { missed: 3 })],
      facts: [aFact(NOON, { call: 'before' }), aFact(Number.NaN)],
    });
    await expect(at.store.commit(batch)).rejects.toThrow();
    expect(await at.store.call('before')).toEqual({
      state: aCall('before'),
      facts: [],
      journal: [],
      replayable: true,
    });
    expect(await at.store.call('new')).toBeUndefined();
    expect(await at.store.callback('cb')).toBeUndefined();
    expect(await at.store.agents()).toEqual([anAgent('8001')]);
    await at.store.commit(aBatch({ calls: [aCall('after')] }));
    expect(await at.store.call('after')).toBeDefined();
  });
}

function keepingEditions(at: At): void {
  const standard = (name: string): Standard => ({
    name,
    title: { zh: name, yue: name, en: name },
    clauses: { 'answer.rings': { rings: 2 } },
    handling: MAINLAND_HANDLING,
  });
  it('come back by their editions, over a restart, and each is kept once', async () => {
    await at.store.keepEditions(new Map([['one', standard('a')]]));
    await at.store.keepEditions(
      new Map([
        ['one', standard('a')],
        ['two', standard('b')],
      ]),
    );
    await at.store.close();
    at.store = await at.place.open();
    expect(await at.store.editions()).toEqual(
      new Map([
        ['one', standard('a')],
        ['two', standard('b')],
      ]),
    );
  });
}
