/** What was thrown, as a person may read it. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Why something failed, as short as it is known: `fetch` puts the reason into the error's cause, often as a code such as
 * ECONNREFUSED. */
export function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return systemCode(cause) ?? messageOf(cause);
}

/** The system error code (`ENOENT`, `EADDRINUSE`…) of something that was thrown, or undefined. */
export function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
