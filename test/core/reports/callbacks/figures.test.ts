import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Attempt, CallbackState } from '../../../../src/core/callback/state.ts';
import type { Fact } from '../../../../src/core/facts.ts';
import type { AttemptOutcome } from '../../../../src/core/model/callback.ts';
import { type CallbackGrouping, startCallbackReport } from '../../../../src/core/reports/callbacks/report.ts';
import { aCallback, NOON } from '../../../contract/store-samples.ts';

const MINUTE = 60_000;
const ASKED = NOON + 60 * MINUTE;

type Told = Partial<CallbackState> & { readonly facts?: readonly Fact[] };

function reportOf(told: readonly Told[], by: CallbackGrouping | null = null) {
  const period = { from: 0, to: Number.MAX_SAFE_INTEGER };
  const reporter = startCallbackReport({ period, by, asOf: ASKED }, (wall) => new Date(wall).getUTCHours());
  told.forEach(({ facts = [], ...more }, i) => {
    const promised = { promisedAt: NOON, dueAt: NOON, deadlineAt: NOON + 30 * MINUTE };
    reporter.take({ callback: aCallback(`cb${i}`, { attempts: [], ...promised, ...more }), facts });
  });
  return reporter.report();
}

const settled = (minutes: number): Told => ({ status: { is: 'settled', at: NOON + minutes * MINUTE } });
const open = (deadline: number): Told => ({ status: { is: 'due' }, deadlineAt: ASKED + deadline * MINUTE });
const tried = (...outcomes: readonly AttemptOutcome[]): readonly Attempt[] =>
  outcomes.map((outcome, i) => ({ call: `c${i}`, agent: '8001', at: NOON + (i + 1) * 5 * MINUTE, outcome }));

describe('what became of callbacks', () => {
  it('each stands where it belongs, and the sum is all of them', () => {
    const { total } = reportOf([
      settled(30),
      settled(31),
      open(20),
      { ...open(10), warnedFor: ASKED + 10 * MINUTE },
      open(-1),
      { status: { is: 'blocked', why: 'manyWishes' }, deadlineAt: ASKED + 20 * MINUTE },
      { status: { is: 'failed', at: NOON, why: 'invalidNumber' } },
      { status: { is: 'failed', at: NOON, why: 'notAllowed', rule: 'numberType' } },
      { status: { is: 'cancelled', at: NOON, by: 'ana', why: 'twice' } },
      { status: { is: 'settled', at: NOON, by: 'ana', why: 'by mail' } },
    ]);
    expect(total).toMatchObject({
      promised: 10,
      keptInTime: 2,
      late: 1,
      open: 4,
      overdue: 1,
      atRisk: 1,
      blocked: 1,
    });
    expect(total.outcomes).toEqual({
      reached: 2,
      byOperator: 1,
      notReached: 1,
      refusedByRule: 1,
      cancelled: 1,
    });
    // two of the six whose time has come
    expect(total.keptShare).toBeCloseTo(2 / 6);
    expect(total.oldestOpenSeconds).toBe(3600);
  });

  it('callback.interim: one whose customer once had to wait is late, though it ended in time', () => {
    const broken: Fact = {
      kind: 'clause',
      clause: 'callback.interim',
      verdict: 'broken',
      at: { wall: NOON, mono: 0 },
      callback: 'cb0',
    };
    expect(reportOf([{ ...settled(20), facts: [broken] }]).total).toMatchObject({ keptInTime: 0, late: 1 });
  });

  it('attempts are counted where the customer was dialled, and against those who were talked with', () => {
    const { total } = reportOf([
      { ...settled(20), attempts: tried('agentFailed', 'busy', 'reached') },
      { ...settled(20), attempts: tried('resolved') },
      {
        status: { is: 'failed', at: ASKED, why: 'notReached' },
        attempts: tried('noAnswer', 'noAnswer', 'busy'),
      },
    ]);
    expect(total.attempts).toEqual({
      made: 6,
      perReached: 3,
      outcomes: { agentFailed: 1, busy: 2, reached: 1, resolved: 1, noAnswer: 2 },
    });
    expect(total.toReached).toEqual({
      callbacks: 2,
      medianSeconds: 300,
      p90Seconds: 900,
      longestSeconds: 900,
    });
  });

  it('of nothing there is no share and no time', () => {
    expect(reportOf([]).total).toMatchObject({
      promised: 0,
      keptShare: null,
      oldestOpenSeconds: null,
      attempts: { made: 0, perReached: null },
      toReached: { callbacks: 0, medianSeconds: null, p90Seconds: null },
    });
  });

  it.each([
    ['kind', ['complaint', 'queue']],
    ['line', ['1', '2']],
    ['agent', ['8001', '8002', '8003', null]],
    ['hour', ['04', '05']],
  ] as const)('by %s each is in one group', (by, keys) => {
    const { groups } = reportOf(
      [
        { kind: 'queue', line: '1', attempts: tried('busy'), assigned: '8009' },
        { kind: 'queue', line: '2', assigned: '8002', agent: '8003' },
        { kind: 'queue', line: '2', agent: '8003' },
        { kind: 'complaint', line: '2', promisedAt: NOON + 61 * MINUTE },
      ],
      by,
    );
    expect(groups.map(({ key }) => key)).toEqual(keys);
    expect(groups.reduce((sum, { figures }) => sum + figures.promised, 0)).toBe(4);
  });

  it('whatever they are, they add up', () => {
    const status = fc.oneof(
      fc.constantFrom<CallbackState['status']>(
        { is: 'scheduled' },
        { is: 'due' },
        { is: 'attempting', call: 'c' },
        { is: 'blocked', why: 'cap' },
        { is: 'failed', at: ASKED, why: 'notReached' },
        { is: 'failed', at: ASKED, why: 'notAllowed' },
        { is: 'cancelled', at: ASKED, by: 'ana', why: '' },
        { is: 'settled', at: ASKED, by: 'ana', why: '' },
      ),
      fc.nat(100 * MINUTE).map((ms) => ({ is: 'settled' as const, at: NOON + ms })),
    );
    const told = fc.record({ status, deadlineAt: fc.nat(200 * MINUTE).map((ms) => NOON + ms) });
    fc.assert(
      fc.property(fc.array(told), (all) => {
        const { promised, keptInTime, late, open: left, outcomes, overdue, atRisk } = reportOf(all).total;
        const { reached, byOperator, notReached, refusedByRule, cancelled } = outcomes;
        expect(keptInTime + late).toBe(reached + byOperator);
        expect(left + keptInTime + late + notReached + refusedByRule + cancelled).toBe(promised);
        expect(overdue + atRisk).toBeLessThanOrEqual(left);
      }),
    );
  });
});
