import type { CallbackAnswer } from '../../web/callbacks/answer.ts';
import { signedInAgain } from './session-gate.ts';

/** What the API has refused. */
export class ApiRefusal extends Error {
  override readonly name = 'ApiRefusal';
  /** The HTTP status; 0: there was no answer. */
  readonly status: number;
  readonly code: string;
  readonly cure: string;
  /** The callback as it is now, where that is why. */
  readonly present: CallbackAnswer | null;

  constructor(status: number, said: Partial<Record<'code' | 'cause' | 'cure', string>>, present: unknown) {
    super(said.cause ?? '');
    this.status = status;
    this.code = said.code ?? '';
    this.cure = said.cure ?? '';
    this.present = (present as CallbackAnswer | undefined) ?? null;
  }
}

/** A question to the API. */
export interface ApiQuestion {
  readonly method?: 'GET' | 'POST' | 'DELETE';
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const NO_CONTENT = 204;

/** What is read of an answer before it is known what it is. */
type Body = Partial<Record<'code' | 'cause' | 'cure', string>> & { readonly present?: unknown };

/** Asks once.
 * @throws ApiRefusal */
export async function askOnce<T>(
  path: string,
  { method = 'GET', body, headers }: ApiQuestion = {},
): Promise<T> {
  const response = await fetch(path, {
    method,
    cache: 'no-store',
    credentials: 'same-origin',
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch(() => null);
  if (response === null) throw new ApiRefusal(0, {}, null);
  const read = response.status === NO_CONTENT ? {} : await response.json().catch(() => null);
  const answer = read as Body | null;
  if (!response.ok) throw new ApiRefusal(response.status, answer ?? {}, answer?.present);
  // it broke off: half a picture is none
  if (answer === null) throw new ApiRefusal(0, {}, null);
  return answer as T;
}

/** Asks; where the session has expired, waits until somebody has signed in again, and asks once more.
 * @throws ApiRefusal */
export async function askApi<T>(path: string, question: ApiQuestion = {}): Promise<T> {
  for (;;) {
    try {
      return await askOnce<T>(path, question);
    } catch (error) {
      if (!(error instanceof ApiRefusal) || error.status !== 401) throw error;
      await signedInAgain();
    }
  }
}
