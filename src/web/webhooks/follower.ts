import { setTimeout as pause } from 'node:timers/promises';
import type { Delivery, Tried } from '../../engine/outbox.ts';
import type { NumberedFact } from '../../engine/store-port.ts';
import { systemCode } from '../../util/errors.ts';
import { Slice } from '../../util/slices.ts';
import { type Fresh, webhookMessage } from './messages.ts';
import {
  nameOf,
  type Webhook,
  type WebhookErrorCode,
  type WebhookPorts,
  type WebhookTimes,
} from './ports.ts';
import { send } from './send.ts';

/** Facts that are read at once. */
const FACTS_AT_ONCE = 50;
/** Messages under way at once to one webhook; two of one callback never. */
const SENT_AT_ONCE = 4;

/** Follows the facts for one webhook. What is to be sent is kept before it is sent, and is gone only when it has been taken. */
export class Follower {
  readonly #hook: Webhook;
  readonly #ports: WebhookPorts;
  readonly #times: WebhookTimes;
  #cursor: number;
  /** The latest try has failed: said once in the log. */
  #failing: boolean;
  /** The store has refused: likewise. */
  #stuck = false;
  /** Callbacks that could not be read: likewise. */
  readonly #unreadable = new Set<string>();

  /** @param from the last fact that has been looked at
   * @param failing the latest try, before the start, has failed */
  constructor(hook: Webhook, ports: WebhookPorts, times: WebhookTimes, from: number, failing: boolean) {
    this.#hook = hook;
    this.#ports = ports;
    this.#times = times;
    this.#cursor = from;
    this.#failing = failing;
  }

  /** Until `stop`. Never rejects. */
  async run(stop: AbortSignal): Promise<void> {
    while (!stop.aborted) {
      const result = await this.#round(stop);
      const ms = this.#times.look;
      if (result === 'nothing') await this.#ports.feed.changed(this.#cursor, { ms, signal: stop });
      // the feed still has the facts of a failed round, so waiting for the feed would not wait at all
      if (result === 'failed') await pause(ms, undefined, { signal: stop }).catch(() => undefined);
    }
  }

  /** Looks at what is new, then tries what is due. `more`: there is more to do at once. */
  async #round(stop: AbortSignal): Promise<'more' | 'nothing' | 'failed'> {
    try {
      const behind = await this.#take();
      const sent = await this.#deliver(stop);
      this.#stuck = false;
      return behind || sent ? 'more' : 'nothing';
    } catch (error) {
      this.#tellStuck(error);
      return 'failed';
    }
  }

  #tellStuck(error: unknown): void {
    if (this.#stuck) return;
    this.#stuck = true;
    const code: WebhookErrorCode = 'WEBHOOK_STUCK';
    const cause = `${this.#name} cannot be followed just now: the store refuses`;
    const cure = 'See what the error says of the store; it goes on by itself, and nothing is lost.';
    this.#ports.log.error('a webhook cannot go on', { code, cause, cure, error });
  }

  async #take(): Promise<boolean> {
    const { queries, outbox, feed } = this.#ports;
    const known = feed.after(this.#cursor, FACTS_AT_ONCE);
    const facts = known ?? (await queries.facts(this.#cursor, FACTS_AT_ONCE));
    const last = facts.at(-1)?.number;
    if (last === undefined) return false;
    const fresh: Fresh[] = [];
    const slice = new Slice();
    for (const one of facts) {
      await slice.giveWay();
      const message = await this.#message(one);
      if (message) fresh.push(message);
    }
    await outbox.put(this.#hook.url, last, fresh);
    this.#cursor = last;
    return facts.length === FACTS_AT_ONCE;
  }

  /** One callback that cannot be read does not hold up the others. */
  async #message(one: NumberedFact): Promise<Fresh | null> {
    try {
      return await webhookMessage(this.#hook, one, this.#ports);
    } catch (error) {
      if (systemCode(error) !== 'STORE_STATE_UNREADABLE') throw error;
      this.#tellUnreadable(String(one.fact.callback), error);
      return null;
    }
  }

  #tellUnreadable(callback: string, error: unknown): void {
    if (this.#unreadable.has(callback)) return;
    this.#unreadable.add(callback);
    const code: WebhookErrorCode = 'WEBHOOK_CALLBACK_UNREADABLE';
    const cause = `${this.#name} gets no events of callback ${callback}: the stored callback cannot be read`;
    const cure = 'Restart the engine, which sets the callback aside; inform that program by hand.';
    this.#ports.log.error('an event is not sent', { code, cause, cure, error });
  }

  async #deliver(stop: AbortSignal): Promise<boolean> {
    const due = await this.#ports.outbox.due(this.#hook.url, this.#ports.now(), SENT_AT_ONCE);
    await Promise.all(due.map((delivery) => this.#try(delivery, stop)));
    return due.length > 0;
  }

  async #try(delivery: Delivery, stop: AbortSignal): Promise<void> {
    const { url, secret } = this.#hook;
    const { id, event, body } = delivery;
    const wall = this.#ports.now();
    const sent = await send({ url, secret, id, event, body, wall }, this.#times.answer, stop);
    // cut off by the stop: whether it was taken nobody knows, so it is sent again
    if (stop.aborted && !sent.ok) return;
    const result = sent.ok ? ({ is: 'sent' } as const) : this.#after(delivery, sent.why);
    this.#tell(delivery, result);
    await this.#ports.outbox.tried(url, delivery.number, wall, result);
  }

  #after({ madeAt, tries }: Delivery, why: string): Exclude<Tried, { is: 'sent' }> {
    const now = this.#ports.now();
    const { retry, giveUp } = this.#times;
    if (now - madeAt >= giveUp) return { is: 'givenUp', why };
    return { is: 'failed', why, nextAt: now + (retry[Math.min(tries, retry.length - 1)] ?? 0) };
  }

  #tell({ id, event, callback }: Delivery, result: Tried): void {
    const { log } = this.#ports;
    const url = this.#name;
    if (result.is === 'sent') {
      if (this.#failing) log.info('a webhook takes messages again', { url });
      this.#failing = false;
      return;
    }
    const { why } = result;
    if (result.is === 'givenUp') {
      const cause = `${url} has not taken the event ${event} of callback ${callback} in time: ${why}`;
      const cure = 'Tell that program by hand; GET /v1/callbacks/ID has what there is to tell.';
      const code: WebhookErrorCode = 'WEBHOOK_GIVEN_UP';
      log.error('an event is given up', { code, cause, cure, id });
    } else if (!this.#failing) {
      const cause = `${url} does not take events: ${why}`;
      const cure =
        'See that program; `sansheng webhooks test` tries again at once, and nothing is lost meanwhile.';
      const code: WebhookErrorCode = 'WEBHOOK_FAILING';
      log.warn('a webhook fails', { code, cause, cure });
    }
    this.#failing = true;
  }

  get #name(): string {
    return nameOf(this.#hook.url);
  }
}
