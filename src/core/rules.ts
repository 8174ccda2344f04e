import type { Language, PromptId } from './ids.ts';
import type { DialRule } from './model/callback.ts';
import type { CustomerHours } from './model/customer.ts';
import type { Standard } from './standard/standard.ts';

/** A number that may be called back. */
export interface CallableNumber {
  readonly e164: string;
  /** As it is dialled on the trunk. */
  readonly dial: string;
}

/** Whether a number may be dialled; `e164` of one that may not be, and is one. */
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

/** What an agent may write down about a call, by key. */
export interface Disposition {
  readonly name: string;
  /** There is no result yet: the customer is promised news (callback.interim). */
  readonly open: boolean;
}

/** All that a machine is told besides its input. The functions are pure: the same answer to the same question. */
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
  /** callback.purpose: UTC ms, `wall` or later, at which the line may call this number (E.164) again, having called it, and others,
   * as often as it has. */
  nextUncapped(number: string, line: string, wall: number): number;
  /** callback.purpose: so many callbacks for this number (E.164) have come up of late that an operator looks at the next first. */
  hasManyWishes(number: string, line: string, wall: number): boolean;
  /** UTC ms of the next time after `wall` that it is that time of day where the line is; null where nobody may be called then. */
  nextTimeOfDay(line: string, hour: number, minute: number, wall: number): number | null;
}
