import { type SpelledParameter, spellClause, spellHandling } from '../../config/standards/spell.ts';
import type { ReaderLanguage } from '../../core/standard/catalogue/text.ts';
import { CATALOGUE, isKept } from '../../core/standard/catalogue.ts';
import { stricterOf } from '../../core/standard/merge.ts';
import type { ClauseId, Standard } from '../../core/standard/standard.ts';
import { table } from '../output.ts';
import { type Library, valueText } from './library.ts';
import { word } from './text.ts';

/** What one of the two has: a parameter's value, `true` for a clause without parameters, null for no such clause. */
type Had = SpelledParameter['value'] | true | null;

/** One thing in which two standards differ. */
export interface Difference {
  /** Null: how the engine goes about it, which no standard prescribes. */
  readonly clause: ClauseId | null;
  /** As it is written in a file; null for a clause without parameters. */
  readonly parameter: string | null;
  readonly values: readonly [Had, Had];
  /** The name of the one that binds harder; null where neither does. */
  readonly stricter: string | null;
}

type Two = readonly [Standard, Standard];

/** Clause by clause what differs between two standards, in the catalogue's order; then how they go about it. */
export function differences(two: Two): Difference[] {
  const inClauses = CATALOGUE.flatMap(({ id }) => (isKept(id) ? clauseDifferences(id, two) : []));
  const [mine, its] = [spellHandling(two[0].handling), spellHandling(two[1].handling)];
  const inHandling = unequal(mine, its).map((pair) => ({ clause: null, ...had(pair), stricter: null }));
  return [...inClauses, ...inHandling];
}

function clauseDifferences(clause: ClauseId, two: Two): Difference[] {
  const [one, other] = two;
  const mine = spellClause(one, clause);
  const its = spellClause(other, clause);
  if (mine === null || its === null) return onlyOneHas(clause, mine, its, two);
  return unequal(mine, its).map((pair) => ({ clause, ...had(pair), stricter: stricterName(pair, two) }));
}

/** Where only one has the clause, that one is the stricter whatever its numbers. */
function onlyOneHas(
  clause: ClauseId,
  mine: readonly SpelledParameter[] | null,
  its: readonly SpelledParameter[] | null,
  [one, other]: Two,
): Difference[] {
  const had = mine ?? its;
  if (had === null) return [];
  const stricter = mine === null ? other.name : one.name;
  const both = (value: Had): [Had, Had] => (mine === null ? [null, value] : [value, null]);
  if (had.length === 0) return [{ clause, parameter: null, values: both(true), stricter }];
  return had.map(({ key, value }) => ({ clause, parameter: key, values: both(value), stricter }));
}

/** A parameter of two standards; null for the one that leaves it out. */
type Pair = readonly [SpelledParameter, SpelledParameter | null] | readonly [null, SpelledParameter];

function unequal(mine: readonly SpelledParameter[], its: readonly SpelledParameter[]): Pair[] {
  const like = (one: SpelledParameter, all: readonly SpelledParameter[]) =>
    all.find(({ key }) => key === one.key) ?? null;
  const shared = mine.map((one): Pair => [one, like(one, its)]);
  const others = its.flatMap((one): Pair[] => (like(one, mine) ? [] : [[null, one]]));
  return [...shared, ...others].filter(([a, b]) => JSON.stringify(a?.value) !== JSON.stringify(b?.value));
}

function had([a, b]: Pair): { parameter: string; values: readonly [Had, Had] } {
  return { parameter: (a ?? b).key, values: [a?.value ?? null, b?.value ?? null] };
}

function stricterName([a, b]: Pair, [one, other]: Two): string | null {
  if (typeof a?.value !== 'number' || typeof b?.value !== 'number') return null;
  const stricter = stricterOf(a.field, a.value, b.value);
  if (stricter === undefined) return null;
  return stricter === a.value ? one.name : other.name;
}

/** The differences as a table, a row for each value, and how many clauses they are in. */
export function diffText(two: Two, library: Library, reader: ReaderLanguage): string {
  const all = differences(two);
  if (all.length === 0) return word('same', reader);
  const rows = all.flatMap((each, index) => {
    const first = index === 0 || all[index - 1]?.clause !== each.clause;
    return rowsOf(each, first, two, library, reader);
  });
  const heading = (['clause', 'parameter', 'standard', 'value', 'stricter'] as const).map((key) =>
    word(key, reader),
  );
  return [table(heading, rows), '', summary(all, two, reader)].join('\n');
}

function rowsOf(
  { clause, parameter, values, stricter }: Difference,
  first: boolean,
  two: Two,
  library: Library,
  reader: ReaderLanguage,
): string[][] {
  const rows = two.map(({ name, clauses }, index): string[] | null => {
    const value = values[index] ?? null;
    const leftOut = clause !== null && clauses[clause] !== undefined;
    if (value === null && leftOut) return [parameter ?? '', name, word('notInFile', reader), ''];
    if (value === null) return first ? ['', name, word('notInFile', reader), ''] : null;
    const text =
      value === true
        ? word('hasIt', reader)
        : valueText({ value }, library.prompts, library.languageOf(name));
    return [parameter ?? '', name, text, stricter === name ? '◀' : ''];
  });
  const label = first ? (clause ?? word('handling', reader)) : '';
  return rows.filter((row) => row !== null).map((row, index) => [index === 0 ? label : '', ...row]);
}

function summary(all: readonly Difference[], [one, other]: Two, reader: ReaderLanguage): string {
  const clauses = (some: readonly Difference[]) => new Set(some.flatMap(({ clause }) => clause ?? [])).size;
  const wins = ({ name }: Standard) => clauses(all.filter(({ stricter }) => stricter === name));
  const count = clauses(all);
  return reader === 'zh'
    ? `${count} 条不同：${one.name} 有 ${wins(one)} 条更严，${other.name} 有 ${wins(other)} 条更严`
    : `${count} clauses differ: ${one.name} is stricter in ${wins(one)}, ${other.name} in ${wins(other)}`;
}
