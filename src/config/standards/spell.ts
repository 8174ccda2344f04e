import type { ClauseId, Handling, Phrase, Standard } from '../../core/standard/standard.ts';
import { CLAUSE_FIELDS, type Field, HANDLING_FIELDS } from './fields.ts';

/** One parameter as a file has it: the key, and numbers in the unit of the key. */
export interface SpelledParameter {
  readonly key: string;
  /** As the core names it. */
  readonly field: string;
  readonly value: number | readonly number[] | Phrase | readonly Phrase[];
}

/** What a standard has of a clause, as its file would say it; null where it does not have the clause. */
export function spellClause(standard: Standard, clause: ClauseId): SpelledParameter[] | null {
  const values = standard.clauses[clause];
  return values === undefined ? null : spell(CLAUSE_FIELDS[clause], values);
}

/** How a standard goes about it, as its file would say it. */
export function spellHandling(handling: Handling): SpelledParameter[] {
  return spell(HANDLING_FIELDS, handling);
}

function spell(fields: Readonly<Record<string, Field>>, values: object): SpelledParameter[] {
  const given = new Map<string, unknown>(Object.entries(values));
  return Object.entries(fields).flatMap(([name, field]) => {
    const value = given.get(name);
    return value === null || value === undefined
      ? []
      : [{ key: field.key, field: name, value: written(field, value) }];
  });
}

function written(field: Field, value: unknown): SpelledParameter['value'] {
  if (field.is === 'phrase') return value as Phrase;
  if (field.is === 'phrases') return value as Phrase[];
  if (field.is === 'numbers') return (value as number[]).map((each) => each / field.factor);
  return (value as number) / field.factor;
}
