import { describe, expect, it } from 'vitest';
import { abandonedCall, aRecord, happened, judged, LI, pickedUp, queued, reportOf, WANG } from './support.ts';

const reminder = (seconds: number, value: number) =>
  judged(seconds, 'hold.reminder', value > 15 ? 'broken' : 'kept', 'engine', {
    measured: { value, limit: 15, unit: 's' },
  });

describe('by line and by standard', () => {
  const calls = [
    aRecord(pickedUp(3), { line: 'b', standard: 'gas' }),
    aRecord(pickedUp(5), { line: 'a', standard: 'gas' }),
    aRecord(abandonedCall(7), { line: 'b', standard: 'telecom' }),
  ];

  it.each([
    ['line', { a: 1, b: 2 }],
    ['standard', { gas: 2, telecom: 1 }],
  ] as const)('%s: every call stands in one group', (by, expected) => {
    const { groups } = reportOf(calls, { by });
    expect(groups.map(({ key, figures }) => [key, figures.calls.in])).toEqual(Object.entries(expected));
  });

  it.each([null, 'clause'] as const)('%s: there are no groups of calls', (by) => {
    expect(reportOf(calls, { by }).groups).toEqual([]);
  });
});

/** Wang takes the call and holds it; the line breaks; Li takes it, holds it and hangs up first. */
function sharedCall() {
  return aRecord([
    ...pickedUp(3, WANG),
    happened(20, 'held', WANG),
    reminder(36, 15.5),
    happened(40, 'legLost', 'network', { who: '8002' }),
    reminder(60, 14.8),
    happened(70, 'agentAnswered', LI),
    happened(80, 'held', LI),
    happened(90, 'interruption', WANG),
    happened(95, 'hungUpFirst', LI, { who: 'agent' }),
    judged(95, 'close.caller.first', 'broken', LI),
    happened(99, 'disposition', LI, { key: '1', name: 'resolved', open: false }),
  ]);
}

describe('by agent', () => {
  const byAgent = (...calls: Parameters<typeof reportOf>[0]) =>
    new Map(reportOf(calls, { by: 'agent' }).groups.map(({ key, figures }) => [key, figures]));

  it('a call is the agent’s who took it, with all that was before; nobody’s where none did', () => {
    const groups = byAgent(
      aRecord([...queued(), reminder(24, 14.7), happened(30, 'agentAnswered', LI)]),
      aRecord([...queued(), ...abandonedCall(60)]),
    );
    expect([...groups.keys()]).toEqual(['8001', null]);
    expect(groups.get('8001')).toMatchObject({
      calls: { in: 1 },
      answered: { engineInTime: 1 },
      speed: { averageSeconds: 30 },
      waiting: { longestGapSeconds: 14.7 },
      abandoned: { calls: 0 },
    });
    expect(groups.get(null)).toMatchObject({
      calls: { in: 1 },
      abandoned: { calls: 1 },
      hungUpFirst: { caller: 1 },
      speed: { calls: 0 },
    });
  });

  it('a call that two took counts for both, its answer with the first, its end with the last', () => {
    const groups = byAgent(sharedCall());
    expect(groups.get('8002')).toMatchObject({
      calls: { in: 1 },
      answered: { personInTime: 1 },
      speed: { calls: 1, averageSeconds: 3 },
      waiting: { holds: 1, longestGapSeconds: 15.5 },
      hungUpFirst: { agent: 0 },
      dispositions: {},
      interruptions: 1,
    });
    expect(groups.get('8001')).toMatchObject({
      calls: { in: 1 },
      answered: { personInTime: 0 },
      serviceLevel: { of: 0 },
      speed: { calls: 0 },
      waiting: { holds: 1, longestGapSeconds: null },
      hungUpFirst: { agent: 1 },
      dispositions: { resolved: 1 },
      interruptions: 0,
    });
  });

  it('a clause that an agent broke counts for that agent alone', () => {
    const groups = byAgent(sharedCall());
    const broken = (agent: string) =>
      groups
        .get(agent)
        ?.clauses.filter((c) => c.broken > 0)
        .map(({ clause }) => clause);
    expect(broken('8002')).toEqual(['hold.reminder']);
    expect(broken('8001')).toEqual(['close.caller.first']);
  });

  it('an agent who takes the same call again has one part in it', () => {
    const groups = byAgent(
      aRecord([
        ...pickedUp(3, WANG),
        happened(30, 'agentAnswered', LI),
        happened(60, 'agentAnswered', WANG),
        ...abandonedCall(90),
      ]),
    );
    expect([...groups].map(([key, figures]) => [key, figures.calls.in, figures.abandoned.calls])).toEqual([
      ['8001', 1, 0],
      ['8002', 1, 1],
    ]);
  });

  it('what an agent did who never took the call is the call’s', () => {
    const groups = byAgent(aRecord([happened(5, 'agentSkipped', WANG, { how: 'noAnswer' }), ...pickedUp(7)]));
    expect([...groups.keys()]).toEqual(['8001']);
  });
});
