import { Follower } from './follower.ts';
import { WEBHOOK_TIMES, type Webhook, type WebhookPorts, type WebhookTimes } from './ports.ts';

export interface Webhooks {
  /** Goes on where each of them was. Rejects with StoreError. */
  start(): Promise<void>;
  /** Cuts off what is under way: it is sent again after the next start. */
  stop(): Promise<void>;
}

/** Tells other programs of callbacks, each event at least once and those of one callback in order, over restarts of either. */
export function createWebhooks(
  hooks: readonly Webhook[],
  ports: WebhookPorts,
  times: WebhookTimes = WEBHOOK_TIMES,
): Webhooks {
  const stopped = new AbortController();
  let running: Promise<void>[] = [];
  return {
    start: async () => {
      // Node loads its HTTP client with the first use of it, which takes longer than any call may wait
      if (hooks.length > 0) new Headers();
      await ports.outbox.follow(hooks.map(({ url }) => url));
      const known = new Map((await ports.outbox.state()).map((state) => [state.url, state]));
      running = hooks.map((hook) => {
        const { cursor = 0, failure = null } = known.get(hook.url) ?? {};
        return new Follower(hook, ports, times, cursor, failure !== null).run(stopped.signal);
      });
    },
    stop: async () => {
      stopped.abort();
      await Promise.all(running);
    },
  };
}
