import calendar from 'chinese-days';
import { dayAfter } from './days.ts';

// The library is CommonJS, in a form whose names Node cannot import one by one.
const { getDayDetail, getLunarDate, getSolarTermDate } = calendar;

/** What kind of day it is in mainland China; a Saturday or Sunday that is worked to make up for a holiday is `work`. */
export type DayKind = 'work' | 'weekend' | 'holiday';

/** New Year, Labour Day and the three National Days: month-day. */
const SOLAR_HOLIDAYS: readonly string[] = ['01-01', '05-01', '10-01', '10-02', '10-03'];
/** The second day of Labour Day, and the eve of Spring Festival, are holidays from this year on, by the order of November 2024. */
const EVE_SINCE = 2025;

const kinds = new Map<string, DayKind>();
const MOST_KEPT = 1000;

/** @param day the date in the line's time zone, `YYYY-MM-DD` */
export function dayKind(day: string): DayKind {
  // the library takes a tenth of a millisecond for it, and the same few days are asked for again and again
  const kind = kinds.get(day) ?? kindOf(day);
  if (kinds.size >= MOST_KEPT) kinds.clear();
  kinds.set(day, kind);
  return kind;
}

function kindOf(day: string): DayKind {
  const { name, work } = getDayDetail(day);
  // The name of a festival and its length (`Spring Festival,春节,4`) where the day is in the published calendar, as a day
  // off or as one that makes up for one; else the name of a weekday, which the library takes from the machine's time
  // zone: west of Greenwich it is the day before's.
  if (name.includes(',')) return work ? 'work' : 'holiday';
  if (isFestival(day)) return 'holiday';
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday === 0 || weekday === 6 ? 'weekend' : 'work';
}

/** The days off of a year are published in the autumn before it, and the library knows them from its next version on.
 * The festivals themselves need no publication. */
function isFestival(day: string): boolean {
  if (SOLAR_HOLIDAYS.includes(day.slice(5)) || isQingming(day)) return true;
  if (Number(day.slice(0, 4)) >= EVE_SINCE && (day.endsWith('-05-02') || isSpringFestival(dayAfter(day, 1))))
    return true;
  const { lunarMon, lunarDay, isLeap } = getLunarDate(day);
  if (isLeap) return false;
  const spring = lunarMon === 1 && lunarDay <= 3;
  const dragonBoat = lunarMon === 5 && lunarDay === 5;
  const midAutumn = lunarMon === 8 && lunarDay === 15;
  return spring || dragonBoat || midAutumn;
}

/** The first day of the lunar year. */
function isSpringFestival(day: string): boolean {
  const { lunarMon, lunarDay, isLeap } = getLunarDate(day);
  return !isLeap && lunarMon === 1 && lunarDay === 1;
}

function isQingming(day: string): boolean {
  // `date` is `day` as the library formats it, so that both sides go by the machine's time zone in the same way.
  return getSolarTermDate(Number(day.slice(0, 4)), 4, 'pure_brightness') === getDayDetail(day).date;
}

/** Whether the days off and the days that make up for them are known for this year: else only the festivals themselves
 * are taken for holidays, and no Saturday or Sunday for a working day. */
export function isPublished(year: number): boolean {
  const first = Date.UTC(year, 0, 1);
  // New Year's day off stands in every year that has been published
  return [0, 1, 2, 3].some((days) =>
    getDayDetail(new Date(first + days * 86_400_000).toISOString().slice(0, 10)).name.includes(','),
  );
}

/** Warned of so long before a year begins, ms: the days off of the next are published in November. */
const AHEAD_MS = 14 * 86_400_000;

/** The year, of this moment or of one soon after it, whose days off the calendar does not know; null where it knows.
 * @param wall UTC ms */
export function unknownYear(wall: number): number | null {
  const years = [wall, wall + AHEAD_MS].map((moment) => new Date(moment).getUTCFullYear());
  return years.find((year) => !isPublished(year)) ?? null;
}

/** What an admin is told of it. */
export const HOLIDAYS_CURE =
  'Update Sansheng, with its calendar library chinese-days: until then only the festivals themselves are taken for holidays, and no weekend for a working day.';
