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
export function momentOf(time: LocalTime, timeZone: string): number {
  const asUtc = utcOf(time);
  return momentsOf(time, timeZone)[0] ?? asUtc - offsetAt(asUtc - DAY_MS, timeZone);
}

/** All UTC ms at which the clock shows this, in order: two where it is put back over it, none where it is put forward over it. */
export function momentsOf(time: LocalTime, timeZone: string): number[] {
  const asUtc = utcOf(time);
  // no zone changes its clocks twice within two days
  const offsets = [asUtc - DAY_MS, asUtc + DAY_MS].map((moment) => offsetAt(moment, timeZone));
  const moments = [...new Set(offsets)].map((offset) => asUtc - offset);
  return moments.filter((wall) => utcOf(localTime(wall, timeZone)) === asUtc).toSorted((a, b) => a - b);
}

/** UTC ms at which the clock is put forward or back on this date; mostly none. */
export function shiftsOn(day: string, timeZone: string): number[] {
  const offsetIn = (minute: number) => offsetAt(minute * MINUTE_MS, timeZone);
  let before = Math.floor((momentOf({ day, minutes: 0 }, timeZone) - MINUTE_MS) / MINUTE_MS);
  let after = Math.floor(momentOf({ day, minutes: 1440 }, timeZone) / MINUTE_MS);
  const offset = offsetIn(before);
  if (offsetIn(after) === offset) return [];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (offsetIn(middle) === offset) before = middle;
    else after = middle;
  }
  return [after * MINUTE_MS];
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
