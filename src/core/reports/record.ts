import type { CallState } from '../call/state.ts';
import type { CallbackState } from '../callback/state.ts';
import type { Fact } from '../facts.ts';

/** One call with everything that reports need to know of it. A call belongs to the period in which it arrived (or,
 * going out, began), with everything that came of it, however late. */
export interface CallRecord {
  readonly call: CallState;
  /** In the order in which they were committed; those of its callbacks are among them. */
  readonly facts: readonly Fact[];
  /** The callbacks that this call was the reason for. */
  readonly callbacks: readonly CallbackState[];
}
