import { userInfo } from 'node:os';
import { openLedger } from '../compose.ts';
import type { SitePaths } from '../config/site.ts';
import { masked, maskNumber } from '../log/mask.ts';

export interface NumbersOption {
  /** Callers' numbers in full. */
  readonly showNumbers?: boolean;
}

/** The option, as every list of calls has it. */
export const SHOW_NUMBERS = ['--show-numbers', 'callers’ numbers in full; who asked is on record'] as const;

/** Who runs this command, by the name of the account. */
export function account(): string {
  try {
    return userInfo().username;
  } catch {
    // an account without a name: a container's
    return `uid ${process.getuid?.() ?? 'unknown'}`;
  }
}

/** privacy.customer: numbers are masked in lists, unless asked for, which is on record. */
export interface Privacy {
  number(number: string): string;
  /** The same for data that programs read. Ids stay as they are. */
  data<T extends object>(data: T): T;
}

const MASKING: Privacy = { number: maskNumber, data: (data) => hidden(data) as typeof data };
const SHOWING: Privacy = { number: (number) => number, data: (data) => data };

/** @param what is looked at, for the record */
export async function privacyOf(options: NumbersOption, paths: SitePaths, what: string): Promise<Privacy> {
  if (!options.showNumbers) return MASKING;
  const ledger = await openLedger(paths);
  await ledger.note({ wall: Date.now(), who: account(), did: 'numbersShown', call: null, detail: what });
  await ledger.close();
  return SHOWING;
}

/** `from` is a caller's number in one place, and the id of a call or an agent in others. */
const NUMBER = /^\+?\d{7,}$/;

function hidden(value: unknown, field = ''): unknown {
  if (typeof value === 'string')
    return field === 'from' && !NUMBER.test(value) ? value : masked(value, field);
  if (Array.isArray(value)) return value.map((each) => hidden(each, field));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, hidden(each, key)]));
}
