import {
  type ClientRequest,
  type IncomingMessage,
  type RequestOptions,
  request as requestHttp,
} from 'node:http';
import { request as requestHttps } from 'node:https';
import { urlToHttpOptions } from 'node:url';
import type { TelephonyError } from '../../engine/ports.ts';
import { timedOut } from '../errors.ts';
import { asteriskReason, notReached, refusal } from './errors.ts';

/** How long Asterisk may take to answer a request. */
export const ANSWER_MS = 5_000;

/** What a second request does no harm to where the first was carried out, beside all that only reads, or ends something. A prompt would be
 * heard twice, a phone be rung twice, a leg that enters once more lose its music. */
const HARMLESS_TWICE: ReadonlySet<string> = new Set([
  ...['applications.filter', 'asterisk.setGlobalVar', 'bridges.createWithId', 'bridges.removeChannel'],
  ...['channels.answer', 'channels.setChannelVar'],
]);

/** The operations of ARI that the product uses, by their names in Asterisk's own description of ARI. */
export interface AriOperations {
  readonly applications: 'filter' | 'get';
  readonly asterisk: 'getGlobalVar' | 'listModules' | 'reloadModule' | 'setGlobalVar';
  readonly bridges:
    | 'addChannel'
    | 'createWithId'
    | 'destroy'
    | 'get'
    | 'list'
    | 'playWithId'
    | 'removeChannel';
  readonly channels:
    | 'answer'
    | 'getChannelVar'
    | 'hangup'
    | 'list'
    | 'originate'
    | 'playWithId'
    | 'record'
    | 'setChannelVar'
    | 'snoopChannelWithId'
    | 'transfer_progress';
  readonly playbacks: 'get' | 'stop';
}

/** One operation, as Asterisk describes it. */
interface DescribedOperation {
  readonly method: string;
  /** With a `{name}` for each parameter in it. */
  readonly path: string;
  /** What the answer holds; null for nothing. */
  readonly type: string | null;
  readonly parameters: readonly { readonly name: string; readonly paramType: string }[];
}

/** Asterisk's own description of ARI, by resource. */
export type AriDescription = Readonly<
  Record<string, { readonly basePath: string; readonly operations: Record<string, DescribedOperation> }>
>;

type Parameters = Readonly<Record<string, unknown>>;

/** An operation, ready to be sent. */
interface Operation {
  /** Where to, and how. */
  readonly to: RequestOptions & { readonly host: string };
  /** Whether its answer holds anything. */
  readonly answers: boolean;
  readonly harmlessTwice: boolean;
  pathOf(given: Parameters): string;
  bodyOf(given: Parameters): string | undefined;
}

type Result = { readonly answer: unknown } | { readonly refused: string } | { readonly notReached: Error };

/** Sends requests to ARI over connections that stay open. The old libraries of ari-client take more than twice the time for each. */
export class AriRequests {
  readonly #description: AriDescription;
  readonly #authorization: string;
  readonly #operations = new Map<string, Operation>();
  /** Ends each request that is under way. */
  readonly #pending = new Set<(error: TelephonyError) => void>();

  constructor(description: AriDescription, { user, password }: { user: string; password: string }) {
    this.#description = description;
    this.#authorization = basicAuthorization(user, password);
  }

  /** Requests one operation. Resolves with what Asterisk's answer holds. Rejects with TelephonyError: TIMED_OUT where it is unknown
   * whether Asterisk has done it, UNREACHABLE where the request was never sent. */
  async request<R extends keyof AriOperations>(
    resource: R,
    name: AriOperations[R],
    given: Parameters,
  ): Promise<unknown> {
    const what = `${resource}.${name}`;
    const operation = this.#operation(resource, name);
    return new Promise((resolve, reject) => {
      const end = this.#send(operation, given, (result) => {
        over();
        if ('refused' in result) reject(refusal(what, result.refused));
        else if ('notReached' in result) reject(notReached(what, result.notReached));
        else resolve(result.answer);
      });
      const fail = (error: TelephonyError) => {
        over();
        end();
        reject(error);
      };
      const limit = setTimeout(() => fail(timedOut(what, ANSWER_MS)), ANSWER_MS);
      const over = () => {
        clearTimeout(limit);
        this.#pending.delete(fail);
      };
      this.#pending.add(fail);
    });
  }

  /** Ends all requests that are under way. */
  failAll(error: TelephonyError): void {
    for (const fail of this.#pending) fail(error);
  }

  /** Returns what ends the request. A connection that fails tells nothing once the request has been sent: Asterisk may have it, and be
   * at it. The time limit ends the wait for the answer then, too. But where the connection was one of before, Asterisk has most likely
   * closed it meanwhile: the request is sent once more over a new one, where that does no harm. */
  #send(operation: Operation, given: Parameters, answered: (result: Result) => void): () => void {
    let isOver = false;
    const once = (result: Result) => {
      if (isOver) return;
      isOver = true;
      answered(result);
    };
    let sent = this.#sendOver({}, operation, given, once);
    sent.once('error', () => {
      if (isOver || !sent.reusedSocket || !operation.harmlessTwice) return;
      sent = this.#sendOver({ agent: false }, operation, given, once);
    });
    return () => {
      isOver = true;
      sent.destroy();
    };
  }

  #sendOver(
    over: Pick<RequestOptions, 'agent'>,
    operation: Operation,
    given: Parameters,
    answered: (result: Result) => void,
  ): ClientRequest {
    const { to, answers } = operation;
    const body = operation.bodyOf(given);
    // as a list Node takes them as they are, which costs less
    const length = body === undefined ? 0 : Buffer.byteLength(body);
    const headers = ['host', to.host, 'authorization', this.#authorization, 'content-length', String(length)];
    if (body !== undefined) headers.push('content-type', 'application/json');
    const isSecure = to.protocol === 'https:';
    const send = isSecure ? requestHttps : requestHttp;
    const sent = send({ ...to, ...over, path: operation.pathOf(given), headers }, (response) => {
      collect(response, (text) => answered(resultOf(response.statusCode ?? 0, text, answers)));
    });
    let isConnected = false;
    sent.once('socket', (socket) => {
      if (!socket.connecting) isConnected = true;
      else
        socket.once(isSecure ? 'secureConnect' : 'connect', () => {
          isConnected = true;
        });
    });
    sent.on('error', (error) => {
      if (!isConnected) answered({ notReached: error });
    });
    sent.end(body);
    return sent;
  }

  #operation(resource: string, name: string): Operation {
    const key = `${resource}.${name}`;
    const known = this.#operations.get(key);
    if (known !== undefined) return known;
    const described = this.#description[resource]?.operations[name];
    if (described === undefined) throw refusal(key, 'its description of ARI has no such operation');
    const made = prepared(this.#description[resource]?.basePath ?? '', described, HARMLESS_TWICE.has(key));
    this.#operations.set(key, made);
    return made;
  }
}

/** The header of HTTP's basic authentication. */
export function basicAuthorization(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

function prepared(
  basePath: string,
  { method, path, type, parameters }: DescribedOperation,
  harmlessTwice: boolean,
): Operation {
  const base = new URL(basePath);
  const { protocol, hostname, port } = urlToHttpOptions(base);
  const namesOf = (kind: string) =>
    parameters.filter((one) => one.paramType === kind).map(({ name }) => name);
  const inPath = namesOf('path');
  const inQuery = namesOf('query');
  const [inBody] = namesOf('body');
  return {
    to: { protocol, hostname, host: base.host, port, method: method.toUpperCase() },
    answers: type !== null,
    harmlessTwice: harmlessTwice || method.toUpperCase() !== 'POST',
    pathOf: (given) => {
      const whole = inPath.reduce(
        (to, name) => to.replace(`{${name}}`, encoded(given[name])),
        `${base.pathname}${path}`,
      );
      const query = inQuery.filter((name) => given[name] !== undefined);
      if (query.length === 0) return whole;
      return `${whole}?${query.map((name) => `${name}=${encoded(given[name])}`).join('&')}`;
    },
    bodyOf: (given) => {
      const body = inBody === undefined ? undefined : given[inBody];
      if (body === undefined) return undefined;
      return JSON.stringify(inBody === 'variables' ? { variables: body } : body);
    },
  };
}

function encoded(value: unknown): string {
  return encodeURIComponent(String(value));
}

/** The whole text of an answer. Nothing comes of one that breaks off. */
function collect(response: IncomingMessage, whole: (text: string) => void): void {
  const parts: Buffer[] = [];
  response.on('data', (part: Buffer) => parts.push(part));
  response.on('end', () => whole(Buffer.concat(parts).toString('utf8')));
  // an answer that breaks off: the time limit ends the wait
  response.on('error', () => undefined);
}

function resultOf(status: number, text: string, answers: boolean): Result {
  if (status >= 400) return { refused: asteriskReason(text) };
  if (!answers || text === '') return { answer: undefined };
  try {
    return { answer: JSON.parse(text) };
  } catch (error) {
    return { refused: `the answer cannot be read: ${error}` };
  }
}
