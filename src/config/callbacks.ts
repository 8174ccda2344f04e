import type { CountryCode } from 'libphonenumber-js/max';
import type { OpeningHours } from './hours.ts';

/** Kinds of numbers, as an admin names them. */
export const NUMBER_TYPES = [
  'mobile',
  'fixed',
  'voip',
  'toll_free',
  'shared_cost',
  'premium',
  'personal',
  'pager',
  'uan',
  'voicemail',
] as const;
export type NumberType = (typeof NUMBER_TYPES)[number];

/** Whom a line calls back, and when and how often (callback.purpose); and how it is done. */
export interface CallbackRules {
  /** When it calls. */
  readonly hours: OpeningHours;
  /** Whose numbers. */
  readonly countries: readonly CountryCode[];
  readonly numberTypes: readonly NumberType[];
  /** Calls to one number, from all lines, within any 60 minutes and any 24 hours. */
  readonly perNumberPerHour: number;
  readonly perNumberPerDay: number;
  /** Calls of the line within any 60 minutes. */
  readonly perLinePerHour: number;
  /** A number for which so many callbacks were promised within 24 hours is held back from the next on. */
  readonly holdBackAfter: number;
  /** The customer is called before an agent is rung. */
  readonly customerFirst: boolean;
  /** The customer takes the call by pressing 1, which an answering machine does not. */
  readonly press1: boolean;
}
