import { getHolidaysInRange, getLunarDate, getSolarTermDate, isWorkday } from 'chinese-days';

/** What kind of day it is in mainland China; a Saturday or Sunday that is worked to make up for a holiday is `work`. */
export type DayKind = 'work' | 'weekend' | 'holiday';

/** New Year, Labour Day and the three National Days: month-day. */
const SOLAR_HOLIDAYS: readonly string[] = ['01-01', '05-01', '10-01', '10-02', '10-03'];

/** @param day the date in the line's time zone, `YYYY-MM-DD` */
export function dayKind(day: string): DayKind {
  if (getHolidaysInRange(day, day, false).length > 0 || isFestival(day)) return 'holiday';
  return isWorkday(day) ? 'work' : 'weekend';
}

/** The days off of a year are published in the autumn before it, and the library knows them from its next version on.
 * The festivals themselves need no publication. */
function isFestival(day: string): boolean {
  if (SOLAR_HOLIDAYS.includes(day.slice(5))) return true;
  if (getSolarTermDate(Number(day.slice(0, 4)), 4, 'pure_brightness') === day) return true;
  const { lunarMon, lunarDay, isLeap } = getLunarDate(day);
  if (isLeap) return false;
  const spring = lunarMon === 1 && lunarDay <= 3;
  const dragonBoat = lunarMon === 5 && lunarDay === 5;
  const midAutumn = lunarMon === 8 && lunarDay === 15;
  return spring || dragonBoat || midAutumn;
}
