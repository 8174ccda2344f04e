import { AGENT_KEYS, type AgentKey } from './keys.ts';

/** What a site changes in the table of keys: a shipped code, and the code in its place; `off`: the key is not there. */
export type MovedCodes = Readonly<Record<string, string>>;

/** The keys of a site. */
export function keysOf(moved: MovedCodes = {}): readonly AgentKey[] {
  return AGENT_KEYS.flatMap((key) => {
    const code = moved[key.code] ?? key.code;
    return code === 'off' ? [] : [{ ...key, code }];
  });
}

/** The letters of a code, which stand for digits that the agent chooses. */
export function lettersOf(code: string): string {
  return code.replaceAll(/[^A-Z]/g, '');
}

/** Two keys of which the agent could not press both; undefined: there are none. */
export function clashOf(keys: readonly AgentKey[]): readonly [AgentKey, AgentKey] | undefined {
  for (const [index, one] of keys.entries()) {
    const other = keys.slice(index + 1).find((each) => meets(one, each));
    if (other) return [one, other];
  }
  return undefined;
}

/** At the same place both are the same, or one begins the other: a phone that dials sends the whole. A code with a digit written out wins over
 * a letter. */
function meets(one: AgentKey, other: AgentKey): boolean {
  if (one.where !== other.where && one.where !== 'both' && other.where !== 'both') return false;
  const isDialled = one.where === 'desk' || other.where === 'desk';
  if (isDialled && one.code.length !== other.code.length) return false;
  const length = Math.min(one.code.length, other.code.length);
  const alike = [...one.code.slice(0, length)].every((key, at) => fits(key, other.code[at] ?? ''));
  const isSame = lettersOf(one.code).length === lettersOf(other.code).length;
  return alike && (one.code.length !== other.code.length || isSame);
}

function fits(one: string, other: string): boolean {
  return one === other || /[A-Z]/.test(one) || /[A-Z]/.test(other);
}
