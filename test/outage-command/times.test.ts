import { describe, expect, it } from 'vitest';
import { CliError } from '../../src/cli/context.ts';
import { durationMs, timeOf } from '../../src/cli/times.ts';

const ZONE = 'Asia/Shanghai';
/** Monday 2026-03-02, 10:00 in Shanghai. */
const NOW = Date.UTC(2026, 2, 2, 2);
const at = (text: string) => new Date(timeOf(text, ZONE, NOW)).toISOString();

describe('a time, as --until and --due take it', () => {
  it.each([
    ['17:30', '2026-03-02T09:30:00.000Z'],
    ['09:00', '2026-03-03T01:00:00.000Z'],
    ['2026-03-05 08:00', '2026-03-05T00:00:00.000Z'],
    ['+20m', '2026-03-02T02:20:00.000Z'],
    ['+1h30m', '2026-03-02T03:30:00.000Z'],
    ['2026-03-02T12:00:00Z', '2026-03-02T12:00:00.000Z'],
    ['2026-03-02T12:00:00+09:00', '2026-03-02T03:00:00.000Z'],
  ])('%s is %s', (text, moment) => expect(at(text)).toBe(moment));

  it.each([
    '25:00',
    'soon',
    '2026-03-02',
    '2026-03-02T12:00:00',
    '10:60',
    '',
    '2026-02-30 09:00',
    '2026-02-30T09:00:00Z',
    '2026-13-01 09:00',
    '+',
    '+5',
  ])('%j is refused', (text) => expect(() => at(text)).toThrow(CliError));
});

describe('a time of day in the hour that the clocks show twice', () => {
  it.each([
    ['2027-11-07T04:10:00Z', '01:30', '2027-11-07T05:30:00.000Z'],
    // 01:10 for the second time: 01:30 comes again in twenty minutes, not tomorrow
    ['2027-11-07T06:10:00Z', '01:30', '2027-11-07T06:30:00.000Z'],
    ['2027-03-14T06:50:00Z', '02:30', '2027-03-14T07:30:00.000Z'],
  ])('at %s in New York, %s is %s', (now, text, moment) =>
    expect(new Date(timeOf(text, 'America/New_York', Date.parse(now))).toISOString()).toBe(moment),
  );
});

describe('a duration, as --for takes it', () => {
  it.each([
    ['90m', 90],
    ['2h', 120],
    ['1h30m', 90],
  ])('%s is %s minutes', (text, minutes) => expect(durationMs(text)).toBe(minutes * 60_000));

  it.each(['0m', '2', 'h', '1d', '', '-1h'])('%j is refused', (text) =>
    expect(() => durationMs(text)).toThrow(CliError),
  );
});
