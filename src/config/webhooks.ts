import type { CallbackEventName } from '../core/callback/events.ts';

/** Another program that is told of callbacks. */
export interface SiteWebhook {
  /** https; http on loopback, or where that is allowed. Its name, too. */
  readonly url: string;
  readonly events: readonly CallbackEventName[];
  /** Only of callbacks of these lines; null: of all. */
  readonly lines: readonly string[] | null;
  /** privacy.customer: how it gets the numbers. */
  readonly numbers: 'masked' | 'full';
  /** From the environment; null: one that is made here. */
  readonly secret: string | null;
}
