import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assign, type Want } from '../../../src/core/agents/assign.ts';
import type { AgentState } from '../../../src/core/agents/state.ts';
import { isAvailable } from '../../../src/core/agents/step.ts';

function agent(id: string, idleSince: number, more: Partial<AgentState> = {}): AgentState {
  return {
    id,
    name: id,
    languages: ['zh'],
    device: 'idle',
    doing: { is: 'free' },
    idleSince,
    missed: 0,
    ...more,
  };
}

const call = (id: string, place: number): Want => ({ kind: 'call', id, place });
const callback = (id: string, place: number): Want => ({ kind: 'callback', id, place });
const given = (agents: AgentState[], wants: Want[]) =>
  assign(agents, wants).map(({ want, agent: id }) => `${want.id} ${id}`);

describe('assign', () => {
  it('answer.rings: the longest idle agent first', () => {
    expect(given([agent('8001', 30), agent('8002', 10), agent('8003', 20)], [call('a', 1)])).toEqual([
      'a 8002',
    ]);
  });

  it('callback.number: the earliest place first, live or callback', () => {
    const wants = [call('a', 30), callback('b', 10), call('c', 20)];
    expect(given([agent('8001', 1), agent('8002', 2)], wants)).toEqual(['b 8001', 'c 8002']);
  });

  it('each agent once, and only who is free and idle', () => {
    const agents = [
      agent('8001', 1, { device: 'busy' }),
      agent('8002', 2, { doing: { is: 'talking', call: 'x' } }),
      agent('8003', 3),
      agent('8004', 4, { device: 'offline' }),
    ];
    expect(given(agents, [call('a', 1), call('b', 2)])).toEqual(['a 8003']);
  });

  it('nobody wants anybody, nobody is there', () => {
    expect(given([agent('8001', 1)], [])).toEqual([]);
    expect(given([], [call('a', 1)])).toEqual([]);
  });

  it('the same for the same, in whatever order they are listed', () => {
    const one = [agent('8001', 5), agent('8002', 5)];
    const wants = [call('a', 1), call('b', 1)];
    expect(given(one.toReversed(), wants.toReversed())).toEqual(given(one, wants));
  });
});

const agents = fc.uniqueArray(
  fc.record({
    id: fc.integer({ min: 8001, max: 8020 }).map(String),
    idleSince: fc.nat({ max: 5 }),
    device: fc.constantFrom('idle', 'busy', 'offline', 'ringing'),
    free: fc.boolean(),
  }),
  { selector: ({ id }) => id, maxLength: 10 },
);
const wants = fc.uniqueArray(fc.record({ id: fc.nat({ max: 50 }).map(String), place: fc.nat({ max: 5 }) }), {
  selector: ({ id }) => id,
  maxLength: 10,
});

it('as many as can be are served, none before an earlier one, by none while a longer idle one is free', () => {
  fc.assert(
    fc.property(agents, wants, (some, wanted) => {
      const all = some.map(({ id, idleSince, device, free }) =>
        agent(id, idleSince, { device, doing: free ? { is: 'free' } : { is: 'talking', call: 'x' } }),
      );
      const list = wanted.map(({ id, place }) => call(id, place));
      const free = all.filter(isAvailable);
      const result = assign(all, list);
      expect(result).toHaveLength(Math.min(free.length, list.length));
      const taken = new Set(result.map(({ agent: id }) => id));
      expect(taken.size).toBe(result.length);
      const served = result.map(({ want }) => want.place);
      const left = list.filter((want) => !result.some((one) => one.want === want)).map(({ place }) => place);
      for (const place of left) expect(place).toBeGreaterThanOrEqual(Math.max(...served, 0));
      const idle = free.filter(({ id }) => taken.has(id)).map(({ idleSince }) => idleSince);
      const spare = free.filter(({ id }) => !taken.has(id)).map(({ idleSince }) => idleSince);
      for (const since of spare) expect(since).toBeGreaterThanOrEqual(Math.max(...idle, 0));
    }),
    { seed: 3, numRuns: 300 },
  );
});
