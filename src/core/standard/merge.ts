import { MAINLAND_HANDLING } from './handling.ts';
import type { ClauseId, Clauses, Standard } from './standard.ts';

/** Which of two values binds harder. */
type Stricter = (one: number, other: number) => number;

/** How each number of a clause is merged. What is not a number (the phrases) is taken from the last standard that has
 * the clause. */
const STRICTER: Readonly<Record<string, Stricter>> = {
  rings: Math.min,
  everyMs: Math.min,
  afterMs: Math.min,
  againMs: Math.min,
  withinMs: Math.min,
  pauseMs: Math.min,
  perWeek: Math.max,
  // close.record: what it promises is that every call is written down, and the time in which no next call comes is what
  // protects that. More of it binds the desk harder; the next caller is looked after by answer.rings all the same.
  wrapUpMs: Math.max,
};

/** The one of two numbers of a clause that binds harder; undefined where the parameter is not one of those that do.
 * @param parameter as the core names it: `everyMs` */
export function stricterOf(parameter: string, one: number, other: number): number | undefined {
  return STRICTER[parameter]?.(one, other);
}

/** The standard that has every clause of `standards`, each with its strictest number. Where they differ in wording, the
 * later one speaks: name the one that you want to hear last. What no standard prescribes (`handling`) is the last one's
 * too. Of no standards at all: one without clauses. */
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
    merged[clause] = mergeParameters(one[clause], other[clause]);
  }
  return merged;
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
