import type { CustomerHours, DialRule } from './callback/state.ts';
import type { Language, PromptId } from './ids.ts';
import type { Standard } from './standard/standard.ts';

/** A number that may be called back. */
export interface CallableNumber {
  readonly e164: string;
  /** As it is dialled on the trunk. */
  readonly dial: string;
}

/** Whether a number may be dialled. */
export type Dialling = { readonly number: CallableNumber } | { readonly refused: DialRule };

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
  /** Null for a number that is withheld, makes no sense or may not be dialled. */
  callable(raw: string): CallableNumber | null;
  readonly dispositions: Readonly<Record<string, Disposition>>;
  /** What the site calls the reasons for which an agent pauses, by key. */
  readonly pauseReasons: Readonly<Record<string, string>>;
  /** callback.purpose: whether the line may dial this number, and how; or the rule that forbids it. */
  mayDial(raw: string, line: string): Dialling;
  /** UTC ms, `wall` or later, at which the line may next call a customer who wants to be called at these hours; null where that
   * is never. */
  nextCallingTime(line: string, wall: number, hours?: CustomerHours): number | null;
  /** UTC ms of the next time after `wall` that it is that time of day where the line is; null where nobody may be called then. */
  nextTimeOfDay(line: string, hour: number, minute: number, wall: number): number | null;
}
