import { plainLines } from '../util/plain-text.ts';
import { replaceWrittenNumbers } from '../util/written-numbers.ts';

/** Fields that hold a caller's number, wherever they stand. */
const NUMBER_FIELDS = new Set([
  'from',
  'number',
  'dialled',
  'customer',
  'digits',
  'e164',
  'dial',
  'digit',
  'to',
]);
/** The company's own numbers: no caller's, and what an administrator looks for. */
const OWN_FIELDS = new Set(['line']);
/** What may be a number in a text, its digits in a row (others: written-numbers.ts), in full-width digits and in a URL too: `PJSIP/13800138000@trunk`, `PJSIP%2F13800138000%40trunk`. A channel's id
 * (`1795366800.5`), a call's (`bmws6k2m1-3`) and the end of a channel's name (`PJSIP/8001-00000012`) are none. */
const IN_TEXT = /(?:(?<=%[\dA-F]{2})|(?<![\w.０-９]))[+＋]?(?!0000)[\d０-９]{7,15}(?![\w０-９]|\.\d)/gi;

/** privacy.customer: the first three and the last two digits stay, enough to find a call by, too few to call it. */
export function maskNumber(number: string): string {
  if (number.length <= 5) return '*'.repeat(number.length);
  return `${number.slice(0, 3)}${'*'.repeat(number.length - 5)}${number.slice(-2)}`;
}

/** The same data with every caller's number masked. Of an error: its name, message, code, cure and stack. */
export function masked(value: unknown, field = ''): unknown {
  if (typeof value === 'string') return maskedText(value, field);
  if (value instanceof Error) return maskedError(value);
  if (Array.isArray(value)) return value.map((v) => masked(v, field));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, masked(v, k)]));
}

function maskedText(raw: string, field: string): string {
  const text = plainLines(raw);
  if (NUMBER_FIELDS.has(field)) return maskNumber(text);
  if (OWN_FIELDS.has(field)) return text;
  return replaceWrittenNumbers(text, maskNumber).replace(IN_TEXT, maskNumber);
}

function maskedError(error: Error): unknown {
  const { name, message, stack } = error;
  const code = 'code' in error ? error.code : undefined;
  const cure = 'cure' in error ? error.cure : undefined;
  return masked({ name, message, code, cure, stack });
}

/** privacy.customer: numbers are masked for people who look, unless asked for, which is on record. */
export interface Privacy {
  number(number: string): string;
  /** The same for data that programs read. Ids stay as they are. */
  data<T extends object>(data: T): T;
}

export const MASKING: Privacy = { number: maskNumber, data: (data) => hidden(data) as typeof data };

/** For whoever may see them. */
export const SHOWING: Privacy = { number: (number) => number, data: (data) => data };

/** `from` is a caller's number in one place, and the id of a call or an agent in others. */
const NUMBER = /^\+?\d{7,}$/;

function hidden(value: unknown, field = ''): unknown {
  if (typeof value === 'string')
    return field === 'from' && !NUMBER.test(value) ? value : masked(value, field);
  if (Array.isArray(value)) return value.map((each) => hidden(each, field));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, hidden(each, key)]));
}
