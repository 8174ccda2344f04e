import { expect, test } from 'vitest';
import { qualityReportOf } from '../../src/telephony/ami/rtcp.ts';
import { LineQuality } from '../../src/telephony/line-quality.ts';

/** What is told of these reports of one leg's line, `[loss in percent, jitter in ms]`. */
function told(...reports: (readonly [number, number])[]): unknown[] {
  const lines = new LineQuality();
  const events: unknown[] = [];
  lines.listen(({ type, lossPercent, jitterMs }) => events.push([type, lossPercent, jitterMs]));
  for (const [lossPercent, jitterMs] of reports) lines.take({ leg: 'leg', lossPercent, jitterMs });
  return events;
}

test('a line is weak above 5 % or 30 ms, and good at 2 % and 15 ms', () => {
  expect(told([0, 3], [5, 30])).toEqual([]);
  expect(told([6, 3])).toEqual([['lineWeak', 6, 3]]);
  expect(told([0, 31])).toEqual([['lineWeak', 0, 31]]);
  expect(told([6, 31], [2, 16], [3, 15], [2, 15])).toEqual([
    ['lineWeak', 6, 31],
    ['lineGood', 2, 15],
  ]);
});

test('a line that hovers is told once', () => {
  expect(told([9, 0], [4, 0], [9, 0], [3, 0], [12, 0])).toEqual([['lineWeak', 9, 0]]);
});

test('each leg has a line of its own, which is forgotten with it', () => {
  const lines = new LineQuality();
  const legs: string[] = [];
  lines.listen(({ leg }) => legs.push(leg));
  const weak = { lossPercent: 50, jitterMs: 0 };
  lines.take({ leg: 'a', ...weak });
  lines.take({ leg: 'b', ...weak });
  lines.forget('a');
  lines.take({ leg: 'a', ...weak });
  expect(legs).toEqual(['a', 'b', 'a']);
});

test("Asterisk's report counts lost packets in 256ths and jitter in samples", () => {
  const fields = { uniqueid: 'leg', report0fractionlost: '25', report0iajitter: '277' };
  expect(qualityReportOf(fields)).toEqual({ leg: 'leg', lossPercent: 10, jitterMs: 35 });
  expect(qualityReportOf({ uniqueid: 'leg', reportcount: '0' })).toBeUndefined();
});
