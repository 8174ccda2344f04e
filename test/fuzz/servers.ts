// The doors that answer, told requests that are nearly right, byte for byte: none is answered by a fault of the product.

import { connect } from 'node:net';
import { LINE } from '../scenarios/support/site.ts';
import { openExchange, requestText } from '../telephony/fastagi/support.ts';
import { Office, TOKENS } from '../web/support.ts';
import { HTTP_REQUESTS } from './http-requests.ts';
import { mutated } from './mutated.ts';
import type { Target } from './parsers.ts';

/** Sends bytes, then the end of them; returns what came. */
function answerTo(port: number, text: string): Promise<string> {
  return new Promise((resolve) => {
    let heard = '';
    const socket = connect({ host: '127.0.0.1', port }, () => socket.end(text));
    socket.setEncoding('utf8').on('data', (more: string) => {
      heard += more;
      // live events go on for ever
      if (heard.includes('text/event-stream')) socket.destroy();
    });
    socket.on('error', () => socket.destroy());
    socket.once('close', () => resolve(heard));
  });
}

/** A door that is open until it is closed. */
export interface Door extends Target<string>, AsyncDisposable {
  /** What must not have been logged by the end. */
  readonly faults: readonly string[];
}

/** The HTTP API. Tokens are not guessed here: those are slowed down. */
export async function httpDoor(): Promise<Door> {
  const office = await Office.open();
  const port = Number(new URL(office.parts.base).port);
  const token = `authorization: Bearer ${TOKENS.admin}`;
  return {
    name: 'the HTTP API',
    inputs: HTTP_REQUESTS,
    async read(text) {
      const [line = '', ...rest] = text.split('\r\n');
      const answer = await answerTo(port, [line, token, ...rest].join('\r\n'));
      if (/^HTTP\/1\.1 5/.test(answer)) throw new Error(`answered ${answer.slice(0, 300)}`);
    },
    faults: office.errors,
    [Symbol.asyncDispose]: () => office[Symbol.asyncDispose](),
  };
}

/** The FastAGI port. */
export async function agiDoor(): Promise<Door> {
  const exchange = await openExchange();
  const good = [
    requestText('callback', ['13800000001', LINE]),
    requestText('greeting', [LINE]),
    requestText('open', [LINE]),
  ];
  const faults: string[] = [];
  return {
    name: 'the FastAGI port',
    inputs: mutated(good, ['agi_arg_1: ', '\n\n', 'unknown']),
    async read(text) {
      await answerTo(exchange.port, text);
      const bad = exchange.logged
        .splice(0)
        .filter(({ code }) => code !== 'AGI_UNREADABLE' && code !== 'AGI_MISUSED');
      faults.push(...bad.map(({ message }) => message));
    },
    faults,
    [Symbol.asyncDispose]: () => exchange.close(),
  };
}
