/** How a greeting opens, by the hour, weekend or holiday of the line's time zone. */
export type Salutation = 'morning' | 'noon' | 'afternoon' | 'evening' | 'holiday' | 'weekend';

/** quality.check: what becomes of a call on a line that is recorded. */
export interface Recording {
  readonly wanted: boolean;
  /** The caller has still to be told that calls are recorded. */
  readonly notice: boolean;
}
