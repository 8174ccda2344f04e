/** The opening of a greeting, by the hour, weekend or holiday in the line's time zone. */
export type Salutation = 'morning' | 'noon' | 'afternoon' | 'evening' | 'holiday' | 'weekend';

/** Whether and how a call is recorded (quality.check). */
export interface Recording {
  readonly wanted: boolean;
  /** The caller has not yet heard that the engine records calls. */
  readonly notice: boolean;
}
