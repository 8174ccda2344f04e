import { describe, expect, it } from 'vitest';
import { ATTEMPTS, busyHour, REACHED } from './support/busy-hour.ts';
import { reportOf } from './support/reports.ts';
import { scenario } from './support/scenario.ts';
import { aStandard, minutes, retryAfter, SURVEY, seconds } from './support/standard.ts';

const STANDARD = aStandard(
  { 'close.record': { wrapUpMs: seconds(5) }, ...SURVEY, 'hear.interrupt': {} },
  { handling: { maxAttempts: 2, ...retryAfter(minutes(1)) } },
);

describe('a report of a busy hour, quality.stars', () => {
  it('agrees with what 50 callers and three agents did, to the call', () =>
    scenario(STANDARD, async (s) => {
      const speeds = await busyHour(s);
      const { total } = await reportOf(s, {});
      const broken = total.clauses.filter((c) => c.broken > 0).map(({ clause, broken }) => [clause, broken]);

      expect(total.calls).toEqual({ in: 50, out: ATTEMPTS, open: 0 });
      expect(total.answered).toEqual({
        personInTime: 31,
        engineInTime: 11,
        late: 0,
        noLimit: 0,
        unanswered: 8,
      });
      expect(total.serviceLevel).toEqual({ share: 31 / 50, calls: 31, of: 50 });
      expect(total.abandoned).toEqual({ calls: 11, share: 11 / 50 });
      expect(total.speed.calls).toBe(35);
      expect(total.speed.averageSeconds).toBeCloseTo(speeds.reduce((a, b) => a + b, 0) / 35, 1);
      expect(total.speed.longestSeconds).toBeCloseTo(Math.max(...speeds), 1);
      expect(total.waiting).toMatchObject({ holds: 4, limitBreaches: 0 });
      expect(total.waiting.longestGapSeconds).toBeGreaterThan(14);
      expect(total.waiting.longestGapSeconds).toBeLessThanOrEqual(15);
      expect(total.promises).toEqual({ made: 13, kept: 10, late: 0, open: 1, overdue: 0, failed: 2 });
      expect(total.hungUpFirst).toEqual({ caller: 27 + 15 + REACHED, agent: 8, engine: 0, network: 0 });
      expect(total.dispositions).toEqual({ resolved: 24 });
      expect(total.interruptions).toBe(2);
      expect(total.surveys).toEqual({ calls: 2, attitude: 4, accuracy: 4 });
      expect([total.handedOver, total.outages.heard, total.recordings.made]).toEqual([0, 0, 0]);
      expect(broken).toEqual([
        // the two promises that were given up
        ['callback.interim', 2],
        ['close.caller.first', 8],
        ['close.record', 11 + REACHED],
        ['hear.interrupt', 2],
      ]);
    }));

  it('agrees by agent, by clause and by rating', () =>
    scenario(STANDARD, async (s) => {
      await busyHour(s);
      const { groups, stars, total } = await reportOf(s, { by: 'agent' });
      const of = (key: string | null) => groups.find((group) => group.key === key)?.figures;
      const broken = (key: string | null, clause: string) =>
        of(key)?.clauses.find((c) => c.clause === clause)?.broken;

      expect(groups.map(({ key }) => key)).toEqual(['8001', '8003', null]);
      expect(of('8001')?.calls).toEqual({ in: 29, out: ATTEMPTS, open: 0 });
      expect(of('8001')?.answered).toMatchObject({ personInTime: 25, engineInTime: 4 });
      expect(of('8003')?.calls).toEqual({ in: 6, out: 0, open: 0 });
      expect(of(null)?.calls.in).toBe(15);
      expect(of(null)?.abandoned.calls).toBe(11);
      expect(of(null)?.promises.made).toBe(13);
      expect(broken('8001', 'close.caller.first')).toBe(8);
      expect(broken('8003', 'close.caller.first')).toBe(0);
      for (const { clause, kept, broken: b, notApplicable } of total.clauses) {
        expect([clause, kept + b + notApplicable]).toEqual([clause, 50 + ATTEMPTS]);
      }

      const star = (id: string) => stars.find(({ agent }) => agent === id);
      // 18 results are enough to count the solving, in place of the picking up
      expect(star('8001')?.speed).toMatchObject({ by: 'solving', stars: 5, measured: 1 });
      expect(star('8001')?.speed.behind).toHaveLength(18);
      expect(star('8003')?.speed).toMatchObject({ by: 'pickUp', stars: null, measured: 1 });
      expect(star('8002')?.speed).toMatchObject({ stars: null, measured: 0 });
      expect(star('8002')?.speed.behind).toHaveLength(6);
      // two marks are too few for a star, but open to the calls behind them
      expect(star('8001')).toMatchObject({
        attitude: { stars: null, measured: 4, behind: [{ value: 5 }, { value: 3 }] },
        accuracy: { stars: null, measured: 4, behind: [{ value: 4 }] },
        overall: null,
      });
      expect(of('8001')?.interruptions).toBe(2);
    }));
});
