import { expect, it } from 'vitest';
import type { CallbackRecord } from '../../src/core/reports/callbacks/callback-metrics.ts';
import type { Store } from '../../src/engine/store-port.ts';
import type { At } from './store-place.ts';
import { aBatch, aCallback, aFact, NOON } from './store-samples.ts';

const HOUR = 3_600_000;

async function recordsOf(store: Store, from = NOON, to = NOON + HOUR): Promise<CallbackRecord[]> {
  const records: CallbackRecord[] = [];
  for await (const record of store.callbackRecords({ from, to })) records.push(record);
  return records;
}

/** Callbacks of a period, with all that is known of them. */
export function reportingCallbacks(at: At): void {
  it('are those that were promised in the period, whether they came from a call or not, with their own facts', async () => {
    const callbacks = [
      aCallback('late', { promisedAt: NOON + HOUR }),
      aCallback('early', { promisedAt: NOON - 1 }),
      aCallback('b', { promisedAt: NOON, from: null }),
      aCallback('a', { promisedAt: NOON }),
      aCallback('last', { promisedAt: NOON + HOUR - 1 }),
    ];
    const facts = [
      aFact(NOON + 2, { callback: 'b' }),
      aFact(NOON + 3, { call: 'c', callback: 'a' }),
      aFact(NOON + 9 * HOUR, { callback: 'b' }),
      aFact(NOON, { call: 'c' }),
    ];
    await at.store.commit(aBatch({ callbacks, facts }));
    const found = await recordsOf(at.store);
    expect(found.map(({ callback }) => callback.id)).toEqual(['a', 'b', 'last']);
    expect(found.map((one) => one.facts)).toEqual([[facts[1]], [facts[0], facts[2]], []]);
    expect(found[1]?.callback).toEqual(callbacks[2]);
  });

  it('come each once, however many there are', async () => {
    const callbacks = Array.from({ length: 450 }, (_, i) =>
      aCallback(`cb${String(i).padStart(3, '0')}`, { promisedAt: NOON + (i % 7) }),
    );
    await at.store.commit(aBatch({ callbacks }));
    const ids = (await recordsOf(at.store)).map(({ callback }) => callback.id);
    expect(ids).toHaveLength(450);
    expect(new Set(ids).size).toBe(450);
  });

  it('facts of neither a call nor a callback are found by when they came to be', async () => {
    const apart = [aFact(NOON + 2), aFact(NOON + 1), aFact(NOON + HOUR), aFact(NOON - 1)];
    const owned = [aFact(NOON + 1, { call: 'c' }), aFact(NOON + 1, { callback: 'b' })];
    await at.store.commit(aBatch({ facts: [...apart, ...owned] }));
    expect(await at.store.factsApart({ from: NOON, to: NOON + HOUR })).toEqual([apart[1], apart[0]]);
  });
}
