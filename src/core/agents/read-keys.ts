import type { AgentKey, AgentOrder } from './keys.ts';

/** The engine's reading of the keys so far. */
export type Pressed =
  | { readonly is: 'partial' }
  | { readonly is: 'unknown' }
  | { readonly is: 'order'; readonly key: AgentKey; readonly order: AgentOrder };

/** Reads keys from their `*` on, by the table of the site. `where`: whether the agent presses them during a call, or dials them from the idle
 * phone. */
export function readKeys(keys: string, where: 'call' | 'desk', table: readonly AgentKey[]): Pressed {
  const possible = table.filter((key) => (key.where === where || key.where === 'both') && fits(key, keys));
  // a code with that digit written out wins over a code with a letter in its place
  const whole = possible
    .filter(({ code }) => code.length === keys.length)
    .sort((a, b) => letters(a) - letters(b))[0];
  if (!whole) return { is: possible.length > 0 ? 'partial' : 'unknown' };
  const order = whole.order([...keys].filter((_, i) => isLetter(whole.code[i])).join(''));
  return order ? { is: 'order', key: whole, order } : { is: 'unknown' };
}

function fits({ code }: AgentKey, keys: string): boolean {
  if (keys.length > code.length) return false;
  return [...keys].every((key, i) => (isLetter(code[i]) ? /\d/.test(key) : key === code[i]));
}

function letters({ code }: AgentKey): number {
  return [...code].filter(isLetter).length;
}

function isLetter(c: string | undefined): boolean {
  return c !== undefined && c >= 'A' && c <= 'Z';
}
