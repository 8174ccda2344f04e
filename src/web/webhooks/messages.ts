import { callbackEventOf } from '../../core/callback/events.ts';
import type { Delivery } from '../../engine/outbox.ts';
import type { NumberedFact } from '../../engine/store-port.ts';
import { plainJson } from '../../util/plain-text.ts';
import { callbackAnswer } from '../callbacks/answer.ts';
import { factAnswer } from '../callbacks/facts.ts';
import type { Shown } from '../ports.ts';
import type { Webhook, WebhookPorts } from './ports.ts';

const IN_FULL: Shown = { number: (number) => number, data: (data) => data };

export type Fresh = Omit<Delivery, 'number' | 'tries'>;

/** What a webhook is to be told of a fact; null where that is nothing to it. The callback stands in it as it is by now: its
 * `revision` tells which of two messages is the later. */
export async function webhookMessage(
  hook: Webhook,
  { number, fact }: NumberedFact,
  ports: WebhookPorts,
): Promise<Fresh | null> {
  const event = callbackEventOf(fact);
  if (event === null || !hook.events.includes(event)) return null;
  const callback =
    fact.callback === undefined ? undefined : (await ports.queries.callback(fact.callback))?.state;
  if (!callback || (hook.lines && !hook.lines.includes(callback.line))) return null;
  const shown = hook.numbers === 'full' ? IN_FULL : ports.masked;
  const { at, detail } = factAnswer(fact, shown);
  // the same for every webhook, and at every try: the number alone would come again with another store
  const id = `${Math.round(fact.at.wall).toString(36)}-${number}`;
  const told = { id, event, at, detail, callback: callbackAnswer(callback, ports.now(), shown) };
  const body = plainJson(JSON.stringify(told));
  return { id, callback: callback.id, event, body, madeAt: fact.at.wall };
}
