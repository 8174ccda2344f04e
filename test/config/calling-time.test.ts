import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { isCallingTime, nextCallingTime } from '../../src/config/calling-time.ts';
import { dayKind } from '../../src/config/holidays.ts';
import type { OpeningHours } from '../../src/config/hours.ts';
import { type HoursFile, openingHours } from '../../src/config/hours-schema.ts';
import type { CustomerHours } from '../../src/core/model/customer.ts';

const at = (text: string) => Date.parse(text);
const BY_DAY = openingHours({ daily: '08:00-21:00', holidays: 'open' });

function next(now: string, zone: string, hours: OpeningHours | HoursFile = BY_DAY, customer?: CustomerHours) {
  const plan =
    'days' in hours && Array.isArray(hours.days) ? (hours as OpeningHours) : openingHours(hours as HoursFile);
  const moment = nextCallingTime(plan, at(now), zone, customer);
  return moment === null ? null : new Date(moment).toISOString().replace('.000Z', 'Z');
}

const timeOfDay = fc.integer({ min: 0, max: 287 }).map((n) => n * 5);
const span = fc
  .tuple(timeOfDay, fc.integer({ min: 5, max: 600 }))
  .map(([from, length]) => ({ from, to: from + length }));
const day = fc.array(span, { maxLength: 2 });
const weeks = fc.record({
  days: fc.array(day, { minLength: 7, maxLength: 7 }),
  holidays: fc.option(day),
});
const timeZones = fc.constantFrom(
  'America/New_York',
  'Europe/Berlin',
  'Australia/Lord_Howe',
  'Asia/Shanghai',
  'Pacific/Apia',
);
const customerHours = fc.option(
  fc
    .tuple(timeOfDay, timeOfDay)
    .filter(([a, b]) => a !== b)
    .map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) })),
  { nil: undefined },
);
/** Mostly around a change of the clock. */
const walls = fc
  .tuple(
    fc.constantFrom(
      '2026-03-08',
      '2026-11-01',
      '2026-03-29',
      '2026-10-25',
      '2026-04-05',
      '2026-10-04',
      '2026-10-01',
    ),
    fc.integer({ min: -24 * 60, max: 48 * 60 }),
  )
  .map(([date, minutes]) => Date.parse(`${date}T00:00:00Z`) + minutes * 60_000 + 17);

describe('callback.purpose: when a line may next call', () => {
  test.each([
    ['in the hours: now', '2026-03-02T10:00:30+08:00', '2026-03-02T02:00:30Z'],
    ['the first minute', '2026-03-02T08:00:00+08:00', '2026-03-02T00:00:00Z'],
    ['the minute that is none any more', '2026-03-02T21:00:00+08:00', '2026-03-03T00:00:00Z'],
    ['at night', '2026-03-02T23:10:00+08:00', '2026-03-03T00:00:00Z'],
    ['before the morning', '2026-03-03T07:59:59+08:00', '2026-03-03T00:00:00Z'],
    ['on a holiday as on other days', '2026-10-01T10:00:00+08:00', '2026-10-01T02:00:00Z'],
  ])('%s', (_what, now, then) => {
    expect(next(now, 'Asia/Shanghai')).toBe(then);
  });

  it('holidays are left out where they are closed, and a weekend that is worked for them is a Monday', () => {
    const office: HoursFile = { 'mon-fri': '09:00-18:00' };
    // National Day 2026: 1 to 7 October are off; Sunday 20 September and Saturday 10 October are worked
    expect(next('2026-09-30T18:00:00+08:00', 'Asia/Shanghai', office)).toBe('2026-10-08T01:00:00Z');
    expect(dayKind('2026-10-10')).toBe('work');
    expect(next('2026-10-10T08:00:00+08:00', 'Asia/Shanghai', office)).toBe('2026-10-10T01:00:00Z');
  });

  it('a night shift goes on into the next day', () => {
    const night: HoursFile = { fri: '22:00-02:00' };
    expect(next('2026-03-07T01:30:00+08:00', 'Asia/Shanghai', night)).toBe('2026-03-06T17:30:00Z');
    expect(next('2026-03-07T02:00:00+08:00', 'Asia/Shanghai', night)).toBe('2026-03-13T14:00:00Z');
  });

  it('within the customer’s own hours as well', () => {
    const lunch = { from: 12 * 60, to: 13 * 60 };
    expect(next('2026-03-02T10:00:00+08:00', 'Asia/Shanghai', BY_DAY, lunch)).toBe('2026-03-02T04:00:00Z');
    expect(next('2026-03-02T12:59:59+08:00', 'Asia/Shanghai', BY_DAY, lunch)).toBe('2026-03-02T04:59:59Z');
    expect(next('2026-03-02T13:00:00+08:00', 'Asia/Shanghai', BY_DAY, lunch)).toBe('2026-03-03T04:00:00Z');
    expect(next('2026-03-02T10:00:00+08:00', 'Asia/Shanghai', BY_DAY, { from: 1260, to: 1440 })).toBeNull();
    const overnight: HoursFile = { daily: '22:00-02:00' };
    expect(next('2026-03-02T23:00:00+08:00', 'Asia/Shanghai', overnight, { from: 0, to: 60 })).toBe(
      '2026-03-02T16:00:00Z',
    );
  });

  it('never, where no minute of a year is one', () => {
    const never: OpeningHours = { days: Array(7).fill([]), holidays: [] };
    expect(next('2026-03-02T10:00:00+08:00', 'Asia/Shanghai', never)).toBeNull();
  });

  it('as the clock of the line shows, where it is put forward', () => {
    const hours: HoursFile = { daily: '02:30-04:00', holidays: 'open' };
    // 02:00 to 03:00 does not exist: it begins at 03:00
    expect(next('2026-03-08T00:00:00-05:00', 'America/New_York', hours)).toBe('2026-03-08T07:00:00Z');
    expect(next('2026-03-29T00:00:00+01:00', 'Europe/Berlin', hours)).toBe('2026-03-29T01:00:00Z');
    // Lord Howe puts its clock forward by half an hour, from 02:00 to 02:30
    expect(next('2026-10-04T00:00:00+10:30', 'Australia/Lord_Howe', hours)).toBe('2026-10-03T15:30:00Z');
    const gone: HoursFile = { daily: '02:00-03:00', holidays: 'open' };
    expect(next('2026-03-08T00:00:00-05:00', 'America/New_York', gone)).toBe('2026-03-09T06:00:00Z');
  });

  it('and where it is put back, and shows an hour twice', () => {
    const hours: HoursFile = { daily: '01:30-02:00', holidays: 'open' };
    expect(next('2026-11-01T00:00:00-04:00', 'America/New_York', hours)).toBe('2026-11-01T05:30:00Z');
    // between the two it is 01:00 again
    expect(next('2026-11-01T01:10:00-05:00', 'America/New_York', hours)).toBe('2026-11-01T06:30:00Z');
    expect(
      next('2026-10-25T02:10:00+01:00', 'Europe/Berlin', { daily: '02:30-03:00', holidays: 'open' }),
    ).toBe('2026-10-25T01:30:00Z');
    // Lord Howe shows 01:30 to 02:00 twice
    expect(
      next('2026-04-05T01:59:00+11:00', 'Australia/Lord_Howe', { daily: '01:35-01:45', holidays: 'open' }),
    ).toBe('2026-04-04T15:05:00Z');
  });

  it('the first such moment, of any hours, in any zone, whatever the clock does', () => {
    fc.assert(
      fc.property(weeks, timeZones, customerHours, walls, (plan, timeZone, customer, now) => {
        const then = nextCallingTime(plan, now, timeZone, customer);
        const soon = then ?? now + 86_400_000;
        for (let ms = now; ms < Math.min(soon, now + 2 * 86_400_000); ms += 5 * 60_000)
          expect(isCallingTime(plan, ms, timeZone, customer)).toBe(false);
        if (then === null) return;
        expect(isCallingTime(plan, then, timeZone, customer)).toBe(true);
        if (then > now) expect(isCallingTime(plan, then - 1, timeZone, customer)).toBe(false);
      }),
      { numRuns: 60 },
    );
  });
});
