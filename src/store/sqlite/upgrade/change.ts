/** What is stored as JSON and can have names in it. */
export type StoredKind =
  | 'call'
  | 'callback'
  | 'agent'
  | 'outage'
  | 'programme'
  | 'row'
  | 'frequency'
  | 'standard'
  | 'fact'
  /** The body of a message to a webhook. */
  | 'delivery'
  /** An answer that is kept for a request that may come again. */
  | 'answer';

type Json = unknown;
type JsonObject = Readonly<Record<string, Json>>;

/** One change of what is stored. */
export interface StateChange {
  readonly kind: StoredKind;
  /** What does not contain this text is not parsed; null: everything is. */
  readonly word: string | null;
  apply(stored: Json): Json;
}

/** A value has another name. `path`: keys with dots between, `*` for any key; lists on the way are gone through.
 * `only`: only where these paths have these values. */
export function value(
  kind: StoredKind,
  path: string,
  old: string,
  now: string,
  only: Readonly<Record<string, string>> = {},
): StateChange {
  return {
    kind,
    word: JSON.stringify(old),
    apply: (stored) =>
      has(stored, only) ? changedAt(stored, keysOf(path), (it) => (it === old ? now : it)) : stored,
  };
}

/** A key has another name. `path`: of the object that has the key, '' for the state itself; otherwise as for `value`. */
export function key(
  kind: StoredKind,
  path: string,
  old: string,
  now: string,
  only: Readonly<Record<string, string>> = {},
): StateChange {
  const renamed = (it: Json) =>
    isObject(it)
      ? Object.fromEntries(Object.entries(it).map(([name, each]) => [name === old ? now : name, each]))
      : it;
  return {
    kind,
    word: JSON.stringify(old),
    apply: (stored) => (has(stored, only) ? changedAt(stored, keysOf(path), renamed) : stored),
  };
}

/** Keys that earlier versions did not write get what they meant by that. `path`: of the object that has them. */
export function missing(kind: StoredKind, values: JsonObject, path = ''): StateChange {
  const completed = (it: Json) => (isObject(it) ? { ...values, ...it } : it);
  return { kind, word: null, apply: (stored) => changedAt(stored, keysOf(path), completed) };
}

/** Applies the changes of this kind, in their order. A text that is not JSON stays as it is: whoever reads it finds that. */
export function changed(changes: readonly StateChange[], kind: string, text: string): string {
  const wanted = changes.filter((one) => one.kind === kind && (one.word === null || text.includes(one.word)));
  if (wanted.length === 0) return text;
  const stored = parsed(text);
  return stored === undefined
    ? text
    : JSON.stringify(wanted.reduce<Json>((it, one) => one.apply(it), stored));
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function has(stored: Json, only: Readonly<Record<string, string>>): boolean {
  return Object.entries(only).every(([path, wanted]) => {
    let found = false;
    changedAt(stored, keysOf(path), (it) => {
      found ||= it === wanted;
      return it;
    });
    return found;
  });
}

function keysOf(path: string): string[] {
  return path === '' ? [] : path.split('.');
}

function changedAt(node: Json, [first, ...rest]: readonly string[], change: (it: Json) => Json): Json {
  if (Array.isArray(node)) {
    const keys = first === undefined ? [] : [first, ...rest];
    return node.map((one) => changedAt(one, keys, change));
  }
  if (first === undefined) return change(node);
  if (!isObject(node)) return node;
  return Object.fromEntries(
    Object.entries(node).map(([name, each]) => [
      name,
      name === first || first === '*' ? changedAt(each, rest, change) : each,
    ]),
  );
}

function isObject(node: Json): node is JsonObject {
  return typeof node === 'object' && node !== null && !Array.isArray(node);
}
