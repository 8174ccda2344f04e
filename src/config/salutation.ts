import type { Salutation } from '../core/model/call.ts';
import { dayKind } from './holidays.ts';
import { localTime } from './time-zone.ts';

/** How a greeting opens at this moment [answer.greeting.time]: on holidays and at weekends by the day, else by the hour:
 * morning from 5, noon from 11, afternoon from 13, evening from 18.
 * @param wallMs UTC milliseconds
 * @param timeZone the line's, an IANA name that was checked when the configuration was loaded */
export function salutationAt(wallMs: number, timeZone: string): Salutation {
  const { day, minutes } = localTime(wallMs, timeZone);
  const kind = dayKind(day);
  return kind === 'work' ? salutationOfHour(Math.floor(minutes / 60)) : kind;
}

function salutationOfHour(hour: number): Salutation {
  if (hour >= 18 || hour < 5) return 'evening';
  if (hour < 11) return 'morning';
  return hour < 13 ? 'noon' : 'afternoon';
}
