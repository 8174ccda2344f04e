/** A number that no line dials (callback.purpose). */
export interface DoNotCall {
  /** E.164. */
  readonly number: string;
  /** The person who has put it on the list, and the reason in that person's words. */
  readonly by: string;
  readonly why: string;
  /** UTC ms. */
  readonly at: number;
}
