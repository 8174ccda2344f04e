import type { ClauseFact } from '../../core/facts.ts';
import { type Limit, SOURCES, type SourceAsk } from '../../core/standard/catalogue/clause.ts';
import { findClause } from '../../core/standard/catalogue.ts';
import type { SpelledParameter } from './spell.ts';

/** Where a number in the file of one of the five standards comes from: its document, or the product, whose default holds
 * where the document has no number. */
export type NumberOrigin = 'document' | 'product';

/** Null for what is no number. `ask`: what the document asks for in this clause; null: it does not mention it. */
export function originOf({ key, value }: SpelledParameter, ask: SourceAsk | null): NumberOrigin | null {
  const numbers = (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'number');
  if (numbers.length === 0) return null;
  const limits = ask?.limits ?? [];
  const isSet = (number: number) => limits.some((limit) => isOf(limit, key, number));
  return numbers.every(isSet) ? 'document' : 'product';
}

/** Where the limit of a verdict comes from, by the name of the call's standard. Null for a standard that is none of the five,
 * and for a verdict without a measured value. */
export function limitOriginOf({ clause, measured }: ClauseFact, standard: string): NumberOrigin | null {
  const source = SOURCES.find((each) => each === standard);
  if (!source || !measured) return null;
  const limits = findClause(clause)?.asks[source]?.limits ?? [];
  const key = measured.unit === 's' ? 'limit_seconds' : measured.unit;
  return limits.some((limit) => isOf(limit, key, measured.limit)) ? 'document' : 'product';
}

/** The number of the file, in the unit of its key, is the document's. */
function isOf({ value, upTo, unit }: Limit, key: string, number: number): boolean {
  const isTime = unit === 's' || unit === 'min';
  const factor = key.endsWith('_minutes') ? 60 : 1;
  const inSeconds = (amount: number) => (unit === 'min' ? amount * 60 : amount);
  const ends = [value, ...(upTo === undefined ? [] : [upTo])];
  if (isTime !== /_(seconds|minutes)$/.test(key)) return false;
  return ends.some((end) => (isTime ? inSeconds(end) === number * factor : end === number));
}
