import { Temporal } from 'temporal-polyfill';

/** Whether `text` is a day that exists, written `2026-03-02`: 30 February is none. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() === text;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** The date so many days later. */
export function dayAfter(day: string, days: number): string {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}

/** 0 on Mondays to 6 on Sundays. */
export function weekdayOf(day: string): number {
  return Temporal.PlainDate.from(day).dayOfWeek - 1;
}

/** The Monday of the day's week. */
export function mondayOf(day: string): string {
  return dayAfter(day, -weekdayOf(day));
}

/** `2026-W47`: the day's week by ISO 8601. */
export function weekName(day: string): string {
  const { yearOfWeek, weekOfYear } = Temporal.PlainDate.from(day);
  return `${yearOfWeek}-W${String(weekOfYear).padStart(2, '0')}`;
}
