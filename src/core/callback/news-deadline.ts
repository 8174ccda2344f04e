import type { CallbackRequest } from '../model/callback.ts';
import type { Rules } from '../rules.ts';
import type { Timestamp } from '../time.ts';

/** callback.interim where the standard does not say: news within half an hour. */
const NEWS_WITHIN_MS = 30 * 60_000;

/** The way to an agent and to the customer takes this long at least. */
const MIN_LEAD_MS = 2 * 60_000;

/** Milliseconds in which the customer is to have news. */
export function newsWithin(rules: Rules): number {
  return rules.standard.clauses['callback.interim']?.withinMs ?? NEWS_WITHIN_MS;
}

/** Milliseconds before a deadline at which there is little time left for the way to an agent and to the customer: a sixth of the
 * time that was promised, two minutes at least, and never more than half of it. */
export function leadTime(withinMs: number): number {
  return Math.min(Math.max(Math.ceil(withinMs / 6), MIN_LEAD_MS), Math.ceil(withinMs / 2));
}

/** callback.interim: an agent's promise is due while there is enough time left. */
export function interimDue(wall: number, rules: Rules): number {
  const within = newsWithin(rules);
  return wall + within - leadTime(within);
}

/** callback.interim: UTC ms by which the customer must have been called, or have had news. */
export function deadlineOf(
  { dueAt, withinMs }: Pick<CallbackRequest, 'dueAt' | 'withinMs'>,
  { wall }: Timestamp,
  rules: Rules,
): number {
  return withinMs === undefined ? Math.max(dueAt ?? wall, wall) + newsWithin(rules) : wall + withinMs;
}
