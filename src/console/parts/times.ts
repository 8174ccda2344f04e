import { consoleLanguage } from '../text/text.ts';
import { engineNow } from './now.ts';

const DAY = { month: '2-digit', day: '2-digit' } as const;
const TIME = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;

function formatted(at: string | number, how: Intl.DateTimeFormatOptions): string {
  const locale = consoleLanguage.value === 'zh' ? 'zh-CN' : 'en-GB';
  return new Intl.DateTimeFormat(locale, how).format(new Date(at));
}

/** Hour and minute, and the day where it is another one than today's. */
export function shortTime(at: string): string {
  const isToday = formatted(at, DAY) === formatted(engineNow.value, DAY);
  return formatted(at, isToday ? TIME : { ...DAY, ...TIME });
}

/** With day and second. */
export function fullTime(at: string): string {
  return formatted(at, { year: 'numeric', ...DAY, ...TIME, second: '2-digit' });
}

/** The time zone that all times of the page are in. */
export function zoneName(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** What a field of date and time has, as the API takes it. */
export function timeOfField(value: string): string {
  return new Date(value).toISOString();
}

/** A time as a field of date and time takes it. */
export function fieldTime(at: number): string {
  const local = new Date(at - new Date(at).getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}
