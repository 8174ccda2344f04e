import { dayAfter, mondayOf } from '../../config/days.ts';
import { localTime, momentOf } from '../../config/time-zone.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A period of at most `HOURS_UP_TO` is cut into hours, one of at most `DAYS_UP_TO` into days, a longer one into weeks. */
const HOURS_UP_TO = 3 * DAY;
const DAYS_UP_TO = 92 * DAY;

/** How a period is cut for a chart. */
export interface Slots {
  readonly each: 'hour' | 'day' | 'week';
  /** UTC ms: where each begins; the first is `from`. */
  readonly starts: readonly number[];
}

export function slotsOf({ from, to }: { from: number; to: number }, timeZone: string): Slots {
  const each = to - from <= HOURS_UP_TO ? 'hour' : to - from <= DAYS_UP_TO ? 'day' : 'week';
  const starts = [from];
  for (let next = slotAfter(from, each, timeZone); next < to; next = slotAfter(next, each, timeZone))
    starts.push(next);
  return { each, starts };
}

/** An hour always lasts an hour, even where the clocks change; days and weeks are as long as the clocks make them. */
function slotAfter(wall: number, each: Slots['each'], timeZone: string): number {
  const { day, minutes } = localTime(wall, timeZone);
  if (each === 'hour') return wall - (minutes % 60) * MINUTE - (wall % MINUTE) + HOUR;
  const next = each === 'day' ? dayAfter(day, 1) : dayAfter(mondayOf(day), 7);
  return momentOf({ day: next, minutes: 0 }, timeZone);
}
