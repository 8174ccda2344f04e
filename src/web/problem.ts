/** What the API refuses, or cannot do. */
export type ApiErrorCode =
  | 'API_BAD_REQUEST'
  | 'API_UNAUTHORIZED'
  | 'API_FORBIDDEN'
  | 'API_TOO_MANY'
  | 'API_CROSS_SITE'
  | 'API_HOST_UNKNOWN'
  | 'SIGN_IN_WRONG'
  | 'SIGN_IN_LOCKED'
  | 'API_NOT_FOUND'
  | 'API_TOO_LARGE'
  | 'API_NOT_JSON'
  | 'API_NOT_KEPT'
  | 'API_TOO_LONG'
  | 'API_FAULT'
  | 'ENGINE_FROZEN'
  | 'API_PORT_UNUSABLE'
  | 'LINE_UNKNOWN'
  | 'AREA_UNKNOWN'
  | 'OUTAGE_UNKNOWN'
  | 'OUTAGE_OVER'
  | 'CLOSURE_UNKNOWN'
  | 'CLOSURE_OVER'
  | 'NUMBER_UNKNOWN'
  | 'NUMBER_REFUSED'
  | 'NUMBERS_TRIED'
  | 'AGENT_UNKNOWN'
  | 'AGENT_REFUSED'
  | 'CALL_UNKNOWN'
  | 'CALLBACK_UNKNOWN'
  | 'CALLBACK_AMBIGUOUS'
  | 'CALLBACK_CHANGED'
  | 'CALLBACK_REFUSED'
  | 'CALLBACK_OVER'
  | 'IDEMPOTENCY_REUSED'
  | 'EVENTS_BUSY'
  | 'PROGRAMME_UNKNOWN'
  | 'PROGRAMME_STATE'
  | 'PROGRAMME_PARTLY_IMPORTED';

interface More extends ErrorOptions {
  readonly present?: unknown;
  readonly retryAfter?: number;
}

/** A fault as a client gets it: `message` is one sentence of cause, `cure` one of what to do. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: ApiErrorCode;
  readonly cure: string;
  /** The HTTP status. */
  readonly status: number;
  /** What was asked for as it is now, where that is why. */
  readonly present: unknown;
  /** Seconds after which the same may be asked again; undefined where nobody knows. */
  readonly retryAfter: number | undefined;

  constructor(code: ApiErrorCode, status: number, message: string, cure: string, more: More = {}) {
    super(message, more);
    this.code = code;
    this.status = status;
    this.cure = cure;
    this.present = more.present;
    this.retryAfter = more.retryAfter;
  }
}
