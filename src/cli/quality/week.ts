import { CliError, EXIT } from '../context.ts';
import { addDays, beginningOf, dayOf, mondayOf } from '../report/calendar.ts';

/** A week from Monday to Sunday, in a time zone. */
export interface Week {
  /** `2026-W47` */
  readonly name: string;
  /** UTC ms; `to` is no part of it. */
  readonly from: number;
  readonly to: number;
}

/** The week of a year's 4th of January is its first: ISO 8601. */
function nameOf(monday: number): string {
  const year = new Date(addDays(monday, 3)).getUTCFullYear();
  const first = mondayOf(Date.UTC(year, 0, 4));
  const number = 1 + Math.round((monday - first) / addDays(0, 7));
  return `${year}-W${String(number).padStart(2, '0')}`;
}

/** The week that was asked for; the one before this where none was, for a sample is drawn of what is over.
 * @throws CliError for what is no week */
export function weekOf(asked: string | undefined, now: number, timeZone: string): Week {
  const monday =
    asked === undefined ? addDays(mondayOf(dayOf(now, timeZone)), -7) : mondayNamed(asked.toUpperCase());
  const [from, to] = [monday, addDays(monday, 7)].map((day) => beginningOf(day, timeZone));
  return { name: nameOf(monday), from: from ?? 0, to: to ?? 0 };
}

function mondayNamed(asked: string): number {
  const [, year, week] = /^(\d{4})-W(\d\d)$/.exec(asked) ?? [];
  const monday = addDays(mondayOf(Date.UTC(Number(year), 0, 4)), 7 * (Number(week) - 1));
  if (year !== undefined && nameOf(monday) === asked) return monday;
  throw new CliError(`--week ${asked} is no week`, 'write it as 2026-W47', EXIT.badInput);
}
