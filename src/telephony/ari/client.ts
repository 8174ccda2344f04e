import { globalAgent } from 'node:http';
import { createRequire } from 'node:module';
import ari, { type Client } from 'ari-client';
import { TelephonyError } from '../../engine/ports.ts';
import { badCredentials, linkDown, refusal, timedOut, unreachable, wordsOf } from './errors.ts';

// The one file that imports ari-client, and that keeps its traps shut: it never settles requests that meet an outage, gives
// up reconnecting after ten times, throws where nobody can catch, and holds its password in the socket's URL.

/** Where Asterisk's ARI is, and as whom to use it. */
export interface AriAddress {
  /** `http://127.0.0.1:8088` */
  readonly url: string;
  readonly user: string;
  readonly password: string;
  readonly app: string;
}

/** What a connection tells. Nothing after `closed`, which comes once. */
export interface ConnectionEvents {
  message(text: string): void;
  closed(cause: string): void;
}

/** How long Asterisk may take to answer anything. */
const ANSWER_MS = 5_000;
const PING_MS = 2_000;
/** So many pings without an answer mean that the other end is frozen or out of reach. */
const LOST_PINGS = 3;
/** Asterisk serves a limited number of HTTP sessions, and past that leaves requests unanswered. */
const SOCKETS = 16;

type Resource = 'applications' | 'asterisk' | 'bridges' | 'channels' | 'playbacks';

disarm();

/** One connection: requests, and the socket that events come on. Once lost it is not used again. */
export class AriConnection {
  #over: string | undefined;
  #unanswered = 0;
  readonly #client: Client;
  readonly #events: ConnectionEvents;
  readonly #pending = new Set<(error: TelephonyError) => void>();
  readonly #pings: NodeJS.Timeout;

  private constructor(client: Client, events: ConnectionEvents) {
    this.#client = client;
    this.#events = events;
    this.#pings = setInterval(() => this.#ping(), PING_MS);
    const socket = client._ws;
    // Its own reader throws on types of events that it does not know, and wraps the others into objects nobody needs.
    socket.removeAllListeners('message');
    socket.on('message', (data) => {
      if (this.#over === undefined) events.message(data.toString('utf8'));
    });
    socket.on('pong', () => {
      this.#unanswered = 0;
    });
    socket.on('close', (code) => this.end(`the socket was closed (${code})`));
  }

  /** Connects and opens the socket. Rejects with TelephonyError UNREACHABLE or BAD_CREDENTIALS, TIMED_OUT. */
  static async open(address: AriAddress, events: ConnectionEvents): Promise<AriConnection> {
    const { url, user, password, app } = address;
    await probe(address);
    const client = await within('the description of ARI', ari.connect(url, user, password), (error) =>
      unreachable(url, wordsOf(error)),
    );
    // It reads here whether it was closed on purpose. Always "yes" keeps it from opening sockets of its own when this one is
    // lost: they would take the application away from the next connection.
    Object.defineProperty(client, '_wsClosed', { get: () => true, set: () => undefined });
    const opened = client.start(app);
    const { _ws: socket } = client;
    const failed = new Promise<never>((_, reject) => {
      socket.on('error', reject);
      socket.on('close', (code) => reject(new Error(`the socket was closed (${code})`)));
    });
    try {
      await within('the opening of the socket', Promise.race([opened, failed]), (error) =>
        unreachable(url, wordsOf(error)),
      );
    } catch (error) {
      socket.terminate();
      throw error;
    }
    return new AriConnection(client, events);
  }

  /** Carries out one operation of ARI. Rejects with TelephonyError; never hangs. */
  async request<R extends Resource>(
    resource: R,
    operation: keyof Client[R] & string,
    parameters: Record<string, unknown>,
  ): Promise<unknown> {
    if (this.#over !== undefined) throw linkDown(this.#over);
    const what = `${resource}.${operation}`;
    const perform = this.#client[resource][operation] as (given: typeof parameters) => PromiseLike<unknown>;
    let giveUp: (error: TelephonyError) => void = () => undefined;
    const lost = new Promise<never>((_, reject) => {
      giveUp = reject;
    });
    this.#pending.add(giveUp);
    try {
      const answer = Promise.race([perform(parameters), lost]);
      return await within(what, answer, (error) => refusal(what, wordsOf(error)));
    } finally {
      this.#pending.delete(giveUp);
    }
  }

  /** Ends the connection; `cause` is told. */
  end(cause: string): void {
    if (this.#over !== undefined) return;
    this.#over = cause;
    clearInterval(this.#pings);
    this.#client._ws.terminate();
    for (const giveUp of this.#pending) giveUp(linkDown(cause));
    this.#events.closed(cause);
  }

  #ping(): void {
    if (this.#unanswered >= LOST_PINGS) {
      this.end(`Asterisk has not answered for ${(LOST_PINGS * PING_MS) / 1000} s`);
      return;
    }
    this.#unanswered += 1;
    this.#client._ws.ping();
  }
}

/** Wrong passwords and absent servers are found out here: ari-client would end in an exception that nobody can catch. */
async function probe({ url, user, password }: AriAddress): Promise<void> {
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  const signal = AbortSignal.timeout(ANSWER_MS);
  let response: Response;
  try {
    response = await fetch(`${url}/ari/asterisk/info?only=status`, { headers: { authorization }, signal });
    await response.arrayBuffer();
  } catch (error) {
    throw unreachable(url, reasonOf(error));
  }
  if (response.status === 401 || response.status === 403) throw badCredentials(url, user);
  if (!response.ok) throw unreachable(url, `HTTP status ${response.status}`);
}

/** `fetch` hides why it failed one level down. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) return String(cause);
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.message;
}

async function within<T>(
  what: string,
  answer: PromiseLike<T>,
  translate: (error: unknown) => TelephonyError,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(timedOut(what, ANSWER_MS)), ANSWER_MS);
  });
  try {
    return await Promise.race([answer, late]);
  } catch (error) {
    throw error instanceof TelephonyError ? error : translate(error);
  } finally {
    clearTimeout(timer);
  }
}

/** Done once for the process, since ari-client and what it stands on keep their settings there. */
function disarm(): void {
  // Its requests go through the process's common agent, which keeps connections alive already.
  globalAgent.maxSockets = SOCKETS;
  // When Asterisk, starting or stopping, answers the description of ARI with an error, swagger-client throws after it has
  // told of the failure: out of an event handler, where it would end the process.
  const require = createRequire(createRequire(import.meta.url).resolve('ari-client'));
  const { SwaggerApi } = require('swagger-client') as {
    SwaggerApi: { prototype: { fail(this: { failure(message: string): void }, message: string): void } };
  };
  SwaggerApi.prototype.fail = function fail(message) {
    this.failure(message);
  };
  // It has made itself a global function of this name, with which it complains to the console about Asterisk's format.
  Object.assign(globalThis, { log: () => undefined });
}
