/** The languages of the console. */
export type ConsoleLanguage = 'zh' | 'en';

/** How near a deadline is. */
export interface TimeLeft {
  /** `soon`: within five minutes. */
  readonly level: 'late' | 'soon' | 'ok';
  readonly words: string;
}

const MINUTE_MS = 60_000;
const SOON_MS = 5 * MINUTE_MS;

const WORDS = {
  zh: {
    less: '不到 1 分钟',
    minutes: (n: number) => `${n} 分钟`,
    hours: (n: number, minutes: number) => `${n} 小时${minutes === 0 ? '' : ` ${minutes} 分`}`,
    days: (n: number, hours: number) => `${n} 天${hours === 0 ? '' : ` ${hours} 小时`}`,
    left: (text: string) => `还有 ${text}`,
    late: (text: string) => `已超 ${text}`,
  },
  en: {
    less: 'under 1 min',
    minutes: (n: number) => `${n} min`,
    hours: (n: number, minutes: number) => `${n} h${minutes === 0 ? '' : ` ${minutes} min`}`,
    days: (n: number, hours: number) => `${n} d${hours === 0 ? '' : ` ${hours} h`}`,
    left: (text: string) => `${text} left`,
    late: (text: string) => `${text} late`,
  },
};

/** A length of time in words, whole minutes; days and hours, hours and minutes. */
function lengthWords(ms: number, language: ConsoleLanguage): string {
  const words = WORDS[language];
  const minutes = Math.floor(ms / MINUTE_MS);
  if (minutes < 1) return words.less;
  if (minutes < 60) return words.minutes(minutes);
  const hours = Math.floor(minutes / 60);
  return hours < 24 ? words.hours(hours, minutes % 60) : words.days(Math.floor(hours / 24), hours % 24);
}

/** What is left until a deadline, or how late it is. Both in UTC ms. */
export function timeLeft(deadline: number, now: number, language: ConsoleLanguage): TimeLeft {
  const ms = deadline - now;
  const { left, late } = WORDS[language];
  if (ms < 0) return { level: 'late', words: late(lengthWords(-ms, language)) };
  return { level: ms < SOON_MS ? 'soon' : 'ok', words: left(lengthWords(ms, language)) };
}

/** Minutes and seconds of a wait, hours where there are some; never less than nothing. */
export function waitClock(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const two = (n: number) => String(n).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const rest = `${two(minutes)}:${two(seconds % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : `${minutes}:${two(seconds % 60)}`;
}
