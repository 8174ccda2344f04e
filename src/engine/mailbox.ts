import type { LegId } from '../core/ids.ts';
import type { Timestamp } from '../core/time.ts';
import type { UnitOfWork } from './unit-of-work.ts';

/** A task for the mailbox, which runs at its turn with the time at which it came. */
export type Task = (turn: UnitOfWork, at: Timestamp) => unknown;

/** What became of an input: stored, refused by the store, or failed. */
export type Outcome =
  | { readonly is: 'kept' | 'notKept' }
  | { readonly is: 'failed'; readonly error: unknown };

/** A task in the mailbox. */
export interface QueuedTask {
  readonly at: Timestamp;
  readonly task: Task;
  /** The leg whose arrival it tells. */
  readonly arrives?: LegId | undefined;
  /** Called with what came of it, once its turn is over. */
  readonly settle?: ((outcome: Outcome) => void) | undefined;
}
