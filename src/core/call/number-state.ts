import type { AgentId } from '../ids.ts';
import type { CallbackRequest } from '../model/callback.ts';

/** The choice of a number that ends the call: while the goodbye plays, the caller may take it back (callback.number). */
export interface NumberChoice {
  readonly request: CallbackRequest;
  /** The agent whose promise it is (hold.promise); absent: the caller has taken an offer. */
  readonly promisedBy?: AgentId;
  /** The key that chose the caller's own number, which may have been the first digit of another; and when, monotonic ms. */
  readonly key?: string;
  readonly atMono: number;
}
