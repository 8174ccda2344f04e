import { expect, it, onTestFinished } from 'vitest';
import type { CallRecord } from '../../src/core/reports/record.ts';
import type { Store } from '../../src/engine/store-port.ts';
import type { At } from './store-place.ts';
import { aBatch, aCall, aCallback, aFact, NOON } from './store-samples.ts';

const HOUR = 3_600_000;
const FROM = NOON;
const TO = NOON + HOUR;

async function recordsOf(store: Store, from = FROM, to = TO): Promise<CallRecord[]> {
  const records: CallRecord[] = [];
  for await (const record of store.callRecords({ from, to })) records.push(record);
  return records;
}

function call(id: string, wall: number) {
  return aCall(id, { arrivedAt: { mono: 1, wall } });
}

/** Calls of a period, with all that is known of them. */
export function reporting(at: At): void {
  const ids = async (from?: number, to?: number) =>
    (await recordsOf(at.store, from, to)).map((record) => record.call.id);

  it('are the calls that arrived in the period, from its first millisecond, before its end; oldest first', async () => {
    const calls = [
      call('before', FROM - 1),
      call('last', TO - 1),
      call('b', FROM),
      call('a', FROM),
      call('next', TO),
    ];
    await at.store.commit(aBatch({ calls }));
    expect(await ids()).toEqual(['a', 'b', 'last']);
    expect(await ids(TO, TO + 1)).toEqual(['next']);
    expect(await ids(TO + 1, TO + HOUR)).toEqual([]);
  });

  it('come with all their facts in the order of the commits, and with their callbacks, whenever those were', async () => {
    const facts = [
      aFact(NOON + 2, { call: 'a' }),
      aFact(NOON + 1, { call: 'b' }),
      aFact(NOON + 26 * HOUR, { call: 'a', callback: 'cb' }),
      aFact(NOON, { call: 'a' }),
      aFact(NOON),
    ];
    const callbacks = [aCallback('cb', { from: 'a', promisedAt: NOON + 25 * HOUR }), aCallback('other')];
    await at.store.commit(
      aBatch({ calls: [call('a', FROM), call('b', FROM), call('c', FROM)], callbacks, facts }),
    );
    const [a, b, c] = await recordsOf(at.store);
    expect(a).toEqual({
      call: call('a', FROM),
      facts: [facts[0], facts[2], facts[3]],
      callbacks: callbacks.slice(0, 1),
    });
    expect(b).toEqual({ call: call('b', FROM), facts: [facts[1]], callbacks: [] });
    expect(c).toEqual({ call: call('c', FROM), facts: [], callbacks: [] });
  });

  it('come all, each once, however many there are and at the same time, while the engine goes on', async () => {
    const many = Array.from({ length: 501 }, (_, index) => `c${String(index).padStart(3, '0')}`);
    await at.store.commit(
      aBatch({
        calls: many.map((id, index) => call(id, FROM + (index < 250 ? 5 : 7))),
        facts: many.map((id) => aFact(NOON, { call: id })),
      }),
    );
    const reader = await at.place.openReader();
    onTestFinished(() => reader.close());
    const seen: string[] = [];
    for await (const record of reader.callRecords({ from: FROM, to: TO })) {
      if (seen.length === 0) {
        await at.store.commit(
          aBatch({ durable: true, calls: [call('early', FROM + 1), call('z-late', FROM + 8)] }),
        );
        await at.store.prune(FROM);
      }
      expect(record.facts).toHaveLength(record.call.id === 'z-late' ? 0 : 1);
      seen.push(record.call.id);
    }
    expect(seen).toEqual([...many, 'z-late']);
  });

  it('may be left half read', async () => {
    await at.store.commit(aBatch({ calls: [call('a', FROM), call('b', FROM)] }));
    for await (const record of at.store.callRecords({ from: FROM, to: TO })) {
      expect(record.call.id).toBe('a');
      break;
    }
    await at.store.commit(aBatch({ calls: [call('c', FROM)] }));
    expect(await ids()).toEqual(['a', 'b', 'c']);
  });

  it('are refused by a store that has been closed', async () => {
    await at.store.close();
    await expect(recordsOf(at.store)).rejects.toThrow();
    at.store = await at.place.open();
  });
}
