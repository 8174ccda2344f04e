import { isDay } from '../config/days.ts';
import { momentOf, nextTimeOfDay } from '../config/time-zone.ts';
import { CliError, EXIT } from './context.ts';

/** Milliseconds of `90m`, `2h`, `1h30m`. */
export function durationMs(text: string): number {
  const [, hours = '0', minutes = '0'] = /^(?=\d)(?:(\d{1,3})h)?(?:(\d{1,4})m)?$/.exec(text) ?? [];
  const ms = (Number(hours) * 60 + Number(minutes)) * 60_000;
  if (ms > 0) return ms;
  throw new CliError(`${text} is no duration`, 'give it as 90m, 2h or 1h30m', EXIT.badInput);
}

/** UTC ms of a time as it is written: `17:30` (the next time it is that), `2026-12-01 08:00`, `+20m`, or ISO 8601. */
export function timeOf(text: string, timeZone: string, now: number): number {
  if (text.startsWith('+')) return now + durationMs(text.slice(1));
  const [, day, hour = '', minute = ''] =
    /^(?:(\d{4}-\d{2}-\d{2})[ T])?([01]\d|2[0-3]):([0-5]\d)$/.exec(text) ?? [];
  if (hour !== '' && (day === undefined || isDay(day))) {
    if (day === undefined) return nextTimeOfDay(now, timeZone, Number(hour), Number(minute));
    return momentOf({ day, minutes: Number(hour) * 60 + Number(minute) }, timeZone);
  }
  const moment = /^\d{4}-.*(?:Z|[+-]\d{2}:\d{2})$/.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(moment) && isDay(text.slice(0, 10))) return moment;
  const cure = "give it as 17:30, as '2026-12-01 08:00', as +20m, or as ISO 8601";
  throw new CliError(`${text} is no time`, cure, EXIT.badInput);
}
