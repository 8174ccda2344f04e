import type { LegId } from '../core/ids.ts';
import type { Moment } from '../core/time.ts';
import type { Turn } from './turn.ts';

/** Something for the mailbox: it is worked on in a turn, at the moment at which it came. */
export type Mail = (turn: Turn, at: Moment) => void;

/** Mail as it lies in the mailbox. */
export interface Letter {
  readonly at: Moment;
  readonly mail: Mail;
  /** The leg whose arrival it tells. */
  readonly arrives?: LegId | undefined;
  /** Called when what came of it has been kept (`kept`), or cannot be. */
  readonly settle?: (kept: boolean) => void;
}
