import { describe, expect, it } from 'vitest';
import { CliError } from '../../src/cli/context.ts';
import { type PeriodOptions, periodOf } from '../../src/cli/report/period.ts';

const SHANGHAI = 'Asia/Shanghai';

const BERLIN = 'Europe/Berlin';

/** Goes from 00:00 to 01:00 in spring, and from 01:00 back to 00:00 in autumn. */
const HAVANA = 'America/Havana';

function asked(
  options: PeriodOptions,
  now: string,
  timeZone: string,
): [from: string, to: string, text: string] {
  const { from, to, text } = periodOf(options, Date.parse(now), timeZone);
  return [new Date(from).toISOString().slice(0, 16), new Date(to).toISOString().slice(0, 16), text];
}

const NOW = '2026-03-02T04:00:00Z';

describe('the period of a report', () => {
  it.each<
    [what: string, options: PeriodOptions, now: string, zone: string, from: string, to: string, text: string]
  >([
    [
      'today, to its last second',
      {},
      '2026-03-01T15:59:59.999Z',
      SHANGHAI,
      '2026-02-28T16:00',
      '2026-03-01T16:00',
      '2026-03-01',
    ],
    [
      'today, from its first',
      {},
      '2026-03-01T16:00:00Z',
      SHANGHAI,
      '2026-03-01T16:00',
      '2026-03-02T16:00',
      '2026-03-02',
    ],
    [
      '--day without a date',
      { day: true },
      NOW,
      SHANGHAI,
      '2026-03-01T16:00',
      '2026-03-02T16:00',
      '2026-03-02',
    ],
    ['a day', { day: '2024-02-29' }, NOW, SHANGHAI, '2024-02-28T16:00', '2024-02-29T16:00', '2024-02-29'],
    [
      'this week',
      { week: true },
      NOW,
      SHANGHAI,
      '2026-03-01T16:00',
      '2026-03-08T16:00',
      '2026-03-02 – 2026-03-08',
    ],
    [
      'the week of a Sunday began on Monday',
      { week: '2026-03-08' },
      NOW,
      SHANGHAI,
      '2026-03-01T16:00',
      '2026-03-08T16:00',
      '2026-03-02 – 2026-03-08',
    ],
    [
      'a week over the new year',
      { week: '2026-01-01' },
      NOW,
      SHANGHAI,
      '2025-12-28T16:00',
      '2026-01-04T16:00',
      '2025-12-29 – 2026-01-04',
    ],
    [
      'days, the last one included',
      { from: '2026-03-01', to: '2026-03-31' },
      NOW,
      SHANGHAI,
      '2026-02-28T16:00',
      '2026-03-31T16:00',
      '2026-03-01 – 2026-03-31',
    ],
    [
      'from a day until today',
      { from: '2026-03-01' },
      NOW,
      SHANGHAI,
      '2026-02-28T16:00',
      '2026-03-02T16:00',
      '2026-03-01 – 2026-03-02',
    ],
    [
      'one busy hour',
      { from: '2026-03-02T09:00', to: '2026-03-02T10:00' },
      NOW,
      SHANGHAI,
      '2026-03-02T01:00',
      '2026-03-02T02:00',
      '2026-03-02 09:00 – 2026-03-02 10:00',
    ],
    [
      'from a time through a day',
      { from: '2026-03-01T22:00', to: '2026-03-02' },
      NOW,
      SHANGHAI,
      '2026-03-01T14:00',
      '2026-03-02T16:00',
      '2026-03-01 22:00 – 2026-03-03 00:00',
    ],
    [
      'a day of 23 hours',
      { day: '2026-03-29' },
      NOW,
      BERLIN,
      '2026-03-28T23:00',
      '2026-03-29T22:00',
      '2026-03-29',
    ],
    [
      'a day of 25 hours',
      { day: '2026-10-25' },
      NOW,
      BERLIN,
      '2026-10-24T22:00',
      '2026-10-25T23:00',
      '2026-10-25',
    ],
    [
      'a week with one',
      { week: '2026-03-29' },
      NOW,
      BERLIN,
      '2026-03-22T23:00',
      '2026-03-29T22:00',
      '2026-03-23 – 2026-03-29',
    ],
    [
      'a day without a midnight',
      { day: '2026-03-08' },
      NOW,
      HAVANA,
      '2026-03-08T05:00',
      '2026-03-09T04:00',
      '2026-03-08',
    ],
    [
      'the day before it',
      { day: '2026-03-07' },
      NOW,
      HAVANA,
      '2026-03-07T05:00',
      '2026-03-08T05:00',
      '2026-03-07',
    ],
    [
      'a day with two midnights',
      { day: '2026-11-01' },
      NOW,
      HAVANA,
      '2026-11-01T04:00',
      '2026-11-02T05:00',
      '2026-11-01',
    ],
    [
      'a time that clocks jump over',
      { from: '2026-03-29T02:30', to: '2026-03-29T04:00' },
      NOW,
      BERLIN,
      '2026-03-29T01:30',
      '2026-03-29T02:00',
      '2026-03-29 03:30 – 2026-03-29 04:00',
    ],
    [
      'a time that clocks show twice',
      { from: '2026-10-25T02:30', to: '2026-10-25T04:00' },
      NOW,
      BERLIN,
      '2026-10-25T00:30',
      '2026-10-25T03:00',
      '2026-10-25 02:30 – 2026-10-25 04:00',
    ],
    [
      'Shanghai when it still had summer time',
      { day: '1990-04-15' },
      NOW,
      SHANGHAI,
      '1990-04-14T16:00',
      '1990-04-15T15:00',
      '1990-04-15',
    ],
  ])('%s', (_, options, now, zone, ...expected) => {
    expect(asked(options, now, zone)).toEqual(expected);
  });

  it('of a day that a time zone left out is empty', () => {
    const { from, to } = periodOf({ day: '2011-12-30' }, 0, 'Pacific/Apia');
    expect(to).toBe(from);
  });

  it.each<PeriodOptions>([
    { day: '2026-02-30' },
    { day: '02.03.2026' },
    { day: '2026-03-02T09:00' },
    { week: '2026-13-01' },
    { from: '2026-03-02 25:00' },
    { from: '2026-03-02', to: 'today' },
    { to: '2026-03-02' },
    { from: '2026-03-02', to: '2026-03-01' },
    { from: '2026-03-02T10:00', to: '2026-03-02T10:00' },
    { from: '2026-03-03' },
    { day: true, week: true },
    { day: true, from: '2026-03-02' },
  ])('is refused: %o', (options) => {
    expect(() => periodOf(options, Date.parse(NOW), SHANGHAI)).toThrow(CliError);
  });
});
