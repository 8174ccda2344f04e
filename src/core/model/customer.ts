import type { Language } from '../ids.ts';

/** The minutes of the day between which a customer wants to be called. */
export interface CustomerHours {
  readonly from: number;
  readonly to: number;
}

/** The language that a caller chose, which the engine remembers (language.caller). */
export interface CustomerChoice {
  /** E.164. */
  readonly number: string;
  readonly language: Language;
  /** UTC ms of the choice, or of the last call that used it. */
  readonly at: number;
}
