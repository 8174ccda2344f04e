import type { CallbackEventName } from '../../core/callback/events.ts';
import type { FactFeed } from '../../engine/fact-feed.ts';
import type { Outbox } from '../../engine/outbox.ts';
import type { Log } from '../../engine/ports.ts';
import type { Queries } from '../../engine/store-port.ts';
import type { Shown } from '../ports.ts';

/** Another program that is told of callbacks. */
export interface Webhook {
  /** Where it is told: https, or http where that is allowed. Its name, too. */
  readonly url: string;
  readonly events: readonly CallbackEventName[];
  /** Only of callbacks of these lines; null: of all. */
  readonly lines: readonly string[] | null;
  /** privacy.customer: how it gets the numbers. */
  readonly numbers: 'masked' | 'full';
  /** What it knows a message of ours by. */
  readonly secret: string;
}

/** All that the webhooks need to know, and whom they ask. */
export interface WebhookPorts {
  readonly queries: Pick<Queries, 'facts' | 'callback'>;
  /** What happens, as it is committed. */
  readonly feed: Pick<FactFeed, 'after' | 'changed'>;
  readonly outbox: Outbox;
  /** Numbers for those who must not see them. */
  readonly masked: Shown;
  /** UTC ms. */
  now(): number;
  readonly log: Log;
}

/** How long things may take, ms. */
export interface WebhookTimes {
  /** How often it is seen whether a message is to be tried again. */
  readonly look: number;
  /** How long an answer may take. */
  readonly answer: number;
  /** How long after each failed try there is another; the last of them from then on. */
  readonly retry: readonly number[];
  /** So long after it has happened an event is not tried any more. */
  readonly giveUp: number;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** docs/developers/webhooks.md says the same. */
export const WEBHOOK_TIMES: WebhookTimes = {
  look: SECOND,
  answer: 10 * SECOND,
  retry: [5 * SECOND, 15 * SECOND, 30 * SECOND, MINUTE, 2 * MINUTE, 5 * MINUTE],
  giveUp: 24 * 60 * MINUTE,
};

/** What the log says of a webhook. */
export type WebhookErrorCode =
  | 'WEBHOOK_FAILING'
  | 'WEBHOOK_GIVEN_UP'
  | 'WEBHOOK_STUCK'
  | 'WEBHOOK_CALLBACK_UNREADABLE';

/** What stands in logs of an address: what comes after the path may be a password. */
export function nameOf(url: string): string {
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}
