import { z } from 'zod';
import type { GivenAnswer } from '../engine/access.ts';
import { NotKept } from '../engine/commands.ts';
import { digestOf } from './auth.ts';
import type { ApiPorts } from './ports.ts';
import { ApiError } from './problem.ts';
import type { Principal } from './route.ts';

const DAY_MS = 86_400_000;

/** The header by which a request that may have been lost is sent again, and does what it does once. */
export const onceHeader = z.object({
  'idempotency-key': z
    .string()
    .regex(/^[\x21-\x7e]{1,128}$/, 'is 1 to 128 letters, digits and signs, without spaces')
    .optional()
    .describe('made by the client for this request; sent again within a day, it gets the same answer'),
});

/** Requests of which nobody has been told yet what came of them, by asker and key. */
const underWay = new Map<string, Promise<unknown>>();

/** Makes of an answer what is kept in the same commit as what it tells of. */
export type Kept = (answer: unknown) => GivenAnswer;

/** Does it once for each asker and key, and gives whoever asks again what was answered then. `work` has what it is given kept
 * with what it does; null where the request has no key.
 * @throws ApiError IDEMPOTENCY_REUSED where that key was sent with another body */
export async function once<T>(
  { who }: Principal,
  key: string | undefined,
  body: unknown,
  ports: ApiPorts,
  work: (kept: Kept | null) => Promise<T>,
): Promise<T> {
  if (key === undefined) return work(null);
  const name = JSON.stringify([who, key]);
  // several at once: each waits for what comes of the one before it
  for (let before = underWay.get(name); before; before = underWay.get(name))
    await before.catch(() => undefined);
  const request = digestOf(JSON.stringify(body));
  const asked = answered<T>(ports, { who, key, request }, work);
  underWay.set(name, asked);
  try {
    return await asked;
  } finally {
    if (underWay.get(name) === asked) underWay.delete(name);
  }
}

async function answered<T>(
  { apiStore, pendingAnswer, now }: Pick<ApiPorts, 'apiStore' | 'pendingAnswer' | 'now'>,
  { who, key, request }: { readonly who: string; readonly key: string; readonly request: string },
  work: (kept: Kept) => Promise<T>,
): Promise<T> {
  // it was answered as not kept, and will be kept all the same: done again, it would be done twice
  const pending = pendingAnswer(who, key);
  if (pending && pending.request !== request) throw reused();
  if (pending) throw new NotKept('what was asked before with this key is not stored yet');
  const since = now() - DAY_MS;
  const kept = await apiStore.answer(who, key, since);
  if (kept === undefined) {
    return work((answer) => ({ who, key, request, answer: JSON.stringify(answer), at: now(), since }));
  }
  if (kept.request === request) return JSON.parse(kept.answer) as T;
  throw reused();
}

function reused(): ApiError {
  const cure = 'Make a new key for each request; repeat a key only with the same body.';
  return new ApiError('IDEMPOTENCY_REUSED', 409, 'this Idempotency-Key was used with another body', cure);
}
