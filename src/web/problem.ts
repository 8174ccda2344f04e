/** What the API refuses, or cannot do. */
export type ApiErrorCode =
  | 'API_BAD_REQUEST'
  | 'API_UNAUTHORIZED'
  | 'API_FORBIDDEN'
  | 'API_NOT_FOUND'
  | 'API_TOO_LARGE'
  | 'API_NOT_JSON'
  | 'API_NOT_KEPT'
  | 'API_FAULT'
  | 'API_PORT_UNUSABLE'
  | 'LINE_UNKNOWN'
  | 'AREA_UNKNOWN'
  | 'OUTAGE_UNKNOWN'
  | 'OUTAGE_OVER'
  | 'NUMBER_UNKNOWN';

/** A fault as a client gets it: `message` is one sentence of cause, `cure` one of what to do. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: ApiErrorCode;
  readonly cure: string;
  /** The HTTP status. */
  readonly status: number;

  constructor(code: ApiErrorCode, status: number, message: string, cure: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.status = status;
    this.cure = cure;
  }
}
