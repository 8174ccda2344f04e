import { CliError, EXIT } from '../context.ts';
import { addDays, beginningOf, dayOf, dayText, minuteText, mondayOf, parseLocal } from './calendar.ts';

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

const USAGE = 'write days as 2026-03-02, times as 2026-03-02T09:30, in the time zone of the site';

function wrong(message: string): CliError {
  return new CliError(message, USAGE, EXIT.badInput);
}

/** The period that the options name, in the site's time zone: days as long as clocks make them there, weeks from Monday.
 * Today where nothing is asked. A day after `--to` is the last one of the period; a time is its end.
 * @throws CliError for what is no date, ends before it begins, or is asked for in two ways */
export function periodOf(options: PeriodOptions, now: number, timeZone: string): Period {
  const { day, week, from, to } = options;
  const ways = [day, week, from ?? to].filter((way) => way !== undefined).length;
  if (ways > 1) throw wrong('--day, --week and --from … --to exclude each other');
  if (from !== undefined || to !== undefined) return spanOf(from, to, now, timeZone);
  if (week !== undefined) {
    const monday = mondayOf(dayAsked(week, '--week', now, timeZone));
    return days(monday, addDays(monday, 6), timeZone);
  }
  const asked = dayAsked(day ?? true, '--day', now, timeZone);
  return days(asked, asked, timeZone);
}

function dayAsked(asked: string | true, option: string, now: number, timeZone: string): number {
  if (asked === true) return dayOf(now, timeZone);
  const day = asked.length === 10 ? parseLocal(asked) : null;
  if (day === null) throw wrong(`${option} ${asked} is no day`);
  return day;
}

function days(first: number, last: number, timeZone: string): Period {
  return {
    from: beginningOf(first, timeZone),
    to: beginningOf(addDays(last, 1), timeZone),
    text: first === last ? dayText(first) : `${dayText(first)} – ${dayText(last)}`,
  };
}

function spanOf(from: string | undefined, to: string | undefined, now: number, timeZone: string): Period {
  if (from === undefined) throw wrong('--to needs --from');
  const [first, last] = [local(from, '--from'), to === undefined ? dayOf(now, timeZone) : local(to, '--to')];
  const wholeDays = from.length === 10 && (to === undefined || to.length === 10);
  if (last < first) throw wrong('the period ends before it begins');
  if (wholeDays) return days(first, last, timeZone);
  const end = to === undefined || to.length === 10 ? addDays(last, 1) : last;
  const period = { from: beginningOf(first, timeZone), to: beginningOf(end, timeZone) };
  if (period.to <= period.from) throw wrong('the period ends before it begins');
  return { ...period, text: `${minuteText(period.from, timeZone)} – ${minuteText(period.to, timeZone)}` };
}

function local(text: string, option: string): number {
  const parsed = parseLocal(text);
  if (parsed === null) throw wrong(`${option} ${text} is no day or time`);
  return parsed;
}
