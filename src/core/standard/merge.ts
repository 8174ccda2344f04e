import { MAINLAND_HANDLING } from './handling.ts';
import type { ClauseId, Clauses, Standard } from './standard.ts';

/** The stricter direction of two values. */
type Stricter = (one: number, other: number) => number;

/** The rule for merging each number of a clause. Other values (the phrases) come from the last standard that has the clause. */
const STRICTER: Readonly<Record<string, Stricter>> = {
  rings: Math.min,
  everyMs: Math.min,
  afterMs: Math.min,
  againMs: Math.min,
  limitMs: Math.min,
  withinMs: Math.min,
  pauseMs: Math.min,
  perWeek: Math.max,
  // people.nuisance: the engine hangs up on a caller as late as it can
  deskMs: Math.max,
  // close.record: it promises that every call has a written record, and the time without a next call protects that. More of it
  // is stricter for the company; answer.rings still looks after the next caller.
  wrapUpMs: Math.max,
  // a customer has more time to answer
  answerMs: Math.max,
};

/** The one of two numbers of a clause that binds harder; undefined where the parameter is not one of those that do.
 * @param parameter as the core names it: `everyMs` */
export function stricterOf(parameter: string, one: number, other: number): number | undefined {
  return STRICTER[parameter]?.(one, other);
}

/** The standard that has every clause of `standards`, each with its strictest number. If they differ in wording, the later
 * one wins: name the one that you want to hear last. Values outside the clauses (`handling`) come from the last one, too.
 * Without any standards: one without clauses. */
export function mergeStrictest(
  name: string,
  title: Standard['title'],
  standards: readonly Standard[],
): Standard {
  const merged = standards.reduce<Clauses>((sum, { clauses }) => mergeClauses(sum, clauses), {});
  return { name, title, clauses: merged, handling: standards.at(-1)?.handling ?? MAINLAND_HANDLING };
}

function mergeClauses(one: Clauses, other: Clauses): Clauses {
  const merged: Record<string, unknown> = { ...one };
  for (const clause of Object.keys(other) as ClauseId[]) {
    merged[clause] = mergeParameters(withoutReplaced(clause, one[clause], other[clause]), other[clause]);
  }
  return merged;
}

/** Parameters that say the same thing in different ways: a standard needs one of them, and a later one replaces the earlier. */
export const ALTERNATIVES: Readonly<Partial<Record<ClauseId, readonly string[]>>> = {
  'callback.opening': ['say', 'steps'],
  'hear.oneway': ['say', 'steps'],
};

/** The earlier parameters of a clause, without those that the later ones replace under another name. */
export function withoutReplaced(clause: ClauseId, earlier: object = {}, later: object = {}): object {
  const names = ALTERNATIVES[clause] ?? [];
  if (!names.some((name) => Object.hasOwn(later, name))) return earlier;
  return Object.fromEntries(Object.entries(earlier).filter(([name]) => !names.includes(name)));
}

function mergeParameters(one: object | undefined, other: object | undefined): object {
  const merged: Record<string, unknown> = { ...one, ...other };
  const before = new Map<string, unknown>(Object.entries(one ?? {}));
  for (const [field, later] of Object.entries(other ?? {})) {
    const earlier = before.get(field);
    if (typeof earlier === 'number' && typeof later === 'number') {
      merged[field] = stricterOf(field, earlier, later) ?? later;
    }
  }
  return merged;
}
