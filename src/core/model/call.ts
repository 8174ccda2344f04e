/** How a greeting opens, by the hour, weekend or holiday in the line's time zone. */
export type Salutation = 'morning' | 'noon' | 'afternoon' | 'evening' | 'holiday' | 'weekend';

/** Whether and how a call is recorded (quality.check). */
export interface Recording {
  readonly wanted: boolean;
  /** The caller has still to be told that calls are recorded. */
  readonly notice: boolean;
}
