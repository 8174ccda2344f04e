import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { CALLBACK_EVENTS } from '../../../src/core/callback/events.ts';
import type { CallbackState } from '../../../src/core/callback/state.ts';
import type { EventFact, EventName, Fact } from '../../../src/core/facts.ts';
import { FactFeed } from '../../../src/engine/fact-feed.ts';
import type { Delivery, Outbox } from '../../../src/engine/outbox.ts';
import type { Log } from '../../../src/engine/ports.ts';
import type { Store } from '../../../src/engine/store-port.ts';
import { webhookPorts } from '../../../src/servers.ts';
import { openSqliteOutbox } from '../../../src/store/sqlite/outbox.ts';
import { openSqliteStore } from '../../../src/store/sqlite/store.ts';
import type { Webhook, WebhookTimes } from '../../../src/web/webhooks/ports.ts';
import { signatureOf } from '../../../src/web/webhooks/send.ts';
import { createWebhooks, type Webhooks } from '../../../src/web/webhooks/webhooks.ts';
import { aBatch, aCallback } from '../../contract/store-samples.ts';

const SECRET = 'a secret of the receiver’s own';

/** What a receiver was sent. */
export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly body: {
    readonly id: string;
    readonly event: string;
    readonly at: string;
    readonly detail: Readonly<Record<string, unknown>>;
    readonly callback: Readonly<Record<string, unknown>> & { readonly id: string };
  };
  /** The signature is right. */
  readonly genuine: boolean;
}

/** How the other program behaves: a status, or no answer at all. */
type Manner = number | 'silent';

/** The other program. */
export class Receiver {
  readonly received: Received[] = [];
  /** Asked for each message. */
  manner: (message: Received) => Manner = () => 200;
  #server: Server | null = null;
  #port = 0;

  async open(): Promise<this> {
    const server = createServer((request, response) => {
      const pieces: Buffer[] = [];
      request.on('data', (piece: Buffer) => pieces.push(piece));
      request.on('end', () => {
        const message = read(request.headers, Buffer.concat(pieces).toString());
        this.received.push(message);
        const manner = this.manner(message);
        if (manner === 'silent') return;
        response.writeHead(manner, manner === 302 ? { location: '/elsewhere' } : {}).end('thank you');
      });
    });
    await new Promise<void>((go) => server.listen(this.#port, '127.0.0.1', go));
    this.#server = server;
    this.#port = (server.address() as AddressInfo).port;
    return this;
  }

  /** Down: nobody answers at its address. */
  async close(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    server?.closeAllConnections();
    await new Promise((go) => (server ? server.close(go) : go(null)));
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}/sansheng?key=abc`;
  }

  /** What it was told of a callback, in order, each id once. */
  told(callback: string): string[] {
    const ofIt = this.received.filter(({ body }) => body.callback.id === callback);
    return [...new Map(ofIt.map(({ body }) => [body.id, body.event])).values()];
  }
}

function read(headers: IncomingHttpHeaders, text: string): Received {
  const signature = String(headers['sansheng-signature']);
  const seconds = Number(/^t=(\d+),/.exec(signature)?.[1]);
  return { headers, text, body: JSON.parse(text), genuine: signature === signatureOf(SECRET, seconds, text) };
}

/** What is done at once here takes minutes in the product. */
const TIMES: WebhookTimes = { look: 5, answer: 1000, retry: [10, 20, 30], giveUp: 3_600_000 };

/** The outbox, which refuses to keep a message where `refuses` says so. */
function refusing(outbox: Outbox, refuses: () => boolean): Outbox {
  const put: Outbox['put'] = async (...message) => {
    if (refuses()) throw new Error('locked');
    await outbox.put(...message);
  };
  return new Proxy(outbox, {
    get: (it, name) => {
      if (name === 'put') return put;
      const member = Reflect.get(it, name);
      return typeof member === 'function' ? member.bind(it) : member;
    },
  });
}

/** A store, and webhooks that follow it. */
export class WebhookFixture {
  readonly store: Store;
  readonly feed = new FactFeed();
  readonly logged: string[] = [];
  /** How far the clock has been put forward, ms. */
  ahead = 0;
  /** How often the outbox is still to refuse what is to be kept. */
  refusals = 0;
  /** What the webhooks go by; a change holds from the next attempt on. */
  readonly times: { -readonly [K in keyof WebhookTimes]: WebhookTimes[K] } = { ...TIMES };
  readonly file: string;
  #hooks: Webhooks | null = null;
  #outbox: Outbox | null = null;
  #facts = 0;

  private constructor(store: Store, file: string) {
    this.store = store;
    this.file = file;
  }

  static async open(): Promise<WebhookFixture> {
    const dir = mkdtempSync(join(tmpdir(), 'sansheng-webhooks-'));
    const file = join(dir, 's.db');
    const fixture = new WebhookFixture(await openSqliteStore(file), file);
    onTestFinished(async () => {
      await fixture.stop();
      await fixture.store.close();
      rmSync(dir, { recursive: true });
    });
    return fixture;
  }

  /** Starts the webhooks, as the engine does. */
  async start(hooks: readonly Webhook[], times: Partial<WebhookTimes> = {}): Promise<void> {
    const outbox = await openSqliteOutbox(this.file);
    this.#outbox = outbox;
    const { store: queries, feed } = this;
    const guarded = refusing(outbox, () => this.refusals-- > 0);
    const of = { log: this.#log, now: () => this.now };
    const ports = webhookPorts({ facts: feed }, { queries, outbox: guarded }, of);
    Object.assign(this.times, TIMES, times);
    this.#hooks = createWebhooks(hooks, ports, this.times);
    await this.#hooks.start();
  }

  /** Messages that the webhook of that address may be sent now. */
  async due(url: string): Promise<readonly Delivery[]> {
    return (await this.#outbox?.due(url, this.now, 100)) ?? [];
  }

  async stop(): Promise<void> {
    await this.#hooks?.stop();
    await this.#outbox?.close();
    this.#hooks = null;
    this.#outbox = null;
  }

  get now(): number {
    return Date.now() + this.ahead;
  }

  async state() {
    const [state] = (await this.#outbox?.state()) ?? [];
    if (!state) throw new Error('no webhook is followed');
    return state;
  }

  /** Commits facts of one callback, with the callback as it is then. */
  async happens(callback: CallbackState, ...names: readonly EventName[]): Promise<void> {
    const facts = names.map((name) => this.fact(callback, name));
    this.feed.publish(await this.store.commit(aBatch({ callbacks: [callback], facts })));
  }

  fact({ id }: CallbackState, name: EventName, detail: EventFact['detail'] = {}): Fact {
    this.#facts += 1;
    const at = { wall: this.now, mono: this.#facts };
    return { kind: 'event', name, at, callback: id, by: 'engine', detail };
  }

  readonly #log: Log = {
    debug: () => undefined,
    info: (message) => void this.logged.push(message),
    warn: (_message, detail) => void this.logged.push(String(detail?.code)),
    error: (_message, detail) => void this.logged.push(String(detail?.code)),
  };
}

/** All events in full, where nothing else is said. */
export function aHook(receiver: Receiver, changes: Partial<Webhook> = {}): Webhook {
  const { url } = receiver;
  return { url, events: CALLBACK_EVENTS, lines: null, numbers: 'full', secret: SECRET, ...changes };
}

/** A receiver that is closed when the test is over. */
export async function aReceiver(): Promise<Receiver> {
  const receiver = await new Receiver().open();
  onTestFinished(() => receiver.close());
  return receiver;
}

export { aCallback };
