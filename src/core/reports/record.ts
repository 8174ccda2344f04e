import type { CallState } from '../call/state.ts';
import type { CallbackState } from '../callback/state.ts';
import type { Fact } from '../facts.ts';

/** One call with all data for reports. A call belongs to the period in which it arrived (or, if outgoing, began), with all
 * its consequences, however late. */
export interface CallRecord {
  readonly call: CallState;
  /** In the order of their commits, with those of its callbacks. */
  readonly facts: readonly Fact[];
  /** The callbacks that came from this call. */
  readonly callbacks: readonly CallbackState[];
}
