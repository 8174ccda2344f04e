/** A date without its year. */
export interface DayOfYear {
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
}
