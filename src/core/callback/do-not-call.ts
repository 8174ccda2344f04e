/** A number that no line dials (callback.purpose). */
export interface DoNotCall {
  /** E.164. */
  readonly number: string;
  /** Who has put it on the list, and why, in that person's words. */
  readonly by: string;
  readonly why: string;
  /** UTC ms. */
  readonly at: number;
}
