/** Making a formatter costs more than a call may wait for, and a site has only a few time zones. */
const formatters = new Map<string, Intl.DateTimeFormat>();

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** A moment as the clock on the wall shows it. */
export interface LocalTime {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  /** Since midnight by the clock: 90 at half past one, whatever the clock has been put forward or back. */
  readonly minutes: number;
}

/** @param wallMs UTC milliseconds
 * @param timeZone an IANA name that was checked when the configuration was loaded */
export function localTime(wallMs: number, timeZone: string): LocalTime {
  const parts = new Map(
    formatter(timeZone)
      .formatToParts(wallMs)
      .map(({ type, value }) => [type, value]),
  );
  const day = `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`;
  return { day, minutes: Number(parts.get('hour')) * 60 + Number(parts.get('minute')) };
}

/** UTC ms at which the clock of the zone shows this; `minutes` may go past the day's end. Of a time that comes twice the
 * first; of one that is left out as the clock is put forward, the moment that as many minutes later has come. */
export function momentOf({ day, minutes }: LocalTime, timeZone: string): number {
  const asUtc = utcOf({ day, minutes });
  const before = asUtc - offsetAt(asUtc - DAY_MS, timeZone);
  const after = asUtc - offsetAt(asUtc + DAY_MS, timeZone);
  const shows = (wall: number) => utcOf(localTime(wall, timeZone)) === asUtc;
  return [before, after].filter(shows).toSorted((a, b) => a - b)[0] ?? before;
}

/** The date so many days later. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** UTC ms at which the day ends on which `wallMs` is. */
export function endOfDay(wallMs: number, timeZone: string): number {
  return momentOf({ day: dayAfter(localTime(wallMs, timeZone).day, 1), minutes: 0 }, timeZone);
}

/** The hour that clocks there show, 0 to 23. */
export function hourAt(wallMs: number, timeZone: string): number {
  return Math.floor(localTime(wallMs, timeZone).minutes / 60);
}

/** 0 on Mondays to 6 on Sundays. */
export function weekdayOf(day: string): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
}

function utcOf({ day, minutes }: LocalTime): number {
  return Date.parse(`${day}T00:00:00Z`) + minutes * MINUTE_MS;
}

function offsetAt(wall: number, timeZone: string): number {
  const minute = Math.floor(wall / MINUTE_MS) * MINUTE_MS;
  return utcOf(localTime(minute, timeZone)) - minute;
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
    minute: '2-digit',
    hourCycle: 'h23',
  });
  formatters.set(timeZone, made);
  return made;
}
