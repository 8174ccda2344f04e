import type { CustomerHours } from '../core/model/customer.ts';
import { dayAfter } from './days.ts';
import { type OpeningHours, spansOn } from './hours.ts';
import { localTime, momentsOf, shiftsOn } from './time-zone.ts';

const DAY_MINUTES = 1440;
const YEAR_DAYS = 366;

/** Whether the clock of the zone shows a time at which customers are called, and this one wants to be. Where the clock is put
 * back, what it shows twice counts twice.
 * @param wall UTC ms */
export function isCallingTime(
  hours: OpeningHours,
  wall: number,
  timeZone: string,
  customer?: CustomerHours,
): boolean {
  const { day, minutes } = localTime(wall, timeZone);
  if (customer && (minutes < customer.from || minutes >= customer.to)) return false;
  const within = (date: string, at: number) =>
    spansOn(hours, date).some(({ from, to }) => at >= from && at < to);
  return within(day, minutes) || within(dayAfter(day, -1), minutes + DAY_MINUTES);
}

/** UTC ms, `wall` or the first moment after it, of calling time. Null where there is none within a year. [callback.purpose] */
export function nextCallingTime(
  hours: OpeningHours,
  wall: number,
  timeZone: string,
  customer?: CustomerHours,
): number | null {
  if (isCallingTime(hours, wall, timeZone, customer)) return wall;
  const { day } = localTime(wall, timeZone);
  for (let n = 0; n <= YEAR_DAYS; n += 1) {
    const next = knownBeginnings(hours, dayAfter(day, n), timeZone, customer).find((moment) => moment > wall);
    if (next !== undefined) return next;
  }
  return null;
}

/** When calling time begins on a date, by the date, the zone and the customer's hours: a programme asks it for each row of its
 * list, mostly of the same day. */
const beginnings = new WeakMap<OpeningHours, Map<string, readonly number[]>>();
/** So many are kept of each. */
const MOST_KEPT = 1000;

function knownBeginnings(
  hours: OpeningHours,
  day: string,
  timeZone: string,
  customer?: CustomerHours,
): readonly number[] {
  const known = beginnings.get(hours) ?? new Map<string, readonly number[]>();
  beginnings.set(hours, known);
  const key = `${day} ${timeZone} ${customer?.from} ${customer?.to}`;
  const found =
    known.get(key) ??
    beginningsOn(hours, day, timeZone, customer).filter((at) => isCallingTime(hours, at, timeZone, customer));
  if (known.size >= MOST_KEPT) known.clear();
  known.set(key, found);
  return found;
}

/** UTC ms at which calling time may begin on this date, in order: where a span does, or the customer's hours do, or the clock is
 * put forward or back into one. */
function beginningsOn(
  hours: OpeningHours,
  day: string,
  timeZone: string,
  customer?: CustomerHours,
): number[] {
  // midnight: a span of the day before may go on while the customer's hours begin anew
  const minutes = [0, customer?.from ?? 0, ...spansOn(hours, day).map(({ from }) => from)];
  const moments = minutes.flatMap((at) => momentsOf({ day, minutes: at }, timeZone));
  return [...moments, ...shiftsOn(day, timeZone)].toSorted((a, b) => a - b);
}
