import type { Language } from '../ids.ts';

/** Minutes since midnight where the line is, between which a customer wants to be called: `from` < `to`. */
export interface CustomerHours {
  readonly from: number;
  readonly to: number;
}

/** language.caller: what a caller has chosen, to be remembered for the next time. */
export interface CustomerChoice {
  /** E.164. */
  readonly number: string;
  readonly language: Language;
  /** UTC ms of the choice, or of the last call that went by it. */
  readonly at: number;
}
