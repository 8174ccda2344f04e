import type { Timestamp } from '../time.ts';

/** Everything that can happen to an outage. */
export type OutageEvent =
  /** The notice has begun to play. */
  | { readonly type: 'heard' }
  /** The call of such a caller is over; `hungUp`: during the notice, without going on. */
  | { readonly type: 'left'; readonly hungUp: boolean }
  /** Somebody takes it off early. */
  | { readonly type: 'off'; readonly by: string };

/** An event of an outage with its time. */
export type OutageInput = OutageEvent & { readonly at: Timestamp };
