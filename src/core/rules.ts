import type { MovedCodes } from './agents/moved-codes.ts';
import type { Language, PromptId } from './ids.ts';
import type { DialRule } from './model/callback.ts';
import type { CustomerHours } from './model/customer.ts';
import type { DayOfYear } from './model/day-of-year.ts';
import type { Standard } from './standard/standard.ts';

/** A number that the engine may call back. */
export interface CallableNumber {
  readonly e164: string;
  /** As dialled on the trunk. */
  readonly dial: string;
}

/** Whether a line may dial a number. */
export type Dialling =
  | { readonly number: CallableNumber }
  | { readonly refused: DialRule; readonly e164: string | null };

/** The number that a line may dial, or null. */
export function dialable(rules: Rules, raw: string | null, line: string): CallableNumber | null {
  const asked = raw === null ? null : rules.mayDial(raw, line);
  return asked && 'number' in asked ? asked.number : null;
}

/** The number, whether or not the line may dial it: E.164, or null if it is not a number. */
export function e164Of(asked: Dialling): string | null {
  return 'number' in asked ? asked.number.e164 : asked.e164;
}

/** A result that an agent can state by key. */
export interface Disposition {
  readonly name: string;
  /** There is no result yet: the customer gets a promise of news (callback.interim). */
  readonly open: boolean;
}

/** The limits for calls to a customer, and for requests from a customer (callback.purpose). */
export interface DialLimits {
  /** Calls to one number, from all lines, within any 60 minutes and any 24 hours. */
  readonly perNumberPerHour?: number;
  readonly perNumberPerDay?: number;
  /** Calls of the line within any 60 minutes. */
  readonly perLinePerHour?: number;
  /** After this many requests for callbacks to a number within 24 hours, a rule blocks the next ones. */
  readonly holdBackAfter?: number;
}

/** The site's configuration and the standard of the call, for a machine besides its input. The functions are pure: they give
 * the same answer to the same question until the configuration changes. The engine's own knowledge (the do-not-call list,
 * earlier calls) comes with the input. */
export interface Rules {
  readonly standard: Standard;
  /** Identifies this version of the standard's text: a call keeps the version with which it began. */
  readonly edition: string;
  /** Milliseconds that these prompts take, one after another. */
  lengthOf(prompts: readonly PromptId[], language: Language): number;
  readonly dispositions: Readonly<Record<string, Disposition>>;
  /** The site's names for the reasons of a break, by key. */
  readonly pauseReasons: Readonly<Record<string, string>>;
  /** Codes of agents that the site has moved or switched off. Absent in rules of older versions. */
  readonly codes?: MovedCodes;
  /** callback.purpose: whether the line may dial this number, and how; or the rule that forbids it. */
  mayDial(raw: string, line: string): Dialling;
  /** UTC ms, `wall` or later, at which the line may next call a customer with these hours; null if never. */
  nextCallingTime(line: string, wall: number, hours?: CustomerHours): number | null;
  dialLimits(line: string): DialLimits;
  /** UTC ms of the next time after `wall` with that time of day at the line, on the next such date within a year where one is named; null if the
   * line may call nobody then, or there is no such date. */
  nextTimeOfDay(line: string, hour: number, minute: number, wall: number, on?: DayOfYear): number | null;
}

/** The site's permission, without the numbers (E.164) of the do-not-call list. */
export function refuseListed(asked: Dialling, isListed: (number: string) => boolean): Dialling {
  if (!('number' in asked) || !isListed(asked.number.e164)) return asked;
  return { refused: 'doNotCall', e164: asked.number.e164 };
}

/** The rules for an input, which names the numbers (E.164) that are on the do-not-call list. */
export function withDoNotCall(rules: Rules, numbers: readonly string[] = []): Rules {
  if (numbers.length === 0) return rules;
  return {
    ...rules,
    mayDial: (raw, line) => refuseListed(rules.mayDial(raw, line), (number) => numbers.includes(number)),
  };
}
