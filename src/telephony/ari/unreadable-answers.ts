/** What swagger-client does with an answer; `error` with one that says that the request failed. */
type Handler = (answer: { readonly data?: unknown }) => unknown;
type Handlers = Readonly<Record<string, Handler>>;

interface SentRequest {
  on: Handlers;
}

/** The HTTP client of swagger-client. */
export interface SwaggerHttpClient {
  readonly prototype: { execute(this: unknown, request: SentRequest): unknown };
}

/** Lets the loading of ARI's description fail where an answer cannot be read: swagger-client parses answers in event handlers, and what
 * it throws there would end the process. */
export function failUnreadableAnswers(client: SwaggerHttpClient): void {
  const { execute } = client.prototype;
  client.prototype.execute = function failing(request) {
    const failed = request.on.error ?? (() => undefined);
    let handlers = guarded(request.on, failed);
    // the client puts handlers of its own in their place, which parse before they call these
    Object.defineProperty(request, 'on', {
      ...{ configurable: true, enumerable: true },
      get: () => handlers,
      set: (own: Handlers) => {
        handlers = guarded(own, failed);
      },
    });
    return execute.call(this, request);
  };
}

function guarded(handlers: Handlers, failed: Handler): Handlers {
  return Object.fromEntries(
    Object.entries(handlers).map(([event, handle]) => [event, (answer) => attempt(handle, failed, answer)]),
  );
}

function attempt(handle: Handler, failed: Handler, answer: Parameters<Handler>[0]): unknown {
  try {
    return handle(answer);
  } catch (error) {
    return failed({ data: `the answer cannot be read: ${error}` });
  }
}
