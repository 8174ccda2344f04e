/** The rows of a list; none where it is no list. */
export function rowsOf(body: unknown): readonly unknown[] {
  return Array.isArray(body) ? body : [];
}

/** A text deep in JSON; empty where there is none. */
export function textAt(body: unknown, ...path: readonly string[]): string {
  let at: unknown = body;
  for (const key of path)
    at = typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[key] : undefined;
  return typeof at === 'string' ? at : '';
}
