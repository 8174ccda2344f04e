import type { z } from 'zod';
import type { ApiRole } from '../engine/access.ts';

/** Who asks. */
export interface Principal {
  readonly role: ApiRole;
  /** The name of whoever has the token; the role, where a token is everybody's who has that role. */
  readonly who: string;
  /** The token or session is one person's, or one program's. */
  readonly own: boolean;
  /** When the session ends if nothing more is asked, UTC ms; null: it is a token. */
  readonly endsAt: number | null;
}

/** How a request came, for the routes that begin and end sessions. */
interface Arrival {
  readonly address: string;
  /** By TLS, as far as the browser is concerned. */
  readonly secure: boolean;
  /** The id in its cookie, whether or not it is a session's. */
  readonly session: string | null;
  /** The session's cookie: its value, and what a browser has to know of it. */
  setCookie(value: string): void;
}

/** One request, checked. */
export interface RouteRequest<Params, Query, Body, Headers> extends Principal {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly headers: Headers;
  readonly arrival: Arrival;
  /** The client has gone, or the API stops: an answer without an end has to end. */
  readonly aborted: AbortSignal;
  /** Who asks by now: an answer without an end asks again. Rejects with ApiError where the token or session opens this no more. */
  revalidate(): Promise<Principal>;
}

/** A list in a request that is too long to be looked at all at once. */
export interface LongList {
  readonly field: string;
  readonly most: number;
}

/** What a route answers: JSON, or where `type` says so a text that is sent as it is made. */
interface Answer<Schema extends z.ZodType> {
  readonly status: number;
  readonly schema: Schema;
  readonly means: string;
  readonly type?: 'text/csv' | 'text/event-stream' | 'text/plain';
}

/** One row of the API: how it is reached, what it takes and gives. The same for the server and for the OpenAPI document. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** As OpenAPI writes it: `/v1/outages/{id}`. */
  readonly path: string;
  readonly summary: string;
  /** Whose it is, and theirs who may more; null: see `open`. */
  readonly role: ApiRole | null;
  /** Who has to say nothing: anybody; programs of this machine; the console's page, which asks people for name and password. */
  readonly open?: 'everywhere' | 'machine' | 'page';
  readonly params: z.ZodType | null;
  readonly query: z.ZodType | null;
  readonly body: z.ZodType | null;
  /** Bytes, where more than usual may be sent. */
  readonly bodyLimit?: number;
  /** The field of the body that may be a list of thousands, and the most that it takes. */
  readonly longList?: LongList;
  readonly headers: z.ZodType | null;
  readonly answer: Answer<z.ZodType>;
  handle(asked: RouteRequest<unknown, unknown, unknown, unknown>): Promise<unknown>;
}

/** What a part of the API says of one route; what it does not say, the route does not take. */
interface RouteWords<
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  H extends z.ZodType,
  A extends z.ZodType,
> {
  readonly method: Route['method'];
  readonly path: string;
  readonly summary: string;
  readonly role: ApiRole | null;
  readonly open?: NonNullable<Route['open']>;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  readonly bodyLimit?: number;
  readonly longList?: LongList;
  /** By their names in small letters; other headers are let through. */
  readonly headers?: H;
  readonly answer: Answer<A>;
  handle(
    asked: RouteRequest<z.output<P>, z.output<Q>, z.output<B>, z.output<H>>,
  ): Promise<z.input<A> | AsyncIterable<string>>;
}

/** Makes a row of the table; the handler gets what the schemas have let through. */
export function route<
  P extends z.ZodType = z.ZodUndefined,
  Q extends z.ZodType = z.ZodUndefined,
  B extends z.ZodType = z.ZodUndefined,
  H extends z.ZodType = z.ZodUndefined,
  A extends z.ZodType = z.ZodType,
>(words: RouteWords<P, Q, B, H, A>): Route {
  const { params = null, query = null, body = null, headers = null } = words;
  return {
    ...words,
    params,
    query,
    body,
    headers,
    handle: (asked) =>
      words.handle(asked as RouteRequest<z.output<P>, z.output<Q>, z.output<B>, z.output<H>>),
  };
}
