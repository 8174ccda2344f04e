import { describe, expect, it } from 'vitest';
import { STAR_RULE } from '../../../src/core/reports/agent-rating.ts';
import type { CallRecord } from '../../../src/core/reports/record.ts';
import { abandonedCall, aRecord, happened, LI, NOON, reportOf, WANG } from './support.ts';

/** The phone rang, and was picked up after so many seconds. */
function picked(seconds: number): CallRecord {
  return aRecord([
    happened(1, 'agentRung', 'engine', { agent: '8001' }),
    happened(1 + seconds, 'agentAnswered', LI),
  ]);
}

function missedCall(how: string): CallRecord {
  return aRecord([
    happened(1, 'agentRung', 'engine', { agent: '8001' }),
    happened(6, 'agentSkipped', LI, { how }),
    ...abandonedCall(9),
  ]);
}

function rated(marks: Record<string, number>): CallRecord {
  return aRecord([happened(1, 'agentAnswered', LI), happened(60, 'survey', 'caller', marks)]);
}

const times = (n: number, make: () => CallRecord) => Array.from({ length: n }, make);
const starsOf = (calls: readonly CallRecord[], rule = {}) =>
  reportOf(calls, { starRule: { ...STAR_RULE, ...rule } }).stars[0];

describe('quality.stars: speed', () => {
  it.each([
    [10, 0, 5],
    [9, 1, 5],
    [8, 2, 4],
    [7, 3, 3],
    [6, 4, 2],
    [5, 5, 2],
    [4, 6, 1],
    [0, 10, 1],
  ])('%d picked up within 5 s and %d later: %d stars', (soon, later, stars) => {
    const calls = [...times(soon, () => picked(5)), ...times(later, () => picked(5.01))];
    expect(starsOf(calls)?.speed).toMatchObject({ stars, measured: soon / 10 });
  });

  it.each(['noAnswer', 'busy', 'refused'])('%s is not picked up', (how) => {
    const speed = starsOf([...times(9, () => picked(2)), missedCall(how)])?.speed;
    expect(speed).toMatchObject({ stars: 5, measured: 0.9 });
    expect(speed?.behind.filter(({ value }) => value === null)).toHaveLength(1);
  });

  it.each(['unreachable', 'lost', 'ended'])('%s says nothing of the agent', (how) => {
    expect(starsOf([...times(10, () => picked(2)), missedCall(how)])?.speed.behind).toHaveLength(10);
  });

  it('a ring that the caller ended says nothing of the agent', () => {
    const ended = aRecord([happened(1, 'agentRung', 'engine', { agent: '8001' }), ...abandonedCall(30)]);
    expect(starsOf([...times(10, () => picked(2)), ended])?.speed).toMatchObject({ stars: 5, measured: 1 });
  });

  it('fewer than 10 rings: no stars, though it was measured', () => {
    expect(starsOf(times(9, () => picked(2)))?.speed).toMatchObject({ stars: null, measured: 1 });
    expect(
      starsOf(
        times(9, () => picked(2)),
        { fairCalls: 9 },
      )?.speed.stars,
    ).toBe(5);
  });

  it('opens to the calls behind it', () => {
    const call = aRecord([
      happened(0, 'agentRung', 'engine', { agent: '8002' }),
      happened(5, 'agentSkipped', WANG, { how: 'noAnswer' }),
      happened(5, 'agentRung', 'engine', { agent: '8001' }),
      happened(8.5, 'agentAnswered', LI),
    ]);
    const { wall } = call.call.arrivedAt;
    expect(reportOf([call]).stars).toMatchObject([
      { agent: '8001', speed: { behind: [{ call: call.call.id, at: wall + 5000, value: 3.5 }] } },
      { agent: '8002', speed: { behind: [{ call: call.call.id, at: wall, value: null }] } },
    ]);
  });
});

describe('quality.stars: attitude and accuracy', () => {
  it('are the callers’ marks, in whole stars', () => {
    const calls = [
      ...times(5, () => rated({ attitude: 5, accuracy: 3 })),
      ...times(5, () => rated({ attitude: 4, accuracy: 2 })),
    ];
    const stars = starsOf(calls);
    expect(stars?.attitude).toMatchObject({ stars: 5, measured: 4.5 });
    expect(stars?.accuracy).toMatchObject({ stars: 3, measured: 2.5 });
  });

  it('nobody gets them for what was not rated, or too seldom', () => {
    const stars = starsOf(times(9, () => rated({ attitude: 5 })));
    expect(stars?.attitude).toMatchObject({ stars: null, measured: 5 });
    expect(stars?.accuracy).toEqual({ stars: null, measured: null, behind: [] });
  });

  it('a mark is the agent’s who took the call last', () => {
    const call = aRecord([
      happened(1, 'agentAnswered', LI),
      happened(50, 'agentAnswered', WANG),
      happened(90, 'survey', 'caller', { attitude: 1 }),
    ]);
    expect(reportOf([call]).stars.map(({ agent }) => agent)).toEqual(['8002']);
  });
});

describe('quality.stars: speed of solving', () => {
  /** The agent wrote down after so many minutes that the call is solved. */
  const solved = (minutes: number) =>
    aRecord([happened(1, 'agentAnswered', LI), happened(minutes * 60, 'disposition', LI, { open: false })]);
  /** The agent wrote down that there is no result yet; the promised callback was settled after so many minutes. */
  const promised = (minutes: number | null) =>
    aRecord(
      [happened(1, 'agentAnswered', LI), happened(60, 'disposition', LI, { open: true })],
      {},
      minutes === null
        ? []
        : [{ kind: 'promised', status: { is: 'settled', at: NOON + minutes * 60_000 } } as const],
    );

  it('counts in place of picking up where there are enough results', () => {
    const calls = [
      ...times(8, () => solved(12)),
      ...times(2, () => solved(31)),
      ...times(10, () => picked(2)),
    ];
    expect(starsOf(calls)?.speed).toMatchObject({ by: 'solving', stars: 4, measured: 0.8 });
  });

  it('a result that the agent has changed counts once, as it was in the end', () => {
    const written = (minutes: number, open: boolean, was?: string) =>
      happened(minutes * 60, 'disposition', LI, { open, ...(was && { was }) });
    const changed = aRecord([
      happened(1, 'agentAnswered', LI),
      written(12, true),
      written(13, false, 'no result yet'),
    ]);
    expect(starsOf(times(10, () => changed))?.speed).toMatchObject({ by: 'solving', measured: 1 });
    expect(starsOf(times(10, () => changed))?.speed.behind).toHaveLength(10);
  });

  it('with fewer results, picking up counts', () => {
    const calls = [...times(9, () => solved(31)), ...times(10, () => picked(2))];
    expect(starsOf(calls)?.speed).toMatchObject({ by: 'pickUp', stars: 5, measured: 1 });
  });

  it('a promised result counts from the customer’s call to the settled callback', () => {
    const calls = [...times(9, () => promised(29)), promised(45)];
    expect(starsOf(calls)?.speed).toMatchObject({ by: 'solving', measured: 0.9 });
  });

  it('a call without a result counts as not solved once the time for it is over', () => {
    const calls = [...times(9, () => solved(1)), promised(null)];
    expect(starsOf(calls)?.speed).toMatchObject({ by: 'solving', measured: 0.9 });
    const early = reportOf(calls, { asOf: NOON + 29 * 60_000 }).stars[0];
    expect(early?.speed).toMatchObject({ by: 'pickUp', stars: null });
  });
});

describe('quality.stars: overall', () => {
  const all = times(10, () => rated({ attitude: 5, accuracy: 4 }));

  it('is the lowest of the three', () => {
    expect(starsOf([...all, ...times(10, () => picked(9))])?.overall).toBe(1);
    expect(starsOf([...all, ...times(10, () => picked(2))])?.overall).toBe(4);
  });

  it('a rude agent has one star, however quick', () => {
    const rude = times(10, () => rated({ attitude: 1, accuracy: 4 }));
    expect(starsOf([...rude, ...times(10, () => picked(2))])?.overall).toBe(1);
  });

  it('is not there where one of them is not', () => {
    expect(starsOf(all)?.overall).toBeNull();
  });
});
