import { expect, it } from 'vitest';
import type { At } from './store-place.ts';
import { aBatch, aCallback, anOutage, NOON } from './store-samples.ts';

/** What callers meet before the queue: outage.notice, language.caller. */
export function receiving(at: At): void {
  const numbers = async () => (await at.store.load()).customers.map(({ number }) => number).toSorted();

  it('gives a starting engine the newest state of every outage, over or not', async () => {
    await at.store.commit(aBatch({ outages: [anOutage('o1', { heard: 0 }), anOutage('o2')] }));
    await at.store.commit(aBatch({ durable: true, outages: [anOutage('o1', { endedAt: NOON + 1 })] }));
    await at.store.close();
    at.store = await at.place.open();
    expect((await at.store.load()).machines.outage).toEqual([
      anOutage('o1', { endedAt: NOON + 1 }),
      anOutage('o2'),
    ]);
  });

  it('remembers the newest choice of a number, until it is to be forgotten', async () => {
    const one = { number: '+8613800138000', language: 'zh', at: NOON } as const;
    const other = { number: '+8613912345678', language: 'en', at: NOON } as const;
    await at.store.commit(aBatch({ customers: [one, other] }));
    await at.store.commit(aBatch({ customers: [{ ...one, language: 'yue', at: NOON + 1 }] }));
    expect((await at.store.load()).customers).toContainEqual({ ...one, language: 'yue', at: NOON + 1 });
    await at.store.commit(aBatch({ forgotten: [one.number, '+8610'] }));
    expect(await numbers()).toEqual([other.number]);
    // forgotten and chosen anew in one
    await at.store.commit(aBatch({ forgotten: [other.number], customers: [{ ...other, at: NOON + 2 }] }));
    expect(await numbers()).toEqual([other.number]);
  });

  it('knows which numbers left while the engine was away it has taken, until they are gone', async () => {
    await at.store.commit(aBatch({ away: { taken: ['a.1', "b'2"], gone: [] } }));
    await at.store.commit(aBatch({ away: { taken: ['a.1'], gone: ["b'2", 'never'] } }));
    await at.store.close();
    at.store = await at.place.open();
    expect((await at.store.load()).away).toEqual(['a.1']);
  });

  it('callback.purpose: keeps the numbers that are not called until somebody takes them off, whatever is pruned', async () => {
    const one = {
      number: '+8613800138000',
      by: "o'neill",
      why: '客户要求; DROP TABLE do_not_call',
      at: NOON,
    };
    const other = { ...one, number: '+8613912345678' };
    await at.store.commit(aBatch({ durable: true, doNotCall: [one, other] }));
    await at.store.commit(
      aBatch({ doNotCall: [{ ...one, why: 'again' }], mayCallAgain: [other.number, '+86'] }),
    );
    await at.store.prune(NOON + 1);
    await at.store.close();
    at.store = await at.place.open();
    expect((await at.store.load()).doNotCall).toEqual([{ ...one, why: 'again' }]);
    // taken off and put on in one
    await at.store.commit(aBatch({ mayCallAgain: [one.number], doNotCall: [one] }));
    expect((await at.store.load()).doNotCall).toEqual([one]);
  });

  it('callback.purpose: tells a starting engine of the callbacks that have ended of late', async () => {
    const ended = (id: string, wall: number) =>
      aCallback(id, { status: { is: 'failed', at: wall, why: 'notAllowed', rule: 'country' } });
    const all = [ended('late', NOON + 5), ended('early', NOON), ended('before', NOON - 1), aCallback('open')];
    await at.store.commit(aBatch({ callbacks: all }));
    expect(await at.store.endedCallbacks(NOON)).toEqual([ended('early', NOON), ended('late', NOON + 5)]);
  });

  it('prunes choices that no call has gone by since, and outages that were over then', async () => {
    const customers = ['+8613800138000', '+8613912345678'].map(
      (number, index) => ({ number, language: 'zh', at: NOON + index }) as const,
    );
    const outages = [
      anOutage('over', { until: NOON - 1 }),
      anOutage('off', { endedAt: NOON - 1 }),
      anOutage('on'),
    ];
    await at.store.commit(aBatch({ customers, outages }));
    await at.store.prune(NOON + 1);
    expect(await numbers()).toEqual(['+8613912345678']);
    expect((await at.store.load()).machines.outage?.map(({ id }) => id)).toEqual(['on']);
  });
}
