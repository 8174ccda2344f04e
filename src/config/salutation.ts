import type { Salutation } from '../core/call/state.ts';
import { dayKind } from './holidays.ts';

/** Making a formatter costs more than a call may wait for, and a site has only a few time zones. */
const formatters = new Map<string, Intl.DateTimeFormat>();

/** How a greeting opens at this moment [answer.greeting.time]: on holidays and at weekends by the day, else by the hour:
 * morning from 5, noon from 11, afternoon from 13, evening from 18.
 * @param wallMs UTC milliseconds
 * @param timeZone the line's, an IANA name that was checked when the configuration was loaded */
export function salutationAt(wallMs: number, timeZone: string): Salutation {
  const { day, hour } = localTime(wallMs, timeZone);
  const kind = dayKind(day);
  return kind === 'work' ? salutationOfHour(hour) : kind;
}

function salutationOfHour(hour: number): Salutation {
  if (hour >= 18 || hour < 5) return 'evening';
  if (hour < 11) return 'morning';
  return hour < 13 ? 'noon' : 'afternoon';
}

function localTime(wallMs: number, timeZone: string): { day: string; hour: number } {
  const parts = new Map(
    formatter(timeZone)
      .formatToParts(wallMs)
      .map(({ type, value }) => [type, value]),
  );
  const day = `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`;
  return { day, hour: Number(parts.get('hour')) };
}

function formatter(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    hourCycle: 'h23',
  });
  formatters.set(timeZone, made);
  return made;
}
