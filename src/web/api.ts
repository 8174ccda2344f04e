import type { IncomingMessage, ServerResponse } from 'node:http';
import fastify, { type FastifyInstance } from 'fastify';
import type { Log } from '../engine/ports.ts';
import { plainJson } from '../util/plain-text.ts';
import { agentRoutes } from './agents.ts';
import type { RoleTokens } from './auth.ts';
import { callbackRoutes } from './callbacks/routes.ts';
import { callRoutes } from './calls.ts';
import { closureRoutes } from './closures.ts';
import { type ConsoleOptions, serveConsole } from './console.ts';
import { customerHistoryRoute } from './customer-history.ts';
import { customerRoutes } from './customers.ts';
import { doNotCallRoutes } from './do-not-call.ts';
import { eventsRoute } from './events.ts';
import { apiFaultOf, BODY_LIMIT, sendFault } from './faults.ts';
import { healthRoute } from './health.ts';
import { liveRoute } from './live.ts';
import { meRoute } from './me.ts';
import { metricsRoute } from './metrics.ts';
import { NumberTries } from './number-tries.ts';
import { openApiOf } from './openapi.ts';
import { isLoopback } from './origin.ts';
import { outageRoutes } from './outages.ts';
import type { ApiPorts } from './ports.ts';
import { ApiError } from './problem.ts';
import { programmeRoutes } from './programmes.ts';
import type { Route } from './route.ts';
import { serveRoute } from './serve-route.ts';
import { sessionRoutes } from './session-routes.ts';
import { Sessions } from './sessions.ts';
import { TlsDoor, type TlsOptions } from './tls-door.ts';
import { WrongTokens } from './wrong-tokens.ts';

const ADDRESS_CURE =
  'GET /v1/openapi.json has the addresses; what stands in one is encoded, and not over 100 letters.';
/** A client that takes longer to send a request has stalled. */
const REQUEST_MS = 10_000;

export interface ApiOptions {
  /** On loopback. 0: any that is free. */
  readonly port: number;
  /** The bearer token of each role. */
  readonly tokens: RoleTokens;
  readonly ports: ApiPorts;
  readonly log: Log;
  /** For other machines; null: only this one is answered. */
  readonly tls?: TlsOptions | null | undefined;
  readonly console: ConsoleOptions;
  /** Monotonic ms; the process's own where none is given. */
  readonly monotonic?: () => number;
}

export interface Api {
  /** Returns the port. Rejects with ApiError API_PORT_UNUSABLE. */
  start(): Promise<number>;
  /** The port for other machines, while it is open. */
  tlsPort(): number | null;
  /** Answers what has been asked, and no more. */
  stop(): Promise<void>;
}

/** Every route, in the order of the document. More parts of the API are added here. */
function routesOf(ports: ApiPorts, session: readonly Route[], tries: NumberTries): Route[] {
  return [
    healthRoute(ports),
    metricsRoute(ports),
    meRoute(ports),
    ...session,
    liveRoute(ports),
    ...agentRoutes(ports),
    ...callRoutes(ports, tries),
    ...callbackRoutes(ports, tries),
    eventsRoute(ports),
    ...outageRoutes(ports),
    ...closureRoutes(ports),
    customerHistoryRoute(ports, tries),
    ...customerRoutes(ports),
    ...doNotCallRoutes(ports),
    ...programmeRoutes(ports, tries),
  ];
}

/** The HTTP API of the running engine, on loopback: JSON, bearer tokens or sessions, faults as {code, cause, cure}; and the console,
 * which is made of it. */
export function createApi(options: ApiOptions): Api {
  const { tokens, ports, log, tls, port } = options;
  const { monotonic = () => performance.now(), console: pages } = options;
  const hosts = () => pages.rules().hosts;
  const server = serverOf(hosts);
  const sessions = new Sessions(() => {
    const { idleMinutes, sessionHours } = pages.rules();
    return { idleMs: idleMinutes * 60_000, longestMs: sessionHours * 3_600_000 };
  }, monotonic);
  const routes = routesOf(
    ports,
    sessionRoutes({ ports, sessions, log, monotonic }),
    new NumberTries(log, monotonic),
  );
  const stopping = new AbortController();
  const wrongTokens = new WrongTokens(log, monotonic);
  for (const one of routes)
    serveRoute(server, one, { tokens, ports, wrongTokens, sessions, hosts, stopping: stopping.signal });
  const document = openApiOf(routes);
  server.get('/v1/openapi.json', async () => document);
  serveConsole(server, pages);
  server.setErrorHandler(async (error, request, reply) => {
    const fault = apiFaultOf(error);
    if (fault.status >= 500) log.error('a request could not be answered', { url: request.url, error });
    return sendFault(reply, fault);
  });
  return doors(server, { port, tls, log, stopping });
}

/** `hosts`: where there are names, a web server of this machine stands before the API, and says for whom it asks. */
function serverOf(hosts: () => readonly string[]): FastifyInstance {
  const server = fastify({
    ...{ bodyLimit: BODY_LIMIT, requestTimeout: REQUEST_MS, forceCloseConnections: true },
    trustProxy: (address) => hosts().length > 0 && isLoopback(address),
    // an address that is none never comes to a route
    frameworkErrors: (_error, _request, reply) => {
      void sendFault(reply, new ApiError('API_BAD_REQUEST', 400, 'the address cannot be read', ADDRESS_CURE));
    },
  });
  server.removeContentTypeParser('text/plain');
  server.setReplySerializer((answer) => plainJson(JSON.stringify(answer)));
  server.setNotFoundHandler((request) => {
    const cause = `there is no ${request.method} ${request.url.split('?')[0]}`;
    throw new ApiError('API_NOT_FOUND', 404, cause, 'See GET /v1/openapi.json for all paths.');
  });
  return server;
}

/** Where the API listens: on loopback, and by TLS where other machines are answered. */
function doors(
  server: FastifyInstance,
  of: Pick<ApiOptions, 'port' | 'tls' | 'log'> & { readonly stopping: AbortController },
): Api {
  const handle = (request: IncomingMessage, response: ServerResponse) => server.routing(request, response);
  const network = of.tls ? new TlsDoor(of.tls, REQUEST_MS, handle, of.log) : null;
  const start = async () => {
    const port = await listen(server, of.port);
    await network?.start();
    return port;
  };
  const stop = async () => {
    of.stopping.abort();
    await network?.stop();
    await server.close();
  };
  return { start, stop, tlsPort: () => network?.port ?? null };
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
