import { globalAgent } from 'node:http';
import { createRequire } from 'node:module';
import ari, { type Client } from 'ari-client';
import { TelephonyError } from '../../engine/ports.ts';
import { reasonOf } from '../../util/errors.ts';
import { withTimeout } from '../../util/timeout.ts';
import { linkDown, timedOut } from '../errors.ts';
import { asteriskReason, badCredentials, unreachable } from './errors.ts';
import { ANSWER_MS, type AriOperations, AriRequests, basicAuthorization } from './requests.ts';
import { failUnreadableAnswers, type SwaggerHttpClient } from './unreadable-answers.ts';

// Only this file imports ari-client, for Asterisk's description of ARI and for the events, and it works around its faults:
// ari-client gives up reconnecting after ten attempts, throws where nobody can catch, and puts its password into the URL.

/** Address and credentials of Asterisk's ARI. */
export interface AriAddress {
  /** `http://127.0.0.1:8088` */
  readonly url: string;
  readonly user: string;
  readonly password: string;
  readonly app: string;
}

/** What a connection reports. `closed` comes once, and nothing after it. */
export interface ConnectionEvents {
  message(text: string): void;
  closed(cause: string): void;
}

const PING_MS = 2_000;
/** After this many pings without an answer Asterisk counts as frozen or out of reach. */
const LOST_PINGS = 3;
/** Asterisk serves a limited number of HTTP sessions and leaves further requests unanswered. */
const SOCKETS = 16;

disarm();

/** One connection: requests, and the socket that brings events. Once lost it is not used again. */
export class AriConnection {
  #over: string | undefined;
  #unanswered = 0;
  readonly #client: Client;
  readonly #events: ConnectionEvents;
  readonly #requests: AriRequests;
  readonly #pings: NodeJS.Timeout;

  private constructor(client: Client, address: AriAddress, events: ConnectionEvents) {
    this.#client = client;
    this.#requests = new AriRequests(client._swagger.apis, address);
    this.#events = events;
    this.#pings = setInterval(() => this.#ping(), PING_MS);
    const socket = client._ws;
    // ari-client's own reader throws on types of events that it does not know
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
    const client = await answerTo('the description of ARI', ari.connect(url, user, password), (error) =>
      unreachable(url, asteriskReason(error)),
    );
    // ari-client reads here whether it was closed on purpose. Always "yes" stops it from opening sockets by itself when this
    // one is lost: they would take the application away from the next connection.
    Object.defineProperty(client, '_wsClosed', { get: () => true, set: () => undefined });
    const opened = client.start(app);
    const { _ws: socket } = client;
    const failed = new Promise<never>((_, reject) => {
      socket.on('error', reject);
      socket.on('close', (code) => reject(new Error(`the socket was closed (${code})`)));
    });
    try {
      await answerTo('the opening of the socket', Promise.race([opened, failed]), (error) =>
        unreachable(url, asteriskReason(error)),
      );
    } catch (error) {
      socket.terminate();
      throw error;
    }
    return new AriConnection(client, address, events);
  }

  /** Requests one operation of ARI. Rejects with TelephonyError; never hangs. */
  async request<R extends keyof AriOperations>(
    resource: R,
    operation: AriOperations[R],
    parameters: Readonly<Record<string, unknown>>,
  ): Promise<unknown> {
    if (this.#over !== undefined) throw linkDown('ARI', this.#over);
    return this.#requests.request(resource, operation, parameters);
  }

  /** Ends the connection and reports `cause`. */
  end(cause: string): void {
    if (this.#over !== undefined) return;
    this.#over = cause;
    clearInterval(this.#pings);
    this.#client._ws.terminate();
    this.#requests.failAll(linkDown('ARI', cause));
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

/** Finds a wrong password or an absent server: ari-client would throw an exception that nobody can catch. */
async function probe({ url, user, password }: AriAddress): Promise<void> {
  const authorization = basicAuthorization(user, password);
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

/** The answer of Asterisk, in time; an error of ari-client becomes what `translate` makes of it. */
async function answerTo<T>(
  what: string,
  answer: PromiseLike<T>,
  translate: (error: unknown) => TelephonyError,
): Promise<T> {
  try {
    return await withTimeout(answer, ANSWER_MS, () => timedOut(what, ANSWER_MS));
  } catch (error) {
    throw error instanceof TelephonyError ? error : translate(error);
  }
}

/** Runs once: ari-client and its libraries keep their settings in the process. */
function disarm(): void {
  // requests go through the process's common agent, which keeps connections alive
  globalAgent.maxSockets = SOCKETS;
  // When a starting or stopping Asterisk answers the description of ARI with an error, swagger-client reports the failure and
  // then throws from an event handler, which would end the process.
  const require = createRequire(createRequire(import.meta.url).resolve('ari-client'));
  const { SwaggerApi, ShredHttpClient } = require('swagger-client') as {
    SwaggerApi: { prototype: { fail(this: { failure(message: string): void }, message: string): void } };
    ShredHttpClient: SwaggerHttpClient;
  };
  SwaggerApi.prototype.fail = function fail(message) {
    this.failure(message);
  };
  failUnreadableAnswers(ShredHttpClient);
  // swagger-client defines this global function and uses it to print complaints about Asterisk's format
  Object.assign(globalThis, { log: () => undefined });
}
