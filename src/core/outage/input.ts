import type { Timestamp } from '../time.ts';

/** What can happen to an outage. */
export type OutageEvent =
  /** The notice has begun to be heard. */
  | { readonly type: 'heard' }
  /** Such a caller's call is over; `hungUp`: with the notice, without having gone on. */
  | { readonly type: 'left'; readonly hungUp: boolean }
  /** Somebody takes it off before its time. */
  | { readonly type: 'off'; readonly by: string };

/** An event of an outage with its time. */
export type OutageInput = OutageEvent & { readonly at: Timestamp };
