import { describe, expect, test } from 'vitest';
import { isTimeZone, nextTimeOfDate, nextTimeOfDay } from '../../src/config/time-zone.ts';

const at = (text: string) => Date.parse(text);
const next = (now: string, zone: string, hour: number, minute: number) =>
  new Date(nextTimeOfDay(at(now), zone, hour, minute)).toISOString();

describe('callback.appointment: the next time that it is that time of day', () => {
  test.each([
    ['later today', '2026-03-02T10:00:00+08:00', 15, 30, '2026-03-02T07:30:00.000Z'],
    ['passed today, so tomorrow', '2026-03-02T16:00:00+08:00', 15, 30, '2026-03-03T07:30:00.000Z'],
    ['this very minute is past', '2026-03-02T15:30:00+08:00', 15, 30, '2026-03-03T07:30:00.000Z'],
    ['over the end of a year', '2026-12-31T20:00:00+08:00', 9, 0, '2027-01-01T01:00:00.000Z'],
    [
      'after midnight of the zone, before that of UTC',
      '2026-03-03T00:30:00+08:00',
      9,
      5,
      '2026-03-03T01:05:00.000Z',
    ],
  ])('%s', (_what, now, hour, minute, then) => {
    expect(next(now, 'Asia/Shanghai', hour, minute)).toBe(then);
  });

  test('by the clock of the zone, summer and winter', () => {
    // Saturday evening before the clocks go forward, and before they go back
    expect(next('2026-03-28T20:30:00+01:00', 'Europe/Berlin', 9, 0)).toBe('2026-03-29T07:00:00.000Z');
    expect(next('2026-10-24T20:30:00+02:00', 'Europe/Berlin', 9, 0)).toBe('2026-10-25T08:00:00.000Z');
    expect(next('2026-07-01T10:00:00+05:45', 'Asia/Kathmandu', 15, 0)).toBe('2026-07-01T09:15:00.000Z');
  });

  test('a time that a day does not have is as much later', () => {
    expect(next('2026-03-28T20:30:00+01:00', 'Europe/Berlin', 2, 30)).toBe('2026-03-29T01:30:00.000Z');
    expect(next('2026-03-08T00:10:00-05:00', 'America/New_York', 2, 0)).toBe('2026-03-08T07:00:00.000Z');
    // Samoa left out the whole of 30 December 2011
    expect(next('2011-12-29T20:00:00-10:00', 'Pacific/Apia', 9, 0)).toBe('2011-12-30T19:00:00.000Z');
  });

  test('of a time that a day has twice the first that is still to come', () => {
    expect(next('2026-10-24T20:30:00+02:00', 'Europe/Berlin', 2, 30)).toBe('2026-10-25T00:30:00.000Z');
    expect(next('2026-10-25T02:45:00+02:00', 'Europe/Berlin', 2, 30)).toBe('2026-10-25T01:30:00.000Z');
    expect(next('2026-10-25T02:45:00+01:00', 'Europe/Berlin', 2, 30)).toBe('2026-10-26T01:30:00.000Z');
  });
});

describe('a time zone', () => {
  test.each(['Asia/Shanghai', 'asia/shanghai', 'PRC', 'UTC', '+08:00'])('%s is one', (name) =>
    expect(isTimeZone(name)).toBe(true),
  );

  // a server in China prints CST; Node alone would take it for Chicago
  test.each(['CST', 'Mars/Olympus', 'UTC+8', ''])('%j is none', (name) =>
    expect(isTimeZone(name)).toBe(false),
  );
});

describe('callback.appointment: the next such date', () => {
  const on = (month: number, day: number, hour: number, zone = 'Asia/Shanghai') => {
    const next = nextTimeOfDate(Date.UTC(2026, 2, 2, 2), zone, { month, day }, hour * 60);
    return next === null ? null : new Date(next).toISOString();
  };

  test.each([
    [12, 31, 15, '2026-12-31T07:00:00.000Z'],
    [3, 2, 11, '2026-03-02T03:00:00.000Z'],
    // an hour ago: next year
    [3, 2, 9, '2027-03-02T01:00:00.000Z'],
    [1, 5, 15, '2027-01-05T07:00:00.000Z'],
    [2, 30, 15, null],
    [2, 29, 15, null],
    [13, 1, 15, null],
    [0, 0, 15, null],
  ] as const)('%i-%i at %i', (month, day, hour, expected) => {
    expect(on(month, day, hour)).toBe(expected);
  });
});
