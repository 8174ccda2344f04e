import { dayAfter, mondayOf, weekName } from '../../config/days.ts';
import { localTime, momentOf } from '../../config/time-zone.ts';
import { CliError, EXIT } from '../context.ts';

/** A week from Monday to Sunday, in a time zone. */
export interface Week {
  /** `2026-W47` */
  readonly name: string;
  /** UTC ms; `to` is no part of it. */
  readonly from: number;
  readonly to: number;
}

/** The week that `asked` names; last week where it is undefined: calls are sampled from a week that is over.
 * @throws CliError for what is no week */
export function weekOf(asked: string | undefined, now: number, timeZone: string): Week {
  const thisMonday = mondayOf(localTime(now, timeZone).day);
  const monday = asked === undefined ? dayAfter(thisMonday, -7) : mondayNamed(asked.toUpperCase());
  const beginning = (day: string) => momentOf({ day, minutes: 0 }, timeZone);
  return { name: weekName(monday), from: beginning(monday), to: beginning(dayAfter(monday, 7)) };
}

function mondayNamed(asked: string): string {
  const [, year, week] = /^(\d{4})-W(\d\d)$/.exec(asked) ?? [];
  if (year !== undefined) {
    // ISO 8601: the week of 4 January is the first of its year
    const monday = dayAfter(mondayOf(`${year}-01-04`), 7 * (Number(week) - 1));
    if (weekName(monday) === asked) return monday;
  }
  throw new CliError(`--week ${asked} is no week`, 'write it as 2026-W47', EXIT.badInput);
}
