import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** What the engine asked Asterisk, `METHOD /path` each, and the types of what Asterisk told it. */
export interface ProxiedTraffic {
  readonly requests: readonly string[];
  readonly events: readonly string[];
}

interface Mark {
  readonly requests: number;
  readonly events: number;
}

/** Requests that reach Asterisk late. */
interface Delay {
  readonly path: RegExp;
  readonly ms: number;
}

/** Stands between the engine and ARI, passes everything on, and counts. */
export interface AriProxy {
  /** In place of ARI's. */
  readonly url: string;
  /** A moment to count from. */
  mark(): Mark;
  since(mark: Mark | undefined): ProxiedTraffic;
  /** The next request to such a path is passed on so much later; the engine hears nothing meanwhile. */
  delay(path: RegExp, ms: number): void;
  /** How many sockets the engine has had open at once. */
  mostSockets(): number;
  close(): Promise<void>;
}

/** Opens on a free port of 127.0.0.1. */
export async function openAriProxy(ariUrl: string): Promise<AriProxy> {
  const requests: string[] = [];
  const events: string[] = [];
  const sockets = new Set<Socket>();
  const delays: Delay[] = [];
  let most = 0;
  const server = createServer((asked, answer) => {
    requests.push(`${asked.method} ${asked.url?.split('?', 1)[0]}`);
    const delay = delays.findIndex(({ path }) => path.test(asked.url ?? ''));
    const [late] = delay < 0 ? [] : delays.splice(delay, 1);
    if (late) setTimeout(() => passOn(asked, answer, ariUrl), late.ms);
    else passOn(asked, answer, ariUrl);
  });
  server.on('upgrade', (asked, engine) => {
    join(asked, engine, ariUrl, (text) => events.push((JSON.parse(text) as { type: string }).type));
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    most = Math.max(most, sockets.size);
    socket.once('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    mark: () => ({ requests: requests.length, events: events.length }),
    since: (mark = { requests: 0, events: 0 }) => ({
      requests: requests.slice(mark.requests),
      events: events.slice(mark.events),
    }),
    delay: (path, ms) => void delays.push({ path, ms }),
    mostSockets: () => most,
    async close() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

function passOn(asked: IncomingMessage, answer: ServerResponse, ariUrl: string): void {
  const { method, headers } = asked;
  const out = request(`${ariUrl}${asked.url}`, { method, headers }, (response) => {
    answer.writeHead(response.statusCode ?? 502, response.headers);
    response.pipe(answer);
  });
  out.once('error', () => answer.destroy());
  asked.pipe(out);
}

/** Carries a WebSocket byte by byte, and reads along what comes from Asterisk. */
function join(asked: IncomingMessage, engine: Duplex, ariUrl: string, tell: (text: string) => void): void {
  const { hostname, port } = new URL(ariUrl);
  const asterisk = connect(Number(port), hostname);
  const headers = asked.rawHeaders.flatMap((name, i, all) => (i % 2 === 0 ? [`${name}: ${all[i + 1]}`] : []));
  asterisk.write(`GET ${asked.url} HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n`);
  asterisk.on('data', textsOf(tell));
  asterisk.pipe(engine).pipe(asterisk);
  for (const [one, other] of [
    [asterisk, engine],
    [engine, asterisk],
  ] as const) {
    one.once('error', () => other.destroy());
    one.once('close', () => other.destroy());
  }
}

const TEXT = 1;
const CONTINUED = 0;

/** Finds the text messages in the bytes that a WebSocket server sends (RFC 6455, 5.2; a server masks nothing). */
function textsOf(tell: (text: string) => void): (data: Buffer) => void {
  let rest = Buffer.alloc(0);
  let inHead = true;
  let text = '';
  return (data) => {
    rest = Buffer.concat([rest, data]);
    const head = rest.indexOf('\r\n\r\n');
    if (inHead && head < 0) return;
    if (inHead) rest = rest.subarray(head + 4);
    inHead = false;
    for (let frame = firstFrame(rest); frame; frame = firstFrame(rest)) {
      rest = rest.subarray(frame.end);
      if (frame.opcode !== TEXT && frame.opcode !== CONTINUED) continue;
      text += frame.payload.toString();
      if (!frame.last) continue;
      tell(text);
      text = '';
    }
  };
}

/** The first whole frame, if there is one. */
function firstFrame(bytes: Buffer) {
  const [first, short] = [bytes[0], bytes[1]];
  if (first === undefined || short === undefined) return undefined;
  const start = short === 127 ? 10 : short === 126 ? 4 : 2;
  if (bytes.length < start) return undefined;
  const length =
    short === 127 ? Number(bytes.readBigUInt64BE(2)) : short === 126 ? bytes.readUInt16BE(2) : short;
  const end = start + length;
  if (bytes.length < end) return undefined;
  return { last: (first & 0x80) !== 0, opcode: first & 0x0f, payload: bytes.subarray(start, end), end };
}
