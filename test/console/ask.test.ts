// What the console makes of an answer that breaks off: never a half picture shown as a whole one.

import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { ApiRefusal, askOnce } from '../../src/console/api/ask.ts';

const server = createServer();
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

async function asked(answer: RequestListener): Promise<unknown> {
  server.once('request', answer);
  await new Promise<void>((listens) => server.listen(0, '127.0.0.1', listens));
  const { port } = server.address() as AddressInfo;
  return askOnce(`http://127.0.0.1:${port}/v1/live`).catch((error: unknown) => error);
}

const noAnswer = expect.objectContaining({ name: 'ApiRefusal', status: 0 });

it('a body that breaks off is no answer', async () => {
  const refusal = await asked((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '500' });
    response.write('{"at": "2026-03-02T02:00:00Z", "calls": [', () => response.destroy());
  });
  expect(refusal).toEqual(noAnswer);
});

it('nor is a page of something that stands between', async () => {
  const refusal = await asked((_request, response) => response.end('<html>'));
  expect(refusal).toEqual(noAnswer);
});

it('an answer without a body is whole', async () => {
  expect(await asked((_request, response) => response.writeHead(204).end())).toEqual({});
});

it('a refusal keeps its status where its body breaks off', async () => {
  const refusal = await asked((_request, response) => response.writeHead(502).end('<html>'));
  expect(refusal).toBeInstanceOf(ApiRefusal);
  expect(refusal).toMatchObject({ status: 502 });
});
