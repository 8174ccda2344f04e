import { once } from 'node:events';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import '../../../src/telephony/ari/client.ts';

type Handler = (answer: { readonly data: unknown }) => void;

interface Swagger {
  readonly SwaggerHttp: new () => {
    execute(request: { url: string; method: string; headers: object; on: Record<string, Handler> }): void;
  };
}

const require = createRequire(createRequire(import.meta.url).resolve('ari-client'));
const { SwaggerHttp } = require('swagger-client') as Swagger;

/** What comes of a request that is answered so: as ari-client does it, which parses what it takes for JSON. */
async function answered(status: number, type: string, body: string): Promise<string> {
  const server = createServer((_, answer) => answer.writeHead(status, { 'content-type': type }).end(body));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/ari/bridges`;
  try {
    return await new Promise((resolve) => {
      const response: Handler = ({ data }) => resolve(`read ${JSON.stringify(JSON.parse(String(data)))}`);
      const error: Handler = ({ data }) => resolve(`failed: ${data}`);
      new SwaggerHttp().execute({ url, method: 'GET', headers: {}, on: { response, error } });
    });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

it.each([
  ['a page of something in between', 200, 'text/html', '<html>gateway</html>'],
  ['half an answer', 200, 'application/json', '{"id":'],
  ['half an error', 500, 'application/json', '{"message":'],
])(
  'an answer that cannot be read is a failed request, and ends no engine: %s',
  async (_, status, type, body) => {
    expect(await answered(status, type, body)).toMatch(/^failed: /);
  },
);

it('an answer that can be read is read', async () => {
  expect(await answered(200, 'application/json', '{"id":"1"}')).toBe('read {"id":"1"}');
});
