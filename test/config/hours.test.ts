import { describe, expect, it } from 'vitest';
import { dayKind } from '../../src/config/holidays.ts';
import { closedAt, isOpenAt, nextOpening, spokenHours } from '../../src/config/hours.ts';
import { type HoursFile, lineHours, openingHours } from '../../src/config/hours-schema.ts';

const OFFICE: HoursFile = { 'mon-fri': '09:00-17:30', sat: '09:00-12:00' };
const SHANGHAI = 'Asia/Shanghai';

/** When the office is open, at local times of Shanghai. */
const open = (file: HoursFile, local: string) =>
  isOpenAt(openingHours(file), Date.parse(`${local}:00+08:00`), SHANGHAI);
const opens = (file: HoursFile, local: string) => {
  const next = nextOpening(openingHours(file), Date.parse(`${local}:00+08:00`), SHANGHAI);
  return new Date(next + 8 * 3_600_000).toISOString().slice(0, 16);
};

describe('isOpen and nextOpening: an ordinary week', () => {
  it.each([
    ['2026-11-16T08:59', false],
    ['2026-11-16T09:00', true],
    ['2026-11-16T17:29', true],
    ['2026-11-16T17:30', false],
    ['2026-11-21T11:59', true],
    ['2026-11-21T12:00', false],
    ['2026-11-22T10:00', false],
  ])('at %s: %s', (local, is) => expect(open(OFFICE, local)).toBe(is));

  it.each([
    ['2026-11-16T08:59', '2026-11-16T09:00'],
    ['2026-11-16T17:30', '2026-11-17T09:00'],
    ['2026-11-20T20:00', '2026-11-21T09:00'],
    ['2026-11-21T12:00', '2026-11-23T09:00'],
  ])('closed at %s, it opens at %s', (local, next) => expect(opens(OFFICE, local)).toBe(next));

  it('a lunch break closes, and opens again', () => {
    const file = { daily: ['09:00-12:00', '13:30-18:00'] };
    expect(open(file, '2026-11-16T12:30')).toBe(false);
    expect(opens(file, '2026-11-16T12:30')).toBe('2026-11-16T13:30');
  });
});

describe('hours that cross midnight', () => {
  const night = { 'fri-sat': '22:00-06:00' };

  it.each([
    ['2026-11-20T21:59', false],
    ['2026-11-20T22:00', true],
    ['2026-11-21T05:59', true],
    ['2026-11-21T06:00', false],
    ['2026-11-22T05:59', true],
    ['2026-11-22T22:00', false],
  ])('at %s: %s', (local, is) => expect(open(night, local)).toBe(is));

  it('all day is always open', () => {
    const always = { daily: '00:00-24:00', holidays: 'open' };
    expect(open(always, '2026-10-01T00:00')).toBe(true);
    expect(open(always, '2026-10-01T23:59')).toBe(true);
  });
});

describe('holidays of the mainland', () => {
  it('Spring Festival is closed, with its whole week; the weekend worked for it is open as a Monday', () => {
    expect(open(OFFICE, '2026-02-17T10:00')).toBe(false);
    expect(open(OFFICE, '2026-02-23T10:00')).toBe(false);
    expect(opens(OFFICE, '2026-02-14T18:00')).toBe('2026-02-24T09:00');
    // Saturday 14 and Saturday 28 February 2026 make up for days off
    expect(open(OFFICE, '2026-02-14T16:00')).toBe(true);
    expect(open(OFFICE, '2026-02-28T16:00')).toBe(true);
    expect(open(OFFICE, '2026-02-07T16:00')).toBe(false);
  });

  it('have hours of their own where the line gives them, or are days like any other', () => {
    expect(open({ ...OFFICE, holidays: '10:00-12:00' }, '2026-10-01T11:00')).toBe(true);
    expect(open({ ...OFFICE, holidays: '10:00-12:00' }, '2026-10-01T14:00')).toBe(false);
    expect(open({ ...OFFICE, holidays: 'open' }, '2026-10-01T14:00')).toBe(true);
    expect(open({ ...OFFICE, holidays: 'open' }, '2026-02-14T16:00')).toBe(false);
  });
});

describe('holidays by law, in years whose days off are not published', () => {
  it.each(['2031-01-22', '2034-02-18', '2031-05-02', '2034-05-01'])('%s is closed', (day) => {
    expect(open({ daily: '09:00-17:30' }, `${day}T10:00`)).toBe(false);
  });

  it.each(['2031-05-03', '2031-01-21'])('%s is open', (day) => {
    expect(open({ daily: '09:00-17:30' }, `${day}T10:00`)).toBe(true);
  });

  it('which they were not before 2025', () => {
    expect(open({ daily: '09:00-17:30' }, '2003-05-08T10:00')).toBe(true);
    expect(dayKind('2001-01-23')).toBe('work');
  });
});

describe('special days', () => {
  const special = {
    '2027-02-15': 'closed',
    '2027-02-20': 'workday',
    '2027-03-08': ['09:00-12:00', '13:00-15:00'],
    '2027-10-01': '10:00-11:00',
  };
  const at = (file: HoursFile | undefined, local: string) =>
    closedAt({ hours: lineHours(file, special), timeZone: SHANGHAI }, Date.parse(`${local}:00+08:00`));

  it.each([
    ['2027-02-15T10:00', 'a Monday that is closed'],
    ['2027-03-08T12:30', 'between its times'],
    ['2027-03-08T16:00', 'after its times'],
    ['2027-10-01T11:30', 'a holiday, after its times'],
  ])('at %s the line is closed: %s', (local) => expect(at(OFFICE, local)).not.toBeNull());

  it.each([
    ['2027-02-20T16:00', 'a Saturday with the hours of a Monday'],
    ['2027-03-08T14:00', 'within its times'],
    ['2027-10-01T10:30', 'a holiday'],
    ['2027-02-16T10:00', 'the day after'],
  ])('at %s the line is open: %s', (local) => expect(at(OFFICE, local)).toBeNull());

  it('close a line that is always open, which then tells no hours', () => {
    const opensAt = Date.parse('2027-02-16T00:00+08:00');
    expect(at(undefined, '2027-02-15T10:00')).toEqual({ hours: [], opensAt });
    expect(at(undefined, '2027-02-14T23:59')).toBeNull();
    expect(at(undefined, '2027-02-20T23:59')).toBeNull();
    expect(lineHours(undefined, {})).toBeNull();
  });
});

describe('zones that change their clocks', () => {
  const office = openingHours({ daily: '09:00-17:00', holidays: 'open' });
  const night = openingHours({ daily: '02:30-04:00', holidays: 'open' });

  it.each([
    ['America/New_York', '2026-03-07T23:00:00Z', '2026-03-08T13:00:00.000Z'],
    ['America/New_York', '2026-03-06T23:00:00Z', '2026-03-07T14:00:00.000Z'],
    ['America/New_York', '2026-10-31T23:00:00Z', '2026-11-01T14:00:00.000Z'],
    ['Europe/London', '2026-03-28T20:00:00Z', '2026-03-29T08:00:00.000Z'],
    ['Australia/Lord_Howe', '2026-04-04T09:00:00Z', '2026-04-04T22:30:00.000Z'],
    ['Asia/Kathmandu', '2026-04-04T13:00:00Z', '2026-04-05T03:15:00.000Z'],
  ])('%s: closed at %s, nine o’clock is %s', (zone, at, next) => {
    expect(new Date(nextOpening(office, Date.parse(at), zone)).toISOString()).toBe(next);
    expect(isOpenAt(office, Date.parse(next), zone)).toBe(true);
    expect(isOpenAt(office, Date.parse(next) - 1, zone)).toBe(false);
  });

  it('an hour that is left out begins later; one that comes twice begins the first time', () => {
    const spring = nextOpening(night, Date.parse('2026-03-08T06:00:00Z'), 'America/New_York');
    expect(new Date(spring).toISOString()).toBe('2026-03-08T07:30:00.000Z');
    const one = openingHours({ daily: '01:30-03:00', holidays: 'open' });
    const autumn = nextOpening(one, Date.parse('2026-11-01T04:00:00Z'), 'America/New_York');
    expect(new Date(autumn).toISOString()).toBe('2026-11-01T05:30:00.000Z');
  });
});

describe('spokenHours: what callers of the closed line are told', () => {
  const said = (file: HoursFile) => spokenHours(openingHours(file)).join(' ');

  it.each([
    [
      OFFICE,
      'day.1 time.to day.5 hour.9 minute.0 time.to hour.17 minute.30 day.6 hour.9 minute.0 time.to hour.12 minute.0',
    ],
    [{ daily: '08:05-20:00' }, 'day.every hour.8 minute.5 time.to hour.20 minute.0'],
    [{ daily: '00:00-24:00' }, 'day.every hour.0 minute.0 time.to hour.24 minute.0'],
    [{ fri: '22:00-06:15' }, 'day.5 hour.22 minute.0 time.to hour.6 minute.15'],
    [
      { wed: ['13:00-17:00', '09:00-12:00'], holidays: '10:00-11:00' },
      'day.3 hour.9 minute.0 time.to hour.12 minute.0 hour.13 minute.0 time.to hour.17 minute.0 day.holidays hour.10 minute.0 time.to hour.11 minute.0',
    ],
    [
      { mon: '09:00-17:00', wed: '09:00-17:00' },
      'day.1 hour.9 minute.0 time.to hour.17 minute.0 day.3 hour.9 minute.0 time.to hour.17 minute.0',
    ],
  ])('%j', (file, parts) => expect(said(file)).toBe(parts));
});

describe('closedAt', () => {
  it('is null while the line is open, and where it has no hours', () => {
    const hours = openingHours(OFFICE);
    const noon = Date.parse('2026-11-16T12:00:00+08:00');
    expect(closedAt({ hours, timeZone: SHANGHAI }, noon)).toBeNull();
    expect(closedAt({ hours: null, timeZone: SHANGHAI }, noon)).toBeNull();
    expect(closedAt({ hours, timeZone: 'America/New_York' }, noon)).toMatchObject({
      opensAt: Date.parse('2026-11-16T09:00:00-05:00'),
    });
  });
});
