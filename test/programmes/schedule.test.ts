import { describe, expect, it } from 'vitest';
import { nextRound } from '../../src/next-round.ts';

/** The rounds from a time on, one after another. */
function rounds(schedule: string, zone: string, from: string, count: number): string[] {
  const found: string[] = [];
  let wall = Date.parse(from);
  for (let n = 0; n < count; n += 1) {
    wall = nextRound(schedule, zone, wall);
    found.push(new Date(wall).toISOString().slice(0, 16));
  }
  return found;
}

describe('the next round of a schedule', () => {
  it.each([
    ['* * * * *', '2026-03-02T01:59:30Z', ['2026-03-02T02:00', '2026-03-02T02:01']],
    ['30 9 * * *', '2026-03-02T02:00:00Z', ['2026-03-03T01:30', '2026-03-04T01:30']],
    ['0 9 * * 1-5', '2026-03-06T12:00:00Z', ['2026-03-09T01:00', '2026-03-10T01:00']],
    ['0 9 1 * *', '2026-03-06T12:00:00Z', ['2026-04-01T01:00', '2026-05-01T01:00']],
    ['*/30 8-9 * * *', '2026-03-06T01:15:00Z', ['2026-03-06T01:30', '2026-03-07T00:00']],
    ['0 8 29 2 *', '2026-03-01T00:00:00Z', ['2028-02-29T00:00', '2032-02-29T00:00']],
  ])('%s is the next time that it names, in the zone of the line', (schedule, from, expected) => {
    expect(rounds(schedule, 'Asia/Shanghai', from, 2)).toEqual(expected);
  });

  it('an hour that the day skips: later by the length of the gap, and not left out', () => {
    // New York, 8 March 2026: 02:00 is 03:00
    expect(rounds('30 2 * * *', 'America/New_York', '2026-03-07T12:00:00Z', 3)).toEqual([
      '2026-03-08T07:30',
      '2026-03-09T06:30',
      '2026-03-10T06:30',
    ]);
  });

  it('an hour that the day has twice: once, the first time', () => {
    // New York, 1 November 2026: 02:00 is 01:00 again
    expect(rounds('30 1 * * *', 'America/New_York', '2026-10-31T12:00:00Z', 2)).toEqual([
      '2026-11-01T05:30',
      '2026-11-02T06:30',
    ]);
    // made between the two
    expect(rounds('30 1 * * *', 'America/New_York', '2026-11-01T06:10:00Z', 1)).toEqual(['2026-11-02T06:30']);
    expect(rounds('*/20 1 * * *', 'America/New_York', '2026-11-01T05:30:00Z', 2)).toEqual([
      '2026-11-01T05:40',
      '2026-11-02T06:00',
    ]);
  });

  it('a day that has no midnight', () => {
    // Beirut, 29 March 2026: 00:00 is 01:00
    expect(rounds('0 0 * * *', 'Asia/Beirut', '2026-03-28T12:00:00Z', 2)).toEqual([
      '2026-03-28T22:00',
      '2026-03-29T21:00',
    ]);
  });
});
