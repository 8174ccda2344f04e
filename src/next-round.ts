import { localTime, momentOf } from './config/time-zone.ts';
import { nextClockTime } from './schedule/cron.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** callback.programme: UTC ms of the next time after `wall` at which the clocks of the zone show a time that `schedule` (cron, five
 * fields) names. On a day that skips the time it is later by the length of the gap; a time that the day has twice counts once,
 * the first time. */
export function nextRound(schedule: string, timeZone: string, wall: number): number {
  const { day, minutes } = localTime(wall, timeZone);
  let clock = Date.parse(`${day}T00:00Z`) + minutes * MINUTE_MS;
  for (;;) {
    clock = nextClockTime(schedule, clock);
    const shown = { day: new Date(clock).toISOString().slice(0, 10), minutes: (clock % DAY_MS) / MINUTE_MS };
    const moment = momentOf(shown, timeZone);
    // the clock shows these minutes for the second time
    if (moment > wall) return moment;
  }
}
