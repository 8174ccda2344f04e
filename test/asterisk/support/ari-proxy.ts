import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { textsOf } from './websocket-frames.ts';

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

/** A request of the engine. */
export interface AskedRequest {
  readonly method: string;
  /** With its query. */
  readonly url: string;
}

/** What happens to a request on its way. */
export interface Interference {
  /** Before Asterisk gets it. */
  before?(): Promise<unknown>;
  /** Asterisk never gets it. */
  readonly lost?: true;
  /** Asterisk has done it, or it was lost: before the engine gets the answer. */
  after?(): Promise<unknown>;
  /** What the engine gets as the answer, whatever Asterisk says. */
  readonly answer?: { readonly status: number; readonly body: string };
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
  /** Asks it of each request from now on; the first that has something to say of one is followed. Returns how to end that. */
  interfere(how: (asked: AskedRequest) => Interference | undefined): () => void;
  /** What Asterisk has answered to: with the status that the engine gets. */
  onAnswer(tell: (asked: AskedRequest, status: number) => void): void;
  /** Ends every connection, as a network does that breaks. */
  cut(): void;
  /** Takes no connection while this is true. */
  refuse(refusing: boolean): void;
  /** How many sockets the engine has had open at once. */
  mostSockets(): number;
  close(): Promise<void>;
}

/** Opens on a free port of 127.0.0.1. */
export async function openAriProxy(ariUrl: string): Promise<AriProxy> {
  const proxy = new HttpProxy(ariUrl);
  await proxy.open();
  return proxy;
}

type Interferer = (asked: AskedRequest) => Interference | undefined;

class HttpProxy implements AriProxy {
  readonly #ariUrl: string;
  readonly #requests: string[] = [];
  readonly #events: string[] = [];
  readonly #sockets = new Set<Socket>();
  readonly #delays: Delay[] = [];
  readonly #interferers = new Set<Interferer>();
  readonly #server = createServer((asked, answer) => this.#passOn(asked, answer));
  #most = 0;
  #refusing = false;
  #answered: (asked: AskedRequest, status: number) => void = () => undefined;

  constructor(ariUrl: string) {
    this.#ariUrl = ariUrl;
    this.#server.on('upgrade', (asked, engine) => {
      const tell = (text: string) => this.#events.push((JSON.parse(text) as { type: string }).type);
      join(asked, engine, ariUrl, tell);
    });
    this.#server.on('connection', (socket) => this.#take(socket));
  }

  async open(): Promise<void> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  mark(): Mark {
    return { requests: this.#requests.length, events: this.#events.length };
  }

  since(mark: Mark = { requests: 0, events: 0 }): ProxiedTraffic {
    return { requests: this.#requests.slice(mark.requests), events: this.#events.slice(mark.events) };
  }

  delay(path: RegExp, ms: number): void {
    this.#delays.push({ path, ms });
  }

  interfere(how: Interferer): () => void {
    this.#interferers.add(how);
    return () => this.#interferers.delete(how);
  }

  onAnswer(tell: (asked: AskedRequest, status: number) => void): void {
    this.#answered = tell;
  }

  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  refuse(refusing: boolean): void {
    this.#refusing = refusing;
  }

  mostSockets(): number {
    return this.#most;
  }

  /** Is handed around by itself. */
  readonly close = async (): Promise<void> => {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.cut();
    await closed;
  };

  #take(socket: Socket): void {
    if (this.#refusing) {
      socket.destroy();
      return;
    }
    this.#sockets.add(socket);
    this.#most = Math.max(this.#most, this.#sockets.size);
    socket.once('close', () => this.#sockets.delete(socket));
  }

  #passOn(asked: IncomingMessage, answer: ServerResponse): void {
    const what = { method: asked.method ?? '', url: asked.url ?? '' };
    this.#requests.push(`${what.method} ${what.url.split('?', 1)[0]}`);
    const delay = this.#delays.findIndex(({ path }) => path.test(what.url));
    const [late] = delay < 0 ? [] : this.#delays.splice(delay, 1);
    const how = late ? { before: () => pause(late.ms) } : this.#interference(what);
    const tell = (status: number) => this.#answered(what, status);
    void passOn({ asked, answer, ariUrl: this.#ariUrl, how, tell });
  }

  #interference(what: AskedRequest): Interference | undefined {
    for (const each of this.#interferers) {
      const how = each(what);
      if (how) return how;
    }
    return undefined;
  }
}

interface Passing {
  readonly asked: IncomingMessage;
  readonly answer: ServerResponse;
  readonly ariUrl: string;
  readonly how: Interference | undefined;
  tell(status: number): void;
}

async function passOn({ asked, answer, ariUrl, how, tell }: Passing): Promise<void> {
  await how?.before?.();
  // an engine that has ended meanwhile has sent it nowhere
  if (asked.socket.destroyed) return;
  const { method, headers } = asked;
  const reply = async (response?: IncomingMessage) => {
    await how?.after?.();
    const status = how?.answer?.status ?? response?.statusCode ?? 502;
    answer.writeHead(status, how?.answer ? {} : response?.headers);
    if (how?.answer || !response) answer.end(how?.answer?.body ?? '');
    else response.pipe(answer);
    if (how?.answer) response?.resume();
    tell(status);
  };
  if (how?.lost) {
    asked.resume();
    await reply();
    return;
  }
  const out = request(`${ariUrl}${asked.url}`, { method, headers }, (response) => void reply(response));
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
