import { Temporal } from 'temporal-polyfill';
import type { DayOfYear } from '../core/model/day-of-year.ts';
import { dayAfter, isDay } from './days.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const DAY_MINUTES = 1440;

/** What the clocks of a time zone show, to the minute. */
export interface LocalTime {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  /** Minutes since midnight by the clock: 90 at half past one, even after the clock was put forward or back. */
  readonly minutes: number;
}

/** Whether `name` is an IANA time zone or a fixed offset such as `+08:00`. Short names that stand for several zones, such as
 * CST, are refused. */
export function isTimeZone(name: string): boolean {
  try {
    return new Temporal.ZonedDateTime(0n, name).timeZoneId !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** Names without a place, whose clocks are not those that people mean: `EST` has no summer time, `Etc/GMT+8` is in the Pacific. */
export function isBareZone(name: string): boolean {
  return /^(etc\/gmt[+-]?[1-9]\d?|[ECMP]ST|HST|[ECMP]ST\d[ECMP]DT)$/i.test(name);
}

/** @param wallMs UTC milliseconds
 * @param timeZone an IANA name; the configuration checks it when it is loaded */
export function localTime(wallMs: number, timeZone: string): LocalTime {
  const local = zoned(wallMs, timeZone);
  return { day: local.toPlainDate().toString(), minutes: local.hour * 60 + local.minute };
}

/** UTC ms at which the clock of the zone shows `time`; `minutes` may go past the end of the day. A time that the clock shows
 * twice is the first of the two. A time that the clock skips moves on by the length of the gap. */
export function momentOf(time: LocalTime, timeZone: string): number {
  return plain(time).toZonedDateTime(timeZone).epochMilliseconds;
}

/** All UTC ms at which the clock shows `time`, in order: two where the clock is put back over it, none where it is put forward
 * over it. */
export function momentsOf(time: LocalTime, timeZone: string): number[] {
  const local = plain(time);
  const moments = (['earlier', 'later'] as const)
    .map((disambiguation) => local.toZonedDateTime(timeZone, { disambiguation }))
    .filter((moment) => moment.toPlainDateTime().equals(local))
    .map(({ epochMilliseconds }) => epochMilliseconds);
  return [...new Set(moments)];
}

/** The next time after `wallMs` (UTC ms) at which the clock shows that time of day. On a day that skips the time it is later by
 * the length of the gap; on a day that has the time twice, both count. [callback.appointment] */
export function nextTimeOfDay(wallMs: number, timeZone: string, hour: number, minute: number): number {
  const today = localTime(wallMs, timeZone).day;
  const moments = [0, 1, 2].flatMap((days) => {
    const time = { day: dayAfter(today, days), minutes: hour * 60 + minute };
    const shown = momentsOf(time, timeZone);
    return shown.length > 0 ? shown : [momentOf(time, timeZone)];
  });
  return moments.find((moment) => moment > wallMs) ?? wallMs + DAY_MS;
}

/** The first time after `wallMs` (UTC ms), this year or next, at which the clock shows that many minutes of that date; null where there is no
 * such date. [callback.appointment] */
export function nextTimeOfDate(
  wallMs: number,
  timeZone: string,
  { month, day }: DayOfYear,
  minutes: number,
): number | null {
  const year = Number(localTime(wallMs, timeZone).day.slice(0, 4));
  const two = (part: number) => String(part).padStart(2, '0');
  const dates = [year, year + 1].map((one) => `${one}-${two(month)}-${two(day)}`).filter(isDay);
  const moments = dates.map((date) => momentOf({ day: date, minutes }, timeZone));
  return moments.find((moment) => moment > wallMs) ?? null;
}

/** UTC ms at which the clock is put forward or back on this date; mostly none. */
export function shiftsOn(day: string, timeZone: string): number[] {
  const before = zoned(momentOf({ day, minutes: 0 }, timeZone) - MINUTE_MS, timeZone);
  const end = zoned(momentOf({ day, minutes: DAY_MINUTES }, timeZone), timeZone);
  // without this, Temporal would search a zone that never changes its clock for centuries
  if (before.offsetNanoseconds === end.offsetNanoseconds) return [];
  const shift = before.getTimeZoneTransition('next');
  return shift === null ? [] : [shift.epochMilliseconds];
}

/** UTC ms at which the day ends on which `wallMs` is. */
export function endOfDay(wallMs: number, timeZone: string): number {
  return momentOf({ day: dayAfter(localTime(wallMs, timeZone).day, 1), minutes: 0 }, timeZone);
}

/** The hour that clocks there show, 0 to 23. */
export function hourAt(wallMs: number, timeZone: string): number {
  return Math.floor(localTime(wallMs, timeZone).minutes / 60);
}

/** `2026-03-02 09:30`, as clocks there show it. */
export function minuteText(wallMs: number, timeZone: string): string {
  return text(wallMs, timeZone, 'minute');
}

/** `2026-03-02 09:30:15`, as clocks there show it. */
export function secondText(wallMs: number, timeZone: string): string {
  return text(wallMs, timeZone, 'second');
}

function text(wallMs: number, timeZone: string, smallestUnit: 'minute' | 'second'): string {
  return zoned(wallMs, timeZone).toPlainDateTime().toString({ smallestUnit }).replace('T', ' ');
}

function zoned(wallMs: number, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(Math.floor(wallMs)).toZonedDateTimeISO(timeZone);
}

function plain({ day, minutes }: LocalTime): Temporal.PlainDateTime {
  return Temporal.PlainDate.from(day).toPlainDateTime().add({ minutes });
}
