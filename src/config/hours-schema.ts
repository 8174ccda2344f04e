import { z } from 'zod';
import { isDay } from './days.ts';
import type { OpeningHours, Span } from './hours.ts';

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const NAMES: readonly string[] = DAYS;
const DAY = DAYS.join('|');

const DAY_CURE = 'Give mon to sun, a run of them such as mon-fri, daily, or holidays.';
const SPAN_CURE =
  "Give times such as '09:00-17:30' in steps of five minutes, a list of them, or closed ('22:00-06:00' ends on the next day).";
const HOLIDAYS_CURE = `${SPAN_CURE} Holidays may also be open: days like any other.`;

const SPAN = /^([01]\d|2[0-3]):([0-5][05])-([01]\d|2[0-4]):([0-5][05])$/;

const times = z.union([z.string(), z.array(z.string()).min(1)], { error: SPAN_CURE });

/** `hours` of a line, as it stands in the file; the messages are the cures. */
export const hoursSchema = z
  .record(z.string().regex(new RegExp(`^((${DAY})(-(${DAY}))?|daily|holidays)$`), { error: DAY_CURE }), times)
  .superRefine((file, ctx) => {
    const named = new Set<number>();
    const faults: [string, string][] = [];
    for (const [key, value] of Object.entries(file)) {
      const wrong = faultIn(key, value);
      if (wrong) faults.push([key, wrong]);
      for (const day of daysOf(key)) {
        if (named.has(day)) faults.push([key, `Name ${DAYS[day]} once.`]);
        named.add(day);
      }
    }
    for (const [key, message] of faults) ctx.addIssue({ code: 'custom', path: [key], message });
    const opens = openingHours(file).days.some((spans) => spans.length > 0);
    if (opens || faults.length > 0) return;
    const never = { cause: 'the line is never open', cure: 'Give the hours of at least one day.' };
    ctx.addIssue({ code: 'custom', path: [], params: { problem: 'BAD_VALUE', ...never } });
  });

export type HoursFile = Readonly<Record<string, string | string[]>>;

/** What is wrong with the times of a key, as its cure. */
function faultIn(key: string, value: string | string[]): string | null {
  if (key === 'holidays' && value === 'open') return null;
  const spans = spansOf(value);
  if (spans === null) return key === 'holidays' ? HOLIDAYS_CURE : SPAN_CURE;
  const ordered = spans.toSorted((a, b) => a.from - b.from);
  const overlaps = ordered.some(({ from }, i) => i > 0 && from < (ordered[i - 1]?.to ?? 0));
  return overlaps ? 'Give times that do not overlap.' : null;
}

const SPECIAL_DAY_CURE = "Give a day that exists, in quotes, such as '2027-03-01'.";
const SPECIAL_CURE = `${SPAN_CURE} A special day may also be workday: it has the hours of a Monday.`;

/** `special_days` of a site or of a line: they go before the calendar of public holidays. */
export const specialDaysSchema = z
  .record(
    z.string().refine(isDay, { error: SPECIAL_DAY_CURE }),
    z.union([z.string(), z.array(z.string()).min(1)], { error: SPECIAL_CURE }),
  )
  .superRefine((file, ctx) => {
    for (const [day, value] of Object.entries(file)) {
      const message = value === 'workday' ? null : faultIn(day, value);
      if (message)
        ctx.addIssue({
          code: 'custom',
          path: [day],
          message: message === SPAN_CURE ? SPECIAL_CURE : message,
        });
    }
  });

export type SpecialDaysFile = z.infer<typeof specialDaysSchema>;

const ALWAYS: HoursFile = { daily: '00:00-24:00', holidays: 'open' };

/** When a line is open; null: always. */
export function lineHours(file: HoursFile | undefined, special: SpecialDaysFile): OpeningHours | null {
  const days = Object.entries(special).map(
    ([day, value]) => [day, value === 'workday' ? value : (spansOf(value) ?? [])] as const,
  );
  if (days.length > 0) return { ...openingHours(file ?? ALWAYS), special: new Map(days) };
  return file ? openingHours(file) : null;
}

/** The hours that the file says; what is wrong in it is taken as closed. Holidays are closed where nothing is said. */
export function openingHours(file: HoursFile): OpeningHours {
  const days: Span[][] = DAYS.map(() => []);
  for (const [key, value] of Object.entries(file)) {
    for (const day of daysOf(key)) days[day] = spansOf(value) ?? [];
  }
  const { holidays } = file;
  return { days, holidays: holidays === 'open' ? null : (spansOf(holidays ?? 'closed') ?? []) };
}

/** The weekdays that a key names, 0 for Monday. */
function daysOf(key: string): number[] {
  if (key === 'daily') return DAYS.map((_, day) => day);
  const [first = -1, last = first] = key.split('-').map((name) => NAMES.indexOf(name));
  if (first < 0 || last < 0) return [];
  const count = ((last - first + 7) % 7) + 1;
  return Array.from({ length: count }, (_, n) => (first + n) % 7);
}

/** Null where a text is no time. */
function spansOf(value: string | string[]): Span[] | null {
  if (value === 'closed') return [];
  const spans = [value].flat().map(spanOf);
  const right = spans.filter((span) => span !== null);
  return right.length === spans.length ? right.toSorted((a, b) => a.from - b.from) : null;
}

function spanOf(text: string): Span | null {
  const [, fromHour, fromMinute, toHour, toMinute] = SPAN.exec(text) ?? [];
  const from = Number(fromHour) * 60 + Number(fromMinute);
  const to = Number(toHour) * 60 + Number(toMinute);
  if (Number.isNaN(from) || Number.isNaN(to) || to > 1440 || from === to) return null;
  return { from, to: to > from ? to : to + 1440 };
}
