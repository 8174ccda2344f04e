const DAY_MS = 86_400_000;

/** Making a formatter costs more than a call may wait for, and a site has only a few time zones. */
const formatters = new Map<string, Intl.DateTimeFormat>();

/** The next time that it is that time of day, UTC ms after `wallMs`. In spring, where a day has no such
 * time, it is as much later as the clocks go forward; in autumn, where a day has it twice, the first that is still to come.
 * [callback.appointment]
 * @param timeZone the line's, an IANA name that was checked when the configuration was loaded */
export function nextTimeOfDay(wallMs: number, timeZone: string, hour: number, minute: number): number {
  const timeMs = (hour * 60 + minute) * 60_000;
  const today = Math.floor(localMs(wallMs, timeZone) / DAY_MS) * DAY_MS;
  const times = [0, 1, 2].flatMap((days) => timesAt(today + days * DAY_MS + timeMs, timeZone));
  return times.find((ms) => ms > wallMs) ?? wallMs + DAY_MS;
}

/** UTC ms of a local time that is given as if it were UTC: one; two where the clocks go back over it. */
function timesAt(local: number, timeZone: string): number[] {
  // no zone changes its clocks twice within two days
  const offsets = [local - DAY_MS, local + DAY_MS].map((ms) => localMs(ms, timeZone) - ms);
  const [before = 0] = offsets;
  const times = [...new Set(offsets)].map((offset) => local - offset);
  const real = times.filter((ms) => localMs(ms, timeZone) === local).sort((a, b) => a - b);
  return real.length > 0 ? real : [local - before];
}

/** What the clocks show, as if it were UTC. Whole seconds. */
function localMs(ms: number, timeZone: string): number {
  const parts = new Map(
    formatter(timeZone)
      .formatToParts(ms)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
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
    second: '2-digit',
    hourCycle: 'h23',
  });
  formatters.set(timeZone, made);
  return made;
}
