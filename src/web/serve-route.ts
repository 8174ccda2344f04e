import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ANYBODY } from './auth.ts';
import type { Principal, Route } from './route.ts';
import { goneOf, sendText } from './stream.ts';
import { validate, validateList } from './validate.ts';
import { type Authentication, clientAddress, cookieName, sessionIn, whoAsks } from './who-asks.ts';

/** What a request is worked on with. */
export interface Serving extends Authentication {
  /** The API stops. */
  readonly stopping: AbortSignal;
}

async function bodyOf({ body, longList }: Route, given: unknown): Promise<unknown> {
  return body && longList ? validateList(body, given, longList) : validate(body, given);
}

const NOTHING = z.strictObject({});

/** Makes the server answer a row of the table. */
export function serveRoute(server: FastifyInstance, one: Route, serving: Serving): void {
  const askers = new WeakMap<FastifyRequest, Principal>();
  server.route({
    method: one.method,
    ...(one.bodyLimit === undefined ? {} : { bodyLimit: one.bodyLimit }),
    url: one.path.replace(/\{(\w+)\}/g, ':$1'),
    // before the body is read: nobody else makes the engine take in megabytes
    onRequest: async (request, reply) => {
      reply.header('cache-control', 'no-store').header('x-content-type-options', 'nosniff');
      askers.set(request, await whoAsks(one, request, serving, true));
    },
    handler: async (request, reply) => {
      const gone = AbortSignal.any([serving.stopping, goneOf(reply)]);
      const asker = askers.get(request) ?? ANYBODY;
      const params = validate(one.params, request.params);
      const query = validate(one.query ?? NOTHING, request.query);
      const body = await bodyOf(one, request.body);
      const headers = validate(one.headers, request.headers);
      const answer = await one.handle({
        ...asker,
        params,
        query,
        body,
        headers,
        arrival: arrivalOf(request, reply),
        aborted: gone,
        revalidate: () => whoAsks(one, request, serving, false),
      });
      reply.code(one.answer.status);
      return one.answer.type ? sendText(reply, one.answer.type, answer as AsyncIterable<string>) : answer;
    },
  });
}

function arrivalOf(request: FastifyRequest, reply: FastifyReply) {
  return {
    address: clientAddress(request),
    secure: request.protocol === 'https',
    session: sessionIn(request),
    setCookie: (value: string) => void reply.header('set-cookie', `${cookieName(request)}=${value}`),
  };
}
