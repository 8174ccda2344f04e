import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';

type Answer = (asked: IncomingMessage, answer: ServerResponse) => void;

/** What the fake ARI was asked: with its query, its headers and its body. */
export interface Asked {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** An HTTP server that describes ARI as Asterisk does, and answers operations as a test says. */
export interface FakeAri {
  readonly url: string;
  readonly asked: readonly Asked[];
  /** How many connections have been opened for requests, without those of the description and of the events. */
  connections(): number;
  /** How operations are answered from now on. */
  answer(how: Answer): void;
  /** Takes no connection from now on, and ends those of requests; the one of the events stays. */
  refuse(): Promise<void>;
  close(): Promise<void>;
}

const path = (name: string) => ({ name, paramType: 'path', required: true, dataType: 'string' });
const query = (name: string) => ({ name, paramType: 'query', required: false, dataType: 'string' });
const body = (name: string) => ({ name, paramType: 'body', required: false, dataType: 'containers' });

/** As much of Asterisk's own description as the tests use. */
const OPERATIONS = {
  bridges: [
    [
      'POST',
      'createWithId',
      '/bridges/{bridgeId}',
      'Bridge',
      [path('bridgeId'), query('type'), query('name')],
    ],
    ['GET', 'list', '/bridges', 'List[Bridge]', []],
    ['POST', 'addChannel', '/bridges/{bridgeId}/addChannel', 'void', [path('bridgeId'), query('channel')]],
    [
      'POST',
      'removeChannel',
      '/bridges/{bridgeId}/removeChannel',
      'void',
      [path('bridgeId'), query('channel')],
    ],
    ['GET', 'get', '/bridges/{bridgeId}', 'Bridge', [path('bridgeId')]],
    ['DELETE', 'destroy', '/bridges/{bridgeId}', 'void', [path('bridgeId')]],
  ],
  channels: [
    ['POST', 'answer', '/channels/{channelId}/answer', 'void', [path('channelId')]],
    [
      'POST',
      'playWithId',
      '/channels/{channelId}/play/{playbackId}',
      'Playback',
      [path('channelId'), path('playbackId'), query('media'), query('lang')],
    ],
    [
      'POST',
      'originate',
      '/channels',
      'Channel',
      [query('endpoint'), query('timeout'), query('callerId'), query('channelId'), body('variables')],
    ],
  ],
  applications: [
    [
      'PUT',
      'filter',
      '/applications/{applicationName}/eventFilter',
      'Application',
      [path('applicationName'), body('filter')],
    ],
  ],
} as const;

/** Opens on a free port of 127.0.0.1. */
export async function openFakeAri(): Promise<FakeAri> {
  const asked: Asked[] = [];
  const sockets = new Set<Socket>();
  const carried = new Set<Socket>();
  const events = new Set<Duplex>();
  let how: Answer = (_, answer) => answer.writeHead(204).end();
  const server = createServer((request, answer) => {
    if (/api-docs|asterisk\/info/.test(request.url ?? '')) {
      describe(server, request, answer);
      return;
    }
    carried.add(request.socket);
    void read(request).then((text) => {
      const { method = '', url = '', headers } = request;
      asked.push({ method, url, headers, body: text });
      how(request, answer);
    });
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('upgrade', (request, socket) => {
    events.add(socket);
    takeSocket(request, socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: urlOf(server),
    asked,
    connections: () => carried.size,
    answer: (next) => {
      how = next;
    },
    refuse: () => refuse(server, sockets, events),
    close: () => shut(server, sockets),
  };
}

async function refuse(
  server: Server,
  sockets: ReadonlySet<Socket>,
  kept: ReadonlySet<Duplex>,
): Promise<void> {
  server.close();
  const ended = [...sockets].filter((socket) => !kept.has(socket));
  const closed = ended.map((socket) => once(socket, 'close'));
  for (const socket of ended) socket.destroy();
  await Promise.all(closed);
}

async function shut(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  const closed = server.listening ? once(server, 'close') : null;
  if (closed) server.close();
  for (const socket of sockets) socket.destroy();
  await closed;
}

/** The WebSocket of the events: it says nothing, and answers each ping. */
function takeSocket(request: IncomingMessage, socket: Duplex): void {
  const key = `${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`;
  const accept = createHash('sha1').update(key).digest('base64');
  const lines = ['Upgrade: websocket', 'Connection: Upgrade', `Sec-WebSocket-Accept: ${accept}`];
  socket.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join('\r\n')}\r\n\r\n`);
  socket.on('error', () => undefined);
  socket.on('data', (frame) => frame[0] === 0x89 && socket.write(Buffer.from([0x8a, 0])));
}

function urlOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function read(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of request) text += part;
  return text;
}

function describe(server: Server, { url = '' }: IncomingMessage, answer: ServerResponse): void {
  const basePath = `${urlOf(server)}/ari`;
  const all = { swaggerVersion: '1.1', basePath };
  const [, resource] = /api-docs\/(\w+)\.json/.exec(url) ?? [];
  answer.writeHead(200, { 'content-type': 'application/json' });
  if (resource === undefined) {
    answer.end('{}');
    return;
  }
  if (resource === 'resources') {
    const apis = Object.keys(OPERATIONS).map((name) => ({ path: `/api-docs/${name}.{format}` }));
    answer.end(JSON.stringify({ ...all, apis }));
    return;
  }
  const described = OPERATIONS[resource as keyof typeof OPERATIONS];
  const apis = described.map(([httpMethod, nickname, at, responseClass, parameters]) => ({
    path: at,
    operations: [{ httpMethod, nickname, responseClass, parameters }],
  }));
  answer.end(JSON.stringify({ ...all, resourcePath: `/api-docs/${resource}.{format}`, apis }));
}
