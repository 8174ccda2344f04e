import type { CallbackId } from '../core/ids.ts';

/** One event on its way to a webhook. */
export interface Delivery {
  /** Grows; those of one callback are sent in this order. */
  readonly number: number;
  /** The same at each try, and for whoever else is told of the event. */
  readonly id: string;
  readonly callback: CallbackId;
  readonly event: string;
  /** As it is sent, at each try. */
  readonly body: string;
  /** UTC ms. */
  readonly madeAt: number;
  /** How often it has been tried. */
  readonly tries: number;
}

/** What the engine knows about a webhook. Times are UTC ms. */
export interface WebhookState {
  readonly url: string;
  /** The number of the last fact that has been looked at. */
  readonly cursor: number;
  readonly lastSuccess: number | null;
  readonly lastFailure: number | null;
  /** Why the latest try has failed; null after a success. */
  readonly failure: string | null;
  readonly pending: number;
  /** When the oldest of those was made. */
  readonly oldest: number | null;
  /** How many were never taken, and are not tried any more. */
  readonly givenUp: number;
}

/** The result of an attempt to deliver an event. `nextAt`: UTC ms of the next one. */
export type Tried =
  | { readonly is: 'sent' }
  | { readonly is: 'failed'; readonly why: string; readonly nextAt: number }
  | { readonly is: 'givenUp'; readonly why: string };

/** The stored events that webhooks have not accepted yet. A webhook is known by its address. */
export interface Outbox {
  /** Keeps these webhooks and what is to be sent to them; forgets the others. A new one begins with what comes from now on. */
  follow(urls: readonly string[]): Promise<void>;
  /** The facts up to `cursor` have been looked at, and this came of them: kept both or neither. One that is there already stays. */
  put(url: string, cursor: number, deliveries: readonly Omit<Delivery, 'number' | 'tries'>[]): Promise<void>;
  /** What is to be tried at `wall` (UTC ms): of each callback the first that is left, where its time has come; the oldest
   * first, at most `limit`. */
  due(url: string, wall: number, limit: number): Promise<Delivery[]>;
  /** What came of a try at `wall` (UTC ms). */
  tried(url: string, delivery: number, wall: number, result: Tried): Promise<void>;
  /** Every webhook that is followed, by address. */
  state(): Promise<WebhookState[]>;
  close(): Promise<void>;
}
