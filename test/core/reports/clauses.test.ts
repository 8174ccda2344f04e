import { describe, expect, it } from 'vitest';
import { startReport } from '../../../src/core/reports/report.ts';
import { aCallback } from '../../contract/store-samples.ts';
import { aRecord, aRequest, judged, LI, NOON, pickedUp, reportOf, WANG } from './support.ts';

const seconds = (value: number, limit = 15) => ({ measured: { value, limit, unit: 's' } }) as const;

describe('a clause, in calls', () => {
  const calls = [
    aRecord([
      judged(20, 'hold.reminder', 'kept', 'engine', seconds(14.7)),
      judged(36, 'hold.reminder', 'broken', 'engine', seconds(15.8)),
      judged(50, 'hold.reminder', 'broken', 'engine', seconds(15.2)),
      judged(60, 'close.caller.first', 'broken', LI),
    ]),
    aRecord([
      judged(20, 'hold.reminder', 'kept', 'engine', seconds(14.9)),
      judged(35, 'hold.reminder', 'kept', 'engine', seconds(14.9)),
      judged(60, 'close.caller.first', 'broken', WANG),
    ]),
    aRecord([judged(60, 'close.caller.first', 'kept', LI)]),
  ];

  it('is broken where it was broken once, else kept where it came up; not applicable in the others', () => {
    expect(reportOf(calls).total.clauses).toEqual([
      {
        clause: 'close.caller.first',
        kept: 1,
        broken: 2,
        notApplicable: 0,
        timesKept: 1,
        timesBroken: 2,
        brokenBy: { '8001': 1, '8002': 1 },
        worst: null,
      },
      {
        clause: 'hold.reminder',
        kept: 1,
        broken: 1,
        notApplicable: 1,
        timesKept: 3,
        timesBroken: 2,
        brokenBy: { engine: 2 },
        worst: { value: 15.8, limit: 15, unit: 's' },
      },
    ]);
  });

  it('is listed in the order asked for, also where it never came up; any other that did, after', () => {
    const listed = (clauses: Parameters<typeof reportOf>[1]) =>
      reportOf(calls, clauses).total.clauses.map(({ clause }) => clause);
    expect(listed({ clauses: ['hold.return', 'hold.reminder'] })).toEqual([
      'hold.return',
      'hold.reminder',
      'close.caller.first',
    ]);
  });

  it('has the same columns in every group', () => {
    const { groups, total } = reportOf(
      [...calls, aRecord(pickedUp(2), { line: '4008000001' }), aRecord([], { line: '4008000002' })],
      { by: 'line', clauses: ['hold.return'] },
    );
    const columns = total.clauses.map(({ clause }) => clause);
    expect(columns).toHaveLength(4);
    for (const { figures } of groups) expect(figures.clauses.map(({ clause }) => clause)).toEqual(columns);
  });

  it('the worst is what lies highest against its own limit', () => {
    const strict = aRecord([judged(1, 'hold.limit', 'kept', 'engine', seconds(121, 120))]);
    const lax = aRecord([judged(1, 'hold.limit', 'kept', 'engine', seconds(180.5, 180))]);
    for (const both of [
      [strict, lax],
      [lax, strict],
    ]) {
      expect(reportOf(both).total.clauses[0]?.worst?.value).toBe(121);
    }
  });
});

describe('clauses of what is no call', () => {
  const due = {
    clause: 'callback.interim',
    at: { mono: 0, wall: NOON },
    kind: 'clause',
    by: 'engine',
  } as const;
  const away = aCallback('away', { from: null, line: '4008000001' });
  const reporter = startReport(aRequest({ by: 'line' }));
  reporter.take(aRecord([judged(60, 'close.caller.first', 'kept', LI)]));
  reporter.takeCallback({
    callback: away,
    facts: [
      { ...due, verdict: 'kept', callback: 'away' },
      // that of an attempt's call, which tells it itself
      { ...due, clause: 'callback.opening', verdict: 'kept', callback: 'away', call: 'away.1' },
    ],
  });
  reporter.takeApart([{ ...due, clause: 'callback.programme', verdict: 'broken' }]);
  const { total, groups } = reporter.report();

  it('count: a callback that came from none, and a programme’s day', () => {
    expect(total.clauses).toMatchObject([
      { clause: 'callback.interim', kept: 1, broken: 0, notApplicable: 2 },
      { clause: 'callback.programme', kept: 0, broken: 1, notApplicable: 2, brokenBy: { engine: 1 } },
      { clause: 'close.caller.first', kept: 1, broken: 0, notApplicable: 2 },
    ]);
    expect(total.calls).toMatchObject({ in: 1, out: 0 });
  });

  it('the callback’s stand with its line', () => {
    const its = groups.find(({ key }) => key === '4008000001');
    const came = its?.figures.clauses.filter(({ kept, broken }) => kept + broken > 0);
    expect(came?.map(({ clause }) => clause)).toEqual(['callback.interim']);
  });
});
