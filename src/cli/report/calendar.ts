/** A day or a moment as a time zone's people write it, as the UTC milliseconds that it would be in UTC. */
type LocalMs = number;

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Making a formatter takes longer than all that it formats here. */
const formatters = new Map<string, Intl.DateTimeFormat>();

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
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  formatters.set(timeZone, made);
  return made;
}

function localOf(wall: number, timeZone: string): LocalMs {
  const parts = formatter(timeZone).formatToParts(wall);
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((p) => p.type === type)?.value);
  const whole = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return whole + (((wall % 1000) + 1000) % 1000);
}

/** UTC ms at which a day, or that time of it, begins there: the first moment at which clocks show it. Where they jump over it, the moment as far after the jump as the
 * time lies in what is jumped over. */
export function beginningOf(local: LocalMs, timeZone: string): number {
  const [before = 0, after = 0] = [local - DAY, local + DAY].map((near) => localOf(near, timeZone) - near);
  const [earlier, later] = [local - Math.max(before, after), local - Math.min(before, after)];
  if (localOf(earlier, timeZone) === local) return earlier;
  return localOf(later, timeZone) === local ? later : local - before;
}

/** `2026-03-02` or `2026-03-02T09:30`, as it reads in UTC; null for what is no such day or time. */
export function parseLocal(text: string): LocalMs | null {
  const match = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d))?$/.exec(text);
  if (!match) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = match
    .slice(1)
    .map((part) => Number(part ?? 0));
  const local = Date.UTC(year, month - 1, day, hour, minute);
  const written = new Date(local).toISOString().slice(0, text.length);
  return written === text.replace(' ', 'T') ? local : null;
}

/** The day, as it reads in UTC, on which `wall` (UTC ms) falls in that time zone. */
export function dayOf(wall: number, timeZone: string): LocalMs {
  const local = localOf(wall, timeZone);
  return local - (((local % DAY) + DAY) % DAY);
}

/** The Monday of the day's week. */
export function mondayOf(day: LocalMs): LocalMs {
  return day - ((new Date(day).getUTCDay() + 6) % 7) * DAY;
}

export function addDays(day: LocalMs, days: number): LocalMs {
  return day + days * DAY;
}

/** `2026-03-02` */
export function dayText(day: LocalMs): string {
  return new Date(day).toISOString().slice(0, 10);
}

/** `2026-03-02 09:30` there. */
export function minuteText(wall: number, timeZone: string): string {
  return new Date(localOf(wall, timeZone)).toISOString().slice(0, 16).replace('T', ' ');
}

/** Hours up to this long a period, then days, then weeks. */
const HOURS_UP_TO = 3 * DAY;
const DAYS_UP_TO = 92 * DAY;

/** How a period is cut for a chart. */
export interface Slots {
  readonly each: 'hour' | 'day' | 'week';
  /** UTC ms: where each begins; the first is `from`. */
  readonly starts: readonly number[];
}

export function slotsOf({ from, to }: { from: number; to: number }, timeZone: string): Slots {
  const each = to - from <= HOURS_UP_TO ? 'hour' : to - from <= DAYS_UP_TO ? 'day' : 'week';
  const starts = [from];
  for (let next = slotAfter(from, each, timeZone); next < to; next = slotAfter(next, each, timeZone))
    starts.push(next);
  return { each, starts };
}

/** An hour is one, whatever clocks do in it; days and weeks are as long as clocks make them. */
function slotAfter(wall: number, each: Slots['each'], timeZone: string): number {
  if (each === 'hour') return wall - (localOf(wall, timeZone) % HOUR) + HOUR;
  const day = dayOf(wall, timeZone);
  const next = each === 'day' ? addDays(day, 1) : addDays(mondayOf(day), 7);
  return beginningOf(next, timeZone);
}
