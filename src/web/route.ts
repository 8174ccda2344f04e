import type { z } from 'zod';

/** Who may do it: a supervisor's token opens what is a supervisor's, an admin's opens everything. */
export type ApiRole = 'supervisor' | 'admin';

/** One request, checked. */
export interface Asked<Params, Query, Body> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly role: ApiRole;
}

/** One row of the API: how it is reached, what it takes and gives. The same for the server and for the OpenAPI document. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** As OpenAPI writes it: `/v1/outages/{id}`. */
  readonly path: string;
  readonly summary: string;
  /** Null: nobody has to say who asks. */
  readonly role: ApiRole | null;
  readonly params: z.ZodType | null;
  readonly query: z.ZodType | null;
  readonly body: z.ZodType | null;
  readonly answer: { readonly status: number; readonly schema: z.ZodType; readonly means: string };
  handle(asked: Asked<unknown, unknown, unknown>): Promise<unknown>;
}

/** What a part of the API says of one route; what it does not say, the route does not take. */
interface RouteWords<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType> {
  readonly method: Route['method'];
  readonly path: string;
  readonly summary: string;
  readonly role: ApiRole | null;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  readonly answer: { readonly status: number; readonly schema: A; readonly means: string };
  handle(asked: Asked<z.output<P>, z.output<Q>, z.output<B>>): Promise<z.input<A>>;
}

/** Makes a row of the table; the handler gets what the schemas have let through. */
export function route<
  P extends z.ZodType = z.ZodUndefined,
  Q extends z.ZodType = z.ZodUndefined,
  B extends z.ZodType = z.ZodUndefined,
  A extends z.ZodType = z.ZodType,
>(words: RouteWords<P, Q, B, A>): Route {
  const { params = null, query = null, body = null } = words;
  return {
    ...words,
    params,
    query,
    body,
    handle: (asked) => words.handle(asked as Asked<z.output<P>, z.output<Q>, z.output<B>>),
  };
}
