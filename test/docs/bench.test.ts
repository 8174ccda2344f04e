import { expect, test } from 'vitest';
import { KINDS } from '../../scripts/bench/queue/kinds.ts';
import { pageOf } from '../../scripts/bench/queue/page.ts';
import { type BenchResult, median, percentile, type Row } from '../../scripts/bench/queue/result.ts';
import { changes, summaries } from '../../scripts/bench/queue/summary.ts';
import { changesText, tableText } from '../../scripts/bench/queue/text.ts';

// What `npm run bench` makes of its rows.

const ROW: Row = {
  ...{ kind: 'queue', sound: false, rate: 10, round: 1, calls: 200, failed: 0 },
  ...{ asterisk: 10, engine: 0, answer: { p50: 5, p95: 10 }, connect: 2 },
  ...{ others: 0, late: 1, tries: 1, disturbed: false },
};

/** Rounds on a machine that is twice as slow in the second, and three times in the third. */
function rowsOf(engine: number): Row[] {
  return [1, 2, 3].flatMap((round): Row[] => [
    { ...ROW, round, asterisk: 10 * round, answer: { p50: 5 * round, p95: 10 * round } },
    {
      ...ROW,
      ...{ kind: 'plain', round, asterisk: 12 * round, engine: engine * round },
      answer: { p50: 10 * round, p95: 40 * round },
      ...(round === 3 ? { failed: 2, tries: 3, disturbed: true } : {}),
    },
  ]);
}

function resultOf(rows: readonly Row[]): BenchResult {
  const machine = { processor: 'A <fast> one', processors: 2, node: 'v24' };
  const traffic = [{ kind: 'plain', requests: 8, events: 12.5 }] as const;
  return { version: '1.0.0', at: '2026-12-01T00:00:00.000Z', machine, seconds: 20, rows, traffic };
}

test('ratios are of the same round, and do not change with the speed of the machine', () => {
  const [queue, plain, ...others] = summaries(resultOf(rowsOf(8)));
  expect(others).toEqual([]);
  expect(queue).toMatchObject({ kind: 'queue', cpu: 20, cpuRatio: 1, p50Ratio: 1, rounds: 3, again: 0 });
  expect(plain).toMatchObject({
    ...{ kind: 'plain', cpu: 40, asterisk: 24, engine: 16, cpuRatio: 2, p50Ratio: 2, p95Ratio: 4 },
    ...{ rounds: 3, failed: 2, again: 1, disturbed: 1 },
  });
});

test('what has no counterpart in its round has no ratio, and is told all the same', () => {
  const rows = rowsOf(8).filter(({ kind }) => kind === 'plain');
  expect(summaries({ rows })).toMatchObject([{ kind: 'plain', cpu: 40, cpuRatio: Number.NaN }]);
  expect(tableText(resultOf(rows))).toContain('–');
});

test('the table and the page tell of each kind, the requests, and what was disturbed', () => {
  const result = resultOf(rowsOf(8));
  const table = tableText(result);
  const line = table.split('\n').find((one) => one.includes('answer.rings alone'));
  expect(line?.trim().split(/ {2,}/)).toEqual([
    ...['10', 'none', 'engine, answer.rings alone', '40.0', '2.00', '24.0', '16.0', '20.0', '80.0', '2.00'],
    ...['4.00', '2.0', '2', '3', '1', '1'],
  ]);
  expect(table).toContain('8.0 requests and 12.5 events a call');
  const kept = { ...result, traffic: result.traffic.map((one) => ({ ...one, rows: 14.5, bytes: 4096 })) };
  expect(tableText(kept)).toContain('a call; 14.5 rows in the journal and the facts, 4.1 kB in the store');
  expect(pageOf(kept)).toContain('14.5 rows');
  const page = pageOf(result);
  expect(page).toContain('A &#60;fast&#62; one');
  expect(page).not.toMatch(/<script|src=|href=|NaN/);
  expect(page.match(/<svg/g)).toHaveLength(3);
});

test('a change is told by the ratios of both runs', () => {
  const text = changesText(changes(resultOf(rowsOf(8)), resultOf(rowsOf(3))));
  expect(text).toContain('2.00 → 1.50');
  // a heading, and the one kind that is compared
  expect(text.split('\n')).toHaveLength(2);
  const other = rowsOf(3).map((row): Row => ({ ...row, rate: 40 }));
  expect(changesText(changes(resultOf(rowsOf(8)), resultOf(other)))).toMatch(/nothing/);
});

test('each kind is compared with one that comes before it or is itself', () => {
  for (const [at, { against }] of KINDS.entries())
    expect(KINDS.slice(0, at + 1).map(({ name }) => name)).toContain(against);
});

test('the middle of an even count is between the two, and of none there is none', () => {
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(median([])).toBeNaN();
  expect(percentile([1, 2, 3, 4], 0.95)).toBe(4);
});
