import { createSocket } from 'node:dgram';
import { expect, test } from 'vitest';
import { openSipkit } from '../../src/sipkit/index.ts';
import { sipp } from './support.ts';

/** A registrar with much to do: it answers nothing until a request is repeated, then both of them, the second one late. */
async function busyRegistrar(): Promise<{ readonly port: number } & AsyncDisposable> {
  const socket = createSocket('udp4');
  const asked: string[] = [];
  const challenge = 'WWW-Authenticate: Digest realm="asterisk",nonce="1",algorithm=MD5';
  socket.on('message', (message, { port, address }) => {
    const request = message.toString();
    const answer = (to: string, status: string, ...more: string[]) => {
      const same = to.split('\r\n').filter((line) => /^(Via|From|To|Call-ID|CSeq):/.test(line));
      socket.send(
        [`SIP/2.0 ${status}`, ...same, ...more, 'Content-Length: 0', '', ''].join('\r\n'),
        port,
        address,
      );
    };
    asked.push(request);
    if (asked.length < 2) return;
    const [first = ''] = asked;
    if (asked.length === 2) answer(first, '401 Unauthorized', `${challenge},opaque="1"`);
    else {
      if (asked.length === 3) answer(first, '401 Unauthorized', `${challenge},opaque="2"`);
      answer(request, '200 OK');
    }
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  const close = () => new Promise<void>((resolve) => socket.close(() => resolve()));
  return { port: socket.address().port, [Symbol.asyncDispose]: close };
}

test('a challenge that comes twice, since the request was repeated, is no refusal', async () => {
  await using registrar = await busyRegistrar();
  const kit = openSipkit({ sipp: await sipp(), server: { host: '127.0.0.1', port: registrar.port } });
  const phone = await kit.phone({ id: '8001', secret: 'secret' });
  expect(phone.address.port).toBeGreaterThan(0);
  await kit[Symbol.asyncDispose]();
});
