import type { Language, PromptId } from './ids.ts';
import type { DialRule } from './model/callback.ts';
import type { CustomerHours } from './model/customer.ts';
import type { Standard } from './standard/standard.ts';

/** A number that the engine may call back. */
export interface CallableNumber {
  readonly e164: string;
  /** As it is dialled on the trunk. */
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

/** The number, whether or not it may be dialled: E.164, or null for what is none. */
export function e164Of(asked: Dialling): string | null {
  return 'number' in asked ? asked.number.e164 : asked.e164;
}

/** A result that an agent can write down, by key. */
export interface Disposition {
  readonly name: string;
  /** There is no result yet: the customer is promised news (callback.interim). */
  readonly open: boolean;
}

/** How often the engine may call a customer, and how many requests a customer may make (callback.purpose). */
export interface DialLimits {
  /** Calls to one number, from all lines, within any 60 minutes and any 24 hours. */
  readonly perNumberPerHour?: number;
  readonly perNumberPerDay?: number;
  /** Calls of the line within any 60 minutes. */
  readonly perLinePerHour?: number;
  /** A number for which so many callbacks were asked for within 24 hours is held back from the next on. */
  readonly holdBackAfter?: number;
}

/** What a machine gets besides its input: the site's configuration and the standard of the call. The functions are
 * pure: they give the same answer to the same question until the configuration changes. What the engine knows (who is
 * not to be called, who has been called) comes in with the input. */
export interface Rules {
  readonly standard: Standard;
  /** Tells this text of the standard from earlier and later ones: a call keeps the one that it began with. */
  readonly edition: string;
  /** Milliseconds that these prompts take, one after another. */
  lengthOf(prompts: readonly PromptId[], language: Language): number;
  readonly dispositions: Readonly<Record<string, Disposition>>;
  /** What the site calls the reasons for which an agent pauses, by key. */
  readonly pauseReasons: Readonly<Record<string, string>>;
  /** callback.purpose: whether the line may dial this number, and how; or the rule that forbids it. */
  mayDial(raw: string, line: string): Dialling;
  /** UTC ms, `wall` or later, at which the line may next call a customer who wants to be called at these hours; null where that
   * is never. */
  nextCallingTime(line: string, wall: number, hours?: CustomerHours): number | null;
  dialLimits(line: string): DialLimits;
  /** UTC ms of the next time after `wall` that it is that time of day where the line is; null where nobody may be called then. */
  nextTimeOfDay(line: string, hour: number, minute: number, wall: number): number | null;
}

/** What the site allows, without the numbers (E.164) of the do-not-call list. */
export function refuseListed(asked: Dialling, isListed: (number: string) => boolean): Dialling {
  if (!('number' in asked) || !isListed(asked.number.e164)) return asked;
  return { refused: 'doNotCall', e164: asked.number.e164 };
}

/** The rules for an input with which it comes in that these numbers (E.164) are on the do-not-call list. */
export function withDoNotCall(rules: Rules, numbers: readonly string[] = []): Rules {
  if (numbers.length === 0) return rules;
  return {
    ...rules,
    mayDial: (raw, line) => refuseListed(rules.mayDial(raw, line), (number) => numbers.includes(number)),
  };
}
