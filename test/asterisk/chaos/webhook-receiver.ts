import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A program that is told of callbacks, well or badly. */
export interface WebhookReceiver {
  readonly url: string;
  /** How long it takes for an answer, and which. */
  answer: { readonly afterMs: number; readonly status: number };
  readonly received: number;
  close(): Promise<void>;
}

export async function openWebhookReceiver(): Promise<WebhookReceiver> {
  let received = 0;
  const server = createServer((asked, answer) => {
    received += 1;
    asked.resume();
    const { afterMs, status } = receiver.answer;
    setTimeout(() => answer.writeHead(status).end(), afterMs);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const receiver: WebhookReceiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/callbacks`,
    answer: { afterMs: 0, status: 204 },
    get received() {
      return received;
    },
    async close() {
      server.closeAllConnections();
      server.close();
    },
  };
  return receiver;
}
