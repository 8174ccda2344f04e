import { expect, it, onTestFinished } from 'vitest';
import type { At } from './store-place.ts';
import { aBatch, aCall, aCallback, aFact, anEntry, NOON } from './store-samples.ts';

const DAY = 86_400_000;

/** Another process looks on while the engine writes. */
export function following(at: At): void {
  it('sees what is committed while it is open, whole batches only', async () => {
    const reader = await at.place.openReader();
    onTestFinished(() => reader.close());
    let last = 0;
    for (let round = 1; round <= 50; round += 1) {
      const facts = [aFact(NOON + round, { call: 'c' }), aFact(NOON + round, { call: 'c' })];
      await at.store.commit(
        aBatch({ durable: round % 2 === 0, calls: [aCall('c', { made: round })], facts }),
      );
      const seen = await reader.facts(last, 100);
      expect(seen.map(({ fact }) => fact)).toEqual(facts);
      last = seen.at(-1)?.number ?? last;
      expect((await reader.call('c'))?.state.made).toBe(round);
    }
  });

  it('reads on when the engine has stopped, and writes nothing', async () => {
    await at.store.commit(aBatch({ calls: [aCall('c')] }));
    await at.store.close();
    const reader = await at.place.openReader();
    onTestFinished(() => reader.close());
    expect(await reader.calls({ limit: 1 })).toEqual([aCall('c')]);
    await expect(reader.commit(aBatch({ calls: [aCall('d')] }))).rejects.toThrow();
    await expect(reader.prune(NOON)).rejects.toThrow();
    expect(await reader.call('d')).toBeUndefined();
  });
}

/** What months do to a store. */
export function aging(at: At): void {
  it('forgets calls that ended before, with their facts and journal, and nothing younger', async () => {
    const ended = (id: string, wall: number) => aCall(id, { endedAt: wall });
    await at.store.commit(
      aBatch({
        calls: [ended('old', NOON - 1), ended('young', NOON), aCall('open')],
        facts: ['old', 'young', 'open'].map((id) => aFact(NOON - DAY, { call: id })),
        journal: ['old', 'young', 'open'].map((id) => anEntry('call', id, NOON - DAY)),
      }),
    );
    expect(await at.store.prune(NOON)).toBe(1);
    expect(await at.store.call('old')).toBeUndefined();
    for (const id of ['young', 'open']) {
      const kept = await at.store.call(id);
      expect([kept?.facts.length, kept?.journal.length]).toEqual([1, 1]);
    }
    expect((await at.store.facts(0, 9)).map(({ fact }) => fact.call)).toEqual(['young', 'open']);
    expect(await at.store.prune(NOON)).toBe(0);
  });

  it('keeps the call of a promise that is open, and forgets both once it is settled', async () => {
    const facts = [aFact(NOON - DAY, { callback: 'cb' })];
    await at.store.commit(
      aBatch({
        calls: [aCall('call-1', { endedAt: NOON - DAY })],
        callbacks: [aCallback('cb', { from: 'call-1' })],
        facts,
      }),
    );
    expect(await at.store.prune(NOON)).toBe(0);
    expect(await at.store.call('call-1')).toBeDefined();
    expect((await at.store.callback('cb'))?.facts).toEqual(facts);
    const settled = aCallback('cb', { from: 'call-1', status: { is: 'settled', at: NOON - 1 } });
    await at.store.commit(aBatch({ callbacks: [settled] }));
    expect(await at.store.prune(NOON)).toBe(1);
    expect(await at.store.callback('cb')).toBeUndefined();
    expect(await at.store.facts(0, 9)).toEqual([]);
  });

  it('keeps a fact of two until both have gone: a call, and the callback that it was an attempt at', async () => {
    const facts = [
      aFact(NOON - DAY, { call: 'attempt', callback: 'open' }),
      aFact(NOON - DAY, { call: 'attempt' }),
      aFact(NOON - DAY, { call: 'young', callback: 'closed' }),
    ];
    const closed = aCallback('closed', { status: { is: 'settled', at: NOON - 1 } });
    await at.store.commit(
      aBatch({
        calls: [aCall('attempt', { endedAt: NOON - 1 }), aCall('young', { endedAt: NOON })],
        callbacks: [aCallback('open'), closed],
        facts,
      }),
    );
    await at.store.prune(NOON);
    expect((await at.store.callback('open'))?.facts).toEqual([facts[0]]);
    expect((await at.store.call('young'))?.facts).toEqual([facts[2]]);
    expect(await at.store.facts(0, 9)).toHaveLength(2);
    await at.store.commit(
      aBatch({ callbacks: [aCallback('open', { status: { is: 'settled', at: NOON } })] }),
    );
    await at.store.prune(NOON + 1);
    expect(await at.store.facts(0, 9)).toEqual([]);
  });

  it('forgets very many without keeping the engine waiting, and never gives a number again', async () => {
    const ids = Array.from({ length: 230 }, (_, index) => `c${index}`);
    await at.store.commit(
      aBatch({
        calls: ids.map((id) => aCall(id, { endedAt: NOON - 1 })),
        facts: ids.map((id) => aFact(NOON, { call: id })),
      }),
    );
    const pruned = at.store.prune(NOON);
    await at.store.commit(aBatch({ facts: [aFact(NOON)] }));
    expect(await pruned).toBe(230);
    const [fact, ...rest] = await at.store.facts(0, 9);
    expect(rest).toEqual([]);
    expect(fact?.number).toBe(231);
  });

  it('is copied whole while it is written to', async () => {
    const file = at.place.backupFile();
    await at.store.commit(aBatch({ calls: [aCall('c')], facts: [aFact(NOON, { call: 'c' })] }));
    const backup = at.store.backup(file);
    await at.store.commit(aBatch({ durable: true, calls: [aCall('d')] }));
    await backup;
    await at.store.backup(file);
    const copy = await at.place.openBackup(file);
    onTestFinished(() => copy.close());
    expect((await copy.call('c'))?.facts).toHaveLength(1);
    expect(await copy.call('d')).toBeDefined();
    await copy.commit(aBatch({ calls: [aCall('e')] }));
    expect(await at.store.call('e')).toBeUndefined();
  });
}
