import { expect, it } from 'vitest';
import type { RecordType } from '../../src/core/facts.ts';
import type { At } from './store-place.ts';
import { aBatch, aCall, aCallback, aFact, anAgent, NOON } from './store-samples.ts';

const DAY = 86_400_000;

const call = (id: string, minutes: number, ended: boolean, line = '4008001234') =>
  aCall(id, {
    line,
    arrivedAt: { mono: minutes, wall: NOON + minutes * 60_000 },
    endedAt: ended ? NOON + DAY : null,
  });

/** Five calls with `record` events; two calls have the same number, and two have none. */
function recordsOfCalls() {
  const customer = (number: string | null) => ({
    leg: null,
    answered: true,
    number,
    dialled: number ?? '',
  });
  const from = { a: '+8613800138000', b: '+8613912345678', c: '+8613800138000', d: null, e: null };
  const calls = Object.entries(from).map(([id, number]) => ({
    ...call(id, 1, true),
    customer: customer(number),
  }));
  const record = (id: string, type: RecordType, minutes: number) => ({
    kind: 'event' as const,
    name: 'record' as const,
    at: { mono: 0, wall: NOON + minutes },
    call: id,
    by: { agent: '8001' },
    detail: { type },
  });
  const facts = [
    record('a', 'nuisance', 1),
    record('b', 'nuisance', 2),
    record('c', 'complaint', 3),
    record('c', 'nuisance', 4),
    record('d', 'nuisance', 5),
    { ...record('e', 'nuisance', 6), by: 'caller' as const },
  ];
  return { calls, facts };
}

/** Lists for `sansheng calls`, `sansheng callbacks` and the API. */
export function listing(at: At): void {
  const ids = (states: readonly { id: string }[]) => states.map(({ id }) => id);

  it('gives what is on record newest first, by type, with the how many-th it is from that number', async () => {
    await at.store.commit(aBatch(recordsOfCalls()));
    const nuisance = await at.store.records({ limit: 9, type: 'nuisance' });
    expect(nuisance.map(({ call, times }) => `${call.id} ${times}`)).toEqual([
      'e 1',
      'd 1',
      'c 2',
      'b 1',
      'a 1',
    ]);
    expect(nuisance.map(({ by }) => by).slice(0, 2)).toEqual(['caller', { agent: '8001' }]);
    const [newest, before] = await at.store.records({ limit: 4 });
    expect([newest?.type, newest?.wall, before?.call.id]).toEqual(['nuisance', NOON + 6, 'd']);
    expect(await at.store.records({ limit: 9, type: 'complaint' })).toMatchObject([
      { call: { id: 'c' }, times: 1 },
    ]);
  });

  it('gives calls newest first, by line, open ones, and no more than asked for', async () => {
    const calls = [
      call('b', 2, true),
      call('a', 1, false),
      call('d', 4, false, '4008000001'),
      call('c', 3, true),
    ];
    await at.store.commit(aBatch({ calls }));
    expect(ids(await at.store.calls({ limit: 9 }))).toEqual(['d', 'c', 'b', 'a']);
    expect(ids(await at.store.calls({ limit: 2 }))).toEqual(['d', 'c']);
    expect(ids(await at.store.calls({ limit: 9, line: '4008001234' }))).toEqual(['c', 'b', 'a']);
    expect(ids(await at.store.calls({ limit: 9, open: true }))).toEqual(['d', 'a']);
    expect(ids(await at.store.calls({ limit: 9, open: true, line: '4008001234' }))).toEqual(['a']);
  });

  it('gives the calls of a number, and those before a call, also of the same moment', async () => {
    const of = (number: string | null) => ({ customer: { ...aCall('x').customer, number } });
    const calls = [
      aCall('a', { ...of('+8613800138000'), arrivedAt: { wall: NOON + 0.4, mono: 0 } }),
      aCall('b', { ...of('+8613900139000'), arrivedAt: { wall: NOON, mono: 0 } }),
      aCall('c', { ...of('+8613800138000'), arrivedAt: { wall: NOON + 1, mono: 0 } }),
      aCall('d', { ...of(null), arrivedAt: { wall: NOON + 2, mono: 0 } }),
    ];
    await at.store.commit(aBatch({ calls }));
    expect(ids(await at.store.calls({ limit: 9, number: '+8613800138000' }))).toEqual(['c', 'a']);
    expect(ids(await at.store.calls({ limit: 9, number: '138' }))).toEqual([]);
    const before = { arrivedAt: NOON, id: 'b' };
    expect(ids(await at.store.calls({ limit: 9, before }))).toEqual(['a']);
    expect(ids(await at.store.calls({ limit: 1, before: { arrivedAt: NOON + 2, id: 'd' } }))).toEqual(['c']);
  });

  it('gives all of a customer at once: calls with their clauses and records, callbacks, and how many', async () => {
    const { calls, facts } = recordsOfCalls();
    const clause = { ...aFact(NOON, { call: 'a' }), verdict: 'broken' } as const;
    const ended = { kind: 'event', name: 'ended', at: { mono: 0, wall: NOON }, call: 'a' } as const;
    const alert = aCall('z', { direction: 'alert' });
    const callbacks = [
      aCallback('cb-1'),
      aCallback('cb-2', { promisedAt: NOON + 1, status: { is: 'settled', at: NOON } }),
      aCallback('cb-3', { number: '+8613912345678' }),
    ];
    const detail = { who: '赵敏', text: '已告知' };
    const when = { mono: 0, wall: NOON };
    const note = { kind: 'event', name: 'callbackNoted', at: when, callback: 'cb-1', detail } as const;
    const due = { kind: 'event', name: 'callbackDue', at: when, callback: 'cb-1' } as const;
    const kept = [aFact(NOON, { call: 'a' }), aFact(NOON, { call: 'a' })];
    const all = [...facts, ...kept, clause, ended, due, note];
    await at.store.commit(aBatch({ calls: [...calls, alert], callbacks, facts: all }));
    const known = await at.store.customerHistory('+8613800138000', 9);
    expect(known.calls.map((one) => [one.call.id, one.kept, one.facts.length])).toEqual([
      ['c', 0, 2],
      ['a', 2, 2],
    ]);
    expect(known.calls[1]?.facts).toContainEqual(clause);
    expect(known.callbacks.map(({ callback, facts: of }) => [callback.id, of])).toEqual([
      ['cb-2', []],
      ['cb-1', [note]],
    ]);
    expect(known.total).toEqual({ calls: 2, callbacks: 2 });
    const least = await at.store.customerHistory('+8613800138000', 1);
    expect([least.calls.length, least.callbacks.length, least.total]).toEqual([1, 1, known.total]);
    expect((await at.store.customerHistory('', 9)).total).toEqual({ calls: 0, callbacks: 0 });
  });

  it('gives callbacks newest first, and open ones', async () => {
    const statuses = [
      { is: 'scheduled' },
      { is: 'due' },
      { is: 'attempting', call: 'c' },
      { is: 'settled', at: NOON },
      { is: 'failed', at: NOON, why: 'notReached' },
    ] as const;
    const callbacks = statuses.map((status, index) =>
      aCallback(`cb-${index}`, { status, promisedAt: NOON + index }),
    );
    await at.store.commit(aBatch({ callbacks }));
    expect(ids(await at.store.callbacks({ limit: 9 }))).toEqual(['cb-4', 'cb-3', 'cb-2', 'cb-1', 'cb-0']);
    expect(ids(await at.store.callbacks({ limit: 9, open: true }))).toEqual(['cb-2', 'cb-1', 'cb-0']);
  });

  it('gives a starting engine what has not ended, and all agents', async () => {
    const callbacks = [aCallback('open'), aCallback('closed', { status: { is: 'settled', at: NOON } })];
    const agents = [anAgent('8002'), anAgent('8001')];
    await at.store.commit(aBatch({ calls: [call('a', 1, false), call('b', 2, true)], callbacks, agents }));
    const loaded = await at.store.load();
    expect(ids(loaded.machines.call ?? [])).toEqual(['a']);
    expect(ids(loaded.machines.callback ?? [])).toEqual(['open']);
    expect(ids(loaded.machines.agent ?? [])).toEqual(['8001', '8002']);
  });
}
