/** Where a stored state and a replayed one differ, and how. They are equal if their JSON is. */
export function stateDifferences(stored: unknown, replayed: unknown, path = ''): string[] {
  const [one, other] = [JSON.stringify(stored), JSON.stringify(replayed)];
  if (one === other) return [];
  const here = path === '' ? 'state' : path;
  if (!isObject(stored) || !isObject(replayed)) return [`${here}: stored ${one}, replayed ${other}`];
  const keys = [...new Set([...Object.keys(stored), ...Object.keys(replayed)])];
  const within = keys.flatMap((key) =>
    stateDifferences(stored[key], replayed[key], path === '' ? key : `${path}.${key}`),
  );
  return within.length > 0 ? within : [`${here}: the order of the keys`];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
