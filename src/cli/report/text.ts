import type { Wording } from '../../core/standard/catalogue/clause.ts';
import { findClause } from '../../core/standard/catalogue.ts';

export function words(en: string, zh: string): Wording {
  return { en, zh };
}

/** What a clause is called; its id where the catalogue does not have it. */
export function clauseWords(clause: string): Wording {
  return findClause(clause)?.title ?? words(clause, clause);
}
