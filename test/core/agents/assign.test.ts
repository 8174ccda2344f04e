import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AgentRequest, assignAgents, isAnyAgentPresent } from '../../../src/core/agents/assign.ts';
import { type AgentState, NEW_AGENT } from '../../../src/core/agents/state.ts';
import { canTakeCall } from '../../../src/core/agents/step.ts';
import type { RequestedAgent } from '../../../src/core/model/requested-agent.ts';

function agent(id: string, idleSince: number, more: Partial<AgentState> = {}): AgentState {
  return {
    id,
    name: id,
    role: 'agent',
    languages: ['zh'],
    ...NEW_AGENT,
    device: 'idle',
    idleSince,
    ...more,
  };
}

const ANY = { role: 'agent', language: 'zh' } as const;
const call = (id: string, place: number, wants: Partial<RequestedAgent> = {}): AgentRequest => ({
  kind: 'call',
  id,
  place,
  wants: { ...ANY, ...wants },
});
const callback = (id: string, place: number): AgentRequest => ({ ...call(id, place), kind: 'callback' });
const desk = (id: string, idleSince: number) => agent(id, idleSince, { role: 'complaints' });
const YUE = agent('8002', 2, { languages: ['yue', 'zh'] });
const BUSY_YUE: AgentState = { ...YUE, doing: { is: 'talking', call: 'x' } };
const AWAY_YUE: AgentState = { ...YUE, device: 'offline' };
const LAZY_YUE: AgentState = { ...YUE, doing: { is: 'skipped', untilMono: 9 } };
const given = (agents: AgentState[], wants: AgentRequest[]) =>
  assignAgents(agents, wants).map(({ request, agent: id }) => `${request.id} ${id}`);

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

  it('close.record: a wrap-up that yields gives way to a caller who waits, not to a callback', () => {
    const writing = agent('8001', 1, { doing: { is: 'wrapUp', call: 'x', untilMono: 9, yields: true } });
    expect(given([writing], [callback('b', 1)])).toEqual([]);
    expect(given([writing], [callback('b', 1), call('a', 2)])).toEqual(['a 8001']);
  });

  it('nobody wants anybody, nobody is there', () => {
    expect(given([agent('8001', 1)], [])).toEqual([]);
    expect(given([], [call('a', 1)])).toEqual([]);
  });

  it.each<[string, AgentState[], Partial<RequestedAgent>, string[]]>([
    ['one of the role', [agent('8001', 1), desk('8800', 2)], { role: 'complaints' }, ['a 8800']],
    ['plain calls are for agents', [desk('8800', 1), agent('8001', 2)], {}, ['a 8001']],
    ['nobody of the role', [agent('8001', 1)], { role: 'supervisor' }, []],
    ['one who speaks it', [agent('8001', 1), YUE], { language: 'yue' }, ['a 8002']],
    ['the one who speaks it is busy: wait', [agent('8001', 1), BUSY_YUE], { language: 'yue' }, []],
    ['who speaks it has no phone on: anyone', [agent('8001', 1), AWAY_YUE], { language: 'yue' }, ['a 8001']],
    ['or lets it ring: anyone', [agent('8001', 1), LAZY_YUE], { language: 'yue' }, ['a 8001']],
    ['nobody else will do', [agent('8001', 1), AWAY_YUE], { language: 'yue', mustSpeak: true }, []],
    ['not the one who handed over', [agent('8001', 1), agent('8002', 2)], { not: '8001' }, ['a 8002']],
    [
      'longest idle of those who speak it',
      [{ ...YUE, id: '8003', idleSince: 9 }, YUE],
      { language: 'yue' },
      ['a 8002'],
    ],
  ])('language.caller: %s', (_, agents, wants, expected) => {
    expect(given(agents, [call('a', 1, wants)])).toEqual(expected);
  });

  it('a want that cannot be met holds up nobody', () => {
    const wants = [call('a', 1, { role: 'supervisor' }), call('b', 2)];
    expect(given([agent('8001', 1)], wants)).toEqual(['b 8001']);
  });

  it('hold.hurried: before those who came earlier', () => {
    const wants = [call('a', 1), callback('b', 2), { ...call('c', 3), priority: true }];
    expect(given([agent('8001', 1), agent('8002', 2)], wants)).toEqual(['c 8001', 'a 8002']);
  });

  it('callback.appointment: what is kept for one agent waits for that one, whoever else is free, and whatever is spoken', () => {
    const kept = { ...callback('a', 1), only: '8002' };
    expect(given([agent('8001', 1), agent('8002', 2, { languages: ['en'] })], [kept])).toEqual(['a 8002']);
    expect(given([agent('8001', 1)], [kept, call('b', 2)])).toEqual(['b 8001']);
  });

  it.each(['loggedOut', 'paused'] as const)('nobody who is %s, and nobody waits for one', (is) => {
    const duty = is === 'loggedOut' ? { is, since: 0 } : { is, since: 0, reason: '1', name: 'break' };
    const gone = agent('8001', 1, { availability: duty });
    expect(given([gone, agent('8002', 2)], [call('a', 1)])).toEqual(['a 8002']);
    expect(isAnyAgentPresent([gone], ANY)).toBe(false);
  });

  it('people.complaint: somebody is there also while busy, and nobody who lets it ring', () => {
    const wants = { role: 'complaints', language: 'zh' } as const;
    const there = (more: Partial<AgentState>) => isAnyAgentPresent([{ ...desk('8800', 1), ...more }], wants);
    expect(there({ doing: { is: 'talking', call: 'x' } })).toBe(true);
    expect(there({ device: 'offline' })).toBe(false);
    expect(there({ doing: { is: 'skipped', untilMono: 5 } })).toBe(false);
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
      const free = all.filter(canTakeCall);
      const result = assignAgents(all, list);
      expect(result).toHaveLength(Math.min(free.length, list.length));
      const taken = new Set(result.map(({ agent: id }) => id));
      expect(taken.size).toBe(result.length);
      const served = result.map(({ request }) => request.place);
      const left = list
        .filter((want) => !result.some((one) => one.request === want))
        .map(({ place }) => place);
      for (const place of left) expect(place).toBeGreaterThanOrEqual(Math.max(...served, 0));
      const idle = free.filter(({ id }) => taken.has(id)).map(({ idleSince }) => idleSince);
      const spare = free.filter(({ id }) => !taken.has(id)).map(({ idleSince }) => idleSince);
      for (const since of spare) expect(since).toBeGreaterThanOrEqual(Math.max(...idle, 0));
    }),
    { seed: 3, numRuns: 300 },
  );
});
