import type { FastifyReply } from 'fastify';
import { NotKept } from '../engine/commands.ts';
import { ApiError } from './problem.ts';

/** No request of ours is near it, bytes. */
export const BODY_LIMIT = 16_384;

/** Answers with a fault, as every client gets it. */
export function sendFault(
  reply: FastifyReply,
  { status, code, message: cause, cure, present, retryAfter }: ApiError,
): FastifyReply {
  if (retryAfter !== undefined) reply.header('retry-after', String(retryAfter));
  return reply.code(status).send({ code, cause, cure, ...(present ? { present } : {}) });
}

/** What a fault means to the client: our own as they are, those of reading a request by what they are, others as a fault of
 * the program, of which the client learns no more. */
export function apiFaultOf(error: unknown): ApiError {
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
  if (isTooLong(error)) return new ApiError('API_TOO_LONG', 503, error.message, error.cure);
  return new ApiError('API_FAULT', 500, 'an internal error', 'Report it with the text in the engine’s log.');
}

/** The store has the error, and this module knows no store. */
function isTooLong(error: unknown): error is Error & { readonly cure: string } {
  return error instanceof Error && 'code' in error && error.code === 'STORE_READ_TOO_LONG' && 'cure' in error;
}
