import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { z } from 'zod';
import { NotKept } from '../engine/commands.ts';
import type { Log } from '../engine/ports.ts';
import { plainJson } from '../util/plain-text.ts';
import { ANYBODY, authenticate, type RoleTokens } from './auth.ts';
import { callbackRoutes } from './callbacks/routes.ts';
import { customerRoutes } from './customers.ts';
import { doNotCallRoutes } from './do-not-call.ts';
import { eventsRoute } from './events.ts';
import { healthRoute } from './health.ts';
import { meRoute } from './me.ts';
import { metricsRoute } from './metrics.ts';
import { openApiOf } from './openapi.ts';
import { outageRoutes } from './outages.ts';
import type { ApiPorts } from './ports.ts';
import { ApiError } from './problem.ts';
import { programmeRoutes } from './programmes.ts';
import type { Principal, Route } from './route.ts';
import { goneOf, sendText } from './stream.ts';
import { validate } from './validate.ts';
import { WrongTokens } from './wrong-tokens.ts';

/** No request of ours is near it. */
const BODY_LIMIT = 16_384;
/** A client that takes longer to send a request has stalled. */
const REQUEST_MS = 10_000;

export interface ApiOptions {
  /** On loopback. 0: any that is free. */
  readonly port: number;
  /** The bearer token of each role. */
  readonly tokens: RoleTokens;
  readonly ports: ApiPorts;
  readonly log: Log;
}

export interface Api {
  /** Returns the port. Rejects with ApiError API_PORT_UNUSABLE. */
  start(): Promise<number>;
  /** Answers what has been asked, and no more. */
  stop(): Promise<void>;
}

/** Every route, in the order of the document. More parts of the API are added here. */
function routesOf(ports: ApiPorts): Route[] {
  return [
    healthRoute(ports),
    metricsRoute(ports),
    meRoute(ports),
    ...callbackRoutes(ports),
    eventsRoute(ports),
    ...outageRoutes(ports),
    ...customerRoutes(ports),
    ...doNotCallRoutes(ports),
    ...programmeRoutes(ports),
  ];
}

/** The HTTP API of the running engine, on loopback: JSON, bearer tokens, faults as {code, cause, cure}. */
export function createApi({ port, tokens, ports, log }: ApiOptions): Api {
  const server = fastify({
    ...{ bodyLimit: BODY_LIMIT, requestTimeout: REQUEST_MS, forceCloseConnections: true },
    // an address that is none never comes to a route
    frameworkErrors: (_error, _request, reply) => {
      void sendFault(reply, new ApiError('API_BAD_REQUEST', 400, 'the address cannot be read', ADDRESS_CURE));
    },
  });
  server.removeContentTypeParser('text/plain');
  server.setReplySerializer((answer) => plainJson(JSON.stringify(answer)));
  const routes = routesOf(ports);
  const stopping = new AbortController();
  const wrongTokens = new WrongTokens(log, () => performance.now());
  for (const one of routes)
    serve(server, one, { tokens, apiStore: ports.apiStore, wrongTokens, stopping: stopping.signal });
  const document = openApiOf(routes);
  server.get('/v1/openapi.json', async () => document);
  server.setNotFoundHandler((request) => {
    const cause = `there is no ${request.method} ${request.url.split('?')[0]}`;
    throw new ApiError('API_NOT_FOUND', 404, cause, 'See GET /v1/openapi.json for all paths.');
  });
  server.setErrorHandler(async (error, request, reply) => {
    const fault = faultOf(error);
    if (fault.status >= 500) log.error('a request could not be answered', { url: request.url, error });
    return sendFault(reply, fault);
  });
  const stop = async () => {
    stopping.abort();
    await server.close();
  };
  return { start: () => listen(server, port), stop };
}

const ADDRESS_CURE =
  'GET /v1/openapi.json has the addresses; what stands in one is encoded, and not over 100 letters.';

function sendFault(
  reply: FastifyReply,
  { status, code, message: cause, cure, present }: ApiError,
): FastifyReply {
  return reply.code(status).send({ code, cause, cure, ...(present ? { present } : {}) });
}

async function listen(server: FastifyInstance, port: number): Promise<number> {
  try {
    return Number(new URL(await server.listen({ host: '127.0.0.1', port })).port);
  } catch (error) {
    const cause = `the API's port TCP 127.0.0.1:${port} cannot be used`;
    const cure = 'Stop the program that has it (ss -lntp shows it), or choose other ports with --port-base.';
    throw new ApiError('API_PORT_UNUSABLE', 500, cause, cure, { cause: error });
  }
}

/** What a request is worked on with. */
interface Serving {
  readonly tokens: RoleTokens;
  readonly apiStore: ApiPorts['apiStore'];
  readonly wrongTokens: WrongTokens;
  /** The API stops. */
  readonly stopping: AbortSignal;
}

function serve(server: FastifyInstance, one: Route, serving: Serving): void {
  server.route({
    method: one.method,
    ...(one.bodyLimit === undefined ? {} : { bodyLimit: one.bodyLimit }),
    url: one.path.replace(/\{(\w+)\}/g, ':$1'),
    handler: async (request, reply) => {
      const gone = AbortSignal.any([serving.stopping, goneOf(reply)]);
      const ask = () => whoAsks(one, request, serving);
      const asker = await ask();
      const params = validate(one.params, request.params);
      const query = validate(one.query ?? NOTHING, request.query);
      const body = validate(one.body, request.body);
      const headers = validate(one.headers, request.headers);
      const answer = await one.handle({
        ...asker,
        params,
        query,
        body,
        headers,
        aborted: gone,
        revalidate: ask,
      });
      reply.code(one.answer.status);
      return one.answer.type ? sendText(reply, one.answer.type, answer as AsyncIterable<string>) : answer;
    },
  });
}

const NOTHING = z.strictObject({});

async function whoAsks(
  { role }: Route,
  { headers, ip }: FastifyRequest,
  { tokens, apiStore, wrongTokens }: Serving,
): Promise<Principal> {
  if (role === null) return ANYBODY;
  try {
    return await authenticate(headers.authorization, role, tokens, apiStore);
  } catch (error) {
    if (error instanceof ApiError && error.code === 'API_UNAUTHORIZED') await wrongTokens.wait(ip);
    throw error;
  }
}

/** What a fault means to the client: our own as they are, those of reading a request by what they are, others as a fault of
 * the program, of which the client learns no more. */
function faultOf(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  if (status === 413) {
    return new ApiError(
      'API_TOO_LARGE',
      413,
      'the request is too large',
      `Send at most ${BODY_LIMIT} bytes; of a list of customers, a part.`,
    );
  }
  if (status === 415) {
    const cure = 'Send the header Content-Type: application/json, and JSON.';
    return new ApiError('API_NOT_JSON', 415, 'the request is not JSON', cure);
  }
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return new ApiError('API_BAD_REQUEST', 400, 'the request cannot be read', 'Send well-formed JSON.');
  }
  if (error instanceof NotKept) {
    return new ApiError(
      'API_NOT_KEPT',
      503,
      error.message,
      'Look at the engine’s log. Check whether the change took effect, then try again.',
    );
  }
  return new ApiError('API_FAULT', 500, 'an internal error', 'Report it with the text in the engine’s log.');
}
