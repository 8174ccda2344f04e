import { dayAfter, isDay, mondayOf } from '../../config/days.ts';
import { type LocalTime, localTime, minuteText, momentOf } from '../../config/time-zone.ts';
import { CliError, EXIT } from '../context.ts';

/** What was asked for; `true` where an option stands without its date. */
export interface PeriodOptions {
  readonly day?: string | true;
  readonly week?: string | true;
  readonly from?: string;
  readonly to?: string;
}

export interface Period {
  /** UTC ms; `to` is no part of it. */
  readonly from: number;
  readonly to: number;
  /** In the site's time zone. */
  readonly text: string;
}

type Time = LocalTime & { readonly wholeDay: boolean };

const USAGE = "give days as 2026-03-02 and times as 2026-03-02T09:30, in the site's time zone";

function wrong(message: string): CliError {
  return new CliError(message, USAGE, EXIT.badInput);
}

/** The period that the options name, in the site's time zone: a day is as long as the clocks make it, a week begins on Monday.
 * Without an option it is today. A day after `--to` is the last one of the period; a time is its end.
 * @throws CliError for what is no date, ends before it begins, or is given in two ways */
export function periodOf(options: PeriodOptions, now: number, timeZone: string): Period {
  const { day, week, from, to } = options;
  const ways = [day, week, from ?? to].filter((way) => way !== undefined).length;
  if (ways > 1) throw wrong('--day, --week and --from … --to exclude each other');
  const today = localTime(now, timeZone).day;
  if (from !== undefined || to !== undefined) return spanOf(from, to, today, timeZone);
  if (week !== undefined) {
    const monday = mondayOf(week === true ? today : dayGiven(week, '--week'));
    return days(monday, dayAfter(monday, 6), timeZone);
  }
  const given = day === undefined || day === true ? today : dayGiven(day, '--day');
  return days(given, given, timeZone);
}

function dayGiven(text: string, option: string): string {
  if (!isDay(text)) throw wrong(`${option} ${text} is no day`);
  return text;
}

function days(first: string, last: string, timeZone: string): Period {
  return {
    from: momentOf({ day: first, minutes: 0 }, timeZone),
    to: momentOf({ day: dayAfter(last, 1), minutes: 0 }, timeZone),
    text: first === last ? first : `${first} – ${last}`,
  };
}

function spanOf(from: string | undefined, to: string | undefined, today: string, timeZone: string): Period {
  if (from === undefined) throw wrong('--to needs --from');
  const first = timeGiven(from, '--from');
  const last = to === undefined ? { day: today, minutes: 0, wholeDay: true } : timeGiven(to, '--to');
  if (isBefore(last, first)) throw wrong('the period ends before it begins');
  if (first.wholeDay && last.wholeDay) return days(first.day, last.day, timeZone);
  const end = last.wholeDay ? { day: dayAfter(last.day, 1), minutes: 0 } : last;
  const period = { from: momentOf(first, timeZone), to: momentOf(end, timeZone) };
  if (period.to <= period.from) throw wrong('the period ends before it begins');
  return { ...period, text: `${minuteText(period.from, timeZone)} – ${minuteText(period.to, timeZone)}` };
}

function isBefore(a: LocalTime, b: LocalTime): boolean {
  return a.day === b.day ? a.minutes < b.minutes : a.day < b.day;
}

/** `2026-03-02` or `2026-03-02T09:30`. */
function timeGiven(text: string, option: string): Time {
  const [, day = '', hour, minute] = /^(.{10})(?:[T ]([01]\d|2[0-3]):([0-5]\d))?$/.exec(text) ?? [];
  if (!isDay(day)) throw wrong(`${option} ${text} is no day or time`);
  if (hour === undefined) return { day, minutes: 0, wholeDay: true };
  return { day, minutes: Number(hour) * 60 + Number(minute), wholeDay: false };
}
