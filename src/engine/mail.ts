import type { LegId } from '../core/ids.ts';
import type { Timestamp } from '../core/time.ts';
import type { UnitOfWork } from './unit-of-work.ts';

/** Something for the mailbox: it is worked on in a turn, at the moment at which it came. */
export type Mail = (turn: UnitOfWork, at: Timestamp) => unknown;

/** What came of an input: it has been kept; the store refuses it just now; or it could not be worked on, and has left nothing
 * behind. */
export type Outcome =
  | { readonly is: 'kept' | 'notKept' }
  | { readonly is: 'failed'; readonly error: unknown };

/** Mail as it lies in the mailbox. */
export interface Letter {
  readonly at: Timestamp;
  readonly mail: Mail;
  /** The leg whose arrival it tells. */
  readonly arrives?: LegId | undefined;
  /** Called with what came of it, once its turn is over. */
  readonly settle?: ((outcome: Outcome) => void) | undefined;
}
