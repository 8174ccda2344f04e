import type { PromptId } from '../core/ids.ts';
import { dayAfter, weekdayOf } from './days.ts';
import { dayKind } from './holidays.ts';
import { localTime, momentOf } from './time-zone.ts';

/** Minutes since midnight; `to` is later than `from`, and past 1440 where the span goes on into the next day. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** When a line is open. */
export interface OpeningHours {
  /** Monday first; a day without spans is closed. */
  readonly days: readonly (readonly Span[])[];
  /** On public holidays; null: they are days like any other. */
  readonly holidays: readonly Span[] | null;
  /** By their dates: days with times of their own, or with those of a Monday. */
  readonly special?: ReadonlyMap<string, readonly Span[] | 'workday'>;
}

const DAY_MINUTES = 1440;
/** No line is closed for longer; one that never opens is refused when the configuration is loaded. */
const LOOK_AHEAD_DAYS = 400;

/** The spans that begin on this date. A Saturday or Sunday that is worked to make up for a holiday has a Monday's. What the site
 * says of a day goes before the calendar. */
export function spansOn(hours: OpeningHours, day: string): readonly Span[] {
  const special = hours.special?.get(day);
  if (special !== undefined) return special === 'workday' ? (hours.days[0] ?? []) : special;
  const kind = dayKind(day);
  if (kind === 'holiday' && hours.holidays) return hours.holidays;
  const weekday = weekdayOf(day);
  const madeUp = kind === 'work' && weekday >= 5 && hours.holidays !== null;
  return hours.days[madeUp ? 0 : weekday] ?? [];
}

/** @param wall UTC ms
 * @param timeZone the line's */
export function isOpenAt(hours: OpeningHours, wall: number, timeZone: string): boolean {
  const { day } = localTime(wall, timeZone);
  return [dayAfter(day, -1), day].some((date) =>
    spansOn(hours, date).some(
      ({ from, to }) =>
        wall >= momentOf({ day: date, minutes: from }, timeZone) &&
        wall < momentOf({ day: date, minutes: to }, timeZone),
    ),
  );
}

/** UTC ms at which the line opens next after `wall`. */
export function nextOpening(hours: OpeningHours, wall: number, timeZone: string): number {
  const { day } = localTime(wall, timeZone);
  for (let n = 0; n < LOOK_AHEAD_DAYS; n += 1) {
    const date = dayAfter(day, n);
    const opens = spansOn(hours, date)
      .map(({ from }) => momentOf({ day: date, minutes: from }, timeZone))
      .filter((moment) => moment > wall)
      .toSorted((a, b) => a - b)[0];
    if (opens !== undefined) return opens;
  }
  throw new Error('the configuration was checked, and yet a line never opens');
}

/** What the callers of a line that is closed at `wall` (UTC ms) are told; null while it is open. A line that is closed on special
 * days alone has no hours that could be told. */
export function closedAt(
  line: { readonly hours: OpeningHours | null; readonly timeZone: string } | undefined,
  wall: number,
): { hours: PromptId[]; opensAt: number } | null {
  if (!line?.hours || isOpenAt(line.hours, wall, line.timeZone)) return null;
  const hours = isAlways(line.hours) ? [] : spokenHours(line.hours);
  return { hours, opensAt: nextOpening(line.hours, wall, line.timeZone) };
}

function isAlways({ days, holidays }: OpeningHours): boolean {
  return holidays === null && days.every(([span]) => span?.from === 0 && span.to === DAY_MINUTES);
}

/** The prompts that say the hours after `closed.hours`: the days, then the times, as all three languages have it. Days that
 * follow each other with the same hours are said as one; closed days are not said. */
export function spokenHours({ days, holidays }: OpeningHours): PromptId[] {
  const said = days.flatMap((spans, first) => {
    const same = (day: number) => sameSpans(days[day] ?? [], spans);
    if (spans.length === 0 || (first > 0 && same(first - 1))) return [];
    let last = first;
    while (last < 6 && same(last + 1)) last += 1;
    return [...spokenDays(first + 1, last + 1), ...spokenSpans(spans)];
  });
  return holidays?.length ? [...said, 'day.holidays', ...spokenSpans(holidays)] : said;
}

function sameSpans(a: readonly Span[], b: readonly Span[]): boolean {
  return a.length === b.length && a.every(({ from, to }, i) => b[i]?.from === from && b[i]?.to === to);
}

function spokenDays(first: number, last: number): PromptId[] {
  if (first === 1 && last === 7) return ['day.every'];
  return first === last ? [`day.${first}`] : [`day.${first}`, 'time.to', `day.${last}`];
}

function spokenSpans(spans: readonly Span[]): PromptId[] {
  return spans.flatMap(({ from, to }) => [...spokenTime(from), 'time.to', ...spokenTime(to)]);
}

function spokenTime(minutes: number): PromptId[] {
  const inDay = minutes > DAY_MINUTES ? minutes - DAY_MINUTES : minutes;
  return [`hour.${Math.floor(inDay / 60)}`, `minute.${inDay % 60}`];
}
