import { describe, expect, it } from 'vitest';
import { abandonedCall, aRecord, happened, LI, NOON, pickedUp, queued, reportOf, WANG } from './support.ts';

describe('several calls', () => {
  const calls = [
    aRecord(pickedUp(3)),
    aRecord(pickedUp(9, WANG)),
    aRecord([...queued(), happened(30, 'agentAnswered', LI)], { line: '4008000001', standard: 'gas' }),
    aRecord([...queued(), ...abandonedCall(60)]),
    aRecord([happened(1, 'agentAnswered', LI)], { direction: 'out' }),
  ];

  it('add up', () => {
    expect(reportOf(calls).total).toMatchObject({
      calls: { in: 4, out: 1, open: 0 },
      answered: { personInTime: 2, engineInTime: 2, late: 0, noLimit: 0, unanswered: 0 },
      serviceLevel: { share: 0.5, calls: 2, of: 4 },
      abandoned: { calls: 1, share: 0.25 },
      speed: { calls: 3, averageSeconds: 14, longestSeconds: 30 },
    });
  });

  it('in any order', () => {
    expect(reportOf(calls.toReversed(), { by: 'agent' })).toEqual(reportOf(calls, { by: 'agent' }));
  });

  it('and none at all is a report of nothing', () => {
    const { total, groups, stars } = reportOf([], { by: 'agent', clauses: ['answer.rings'] });
    expect(total.calls).toEqual({ in: 0, out: 0, open: 0 });
    expect(total.serviceLevel.share).toBeNull();
    expect(total.clauses).toMatchObject([{ clause: 'answer.rings', kept: 0, broken: 0, notApplicable: 0 }]);
    expect([groups, stars]).toEqual([[], []]);
  });

  it.each([
    [2, 0],
    [3, 1],
    [9, 2],
    [30, 3],
  ])('the service level is as asked for: within %d s it is %d of 4', (withinSeconds, within) => {
    expect(reportOf(calls, { withinSeconds }).total.serviceLevel).toMatchObject({ calls: within, of: 4 });
  });

  it('stand in the slot in which each arrived', () => {
    const at = (minutes: number) => ({ arrivedAt: { mono: 0, wall: NOON + minutes * 60_000 } });
    const slots = [NOON, NOON + 1_800_000, NOON + 3_000_000];
    const spread = [0, 29, 30, 31, 59].map((minutes) => aRecord([], at(minutes)));
    expect(reportOf(spread, { slots }).slots.map(({ from, figures }) => [from, figures.calls.in])).toEqual([
      [slots[0], 2],
      [slots[1], 2],
      [slots[2], 1],
    ]);
  });
});

describe('what was never measured', () => {
  it('is empty, and no nought', () => {
    const { total } = reportOf([aRecord(pickedUp(3))]);
    expect([total.interruptions, total.surveys]).toEqual([null, null]);
  });

  it('is there for every group once it was measured anywhere', () => {
    const { groups } = reportOf(
      [
        aRecord([
          ...pickedUp(3),
          happened(9, 'interruption', LI),
          happened(12, 'interruption', LI),
          happened(50, 'survey', 'caller', { attitude: 5, accuracy: 4 }),
        ]),
        aRecord([...pickedUp(3), happened(50, 'survey', 'caller', { attitude: 2 })]),
        aRecord([...pickedUp(3, WANG), happened(50, 'survey', 'caller', { attitude: 9, accuracy: 'x' })]),
      ],
      { by: 'agent' },
    );
    expect(groups.map(({ key, figures }) => [key, figures.interruptions, figures.surveys])).toEqual([
      ['8001', 2, { calls: 2, attitude: 3.5, accuracy: 4 }],
      ['8002', 0, { calls: 0, attitude: null, accuracy: null }],
    ]);
  });
});
