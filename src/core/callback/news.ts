import type { CallbackPromise } from '../model/callback.ts';
import type { Rules } from '../rules.ts';
import type { Moment } from '../time.ts';

/** callback.interim where the standard does not say: news within half an hour. */
const NEWS_WITHIN_MS = 30 * 60_000;

/** The way to an agent and to the customer takes this long at least. */
const LEAST_NEEDED_MS = 2 * 60_000;

/** Milliseconds in which the customer is to have news. */
export function newsWithin(rules: Rules): number {
  return rules.standard.clauses['callback.interim']?.withinMs ?? NEWS_WITHIN_MS;
}

/** Milliseconds before a deadline at which there is little time left for the way to an agent and to the customer: a sixth of the
 * time that was promised, two minutes at least, and never more than half of it. */
export function needed(withinMs: number): number {
  return Math.min(Math.max(Math.ceil(withinMs / 6), LEAST_NEEDED_MS), Math.ceil(withinMs / 2));
}

/** callback.interim: an agent's promise is due while there is enough time left. */
export function interimDue(wall: number, rules: Rules): number {
  const within = newsWithin(rules);
  return wall + within - needed(within);
}

/** callback.interim: UTC ms by which the customer must have been called, or have had news. */
export function deadlineOf(
  { dueAt, withinMs }: Pick<CallbackPromise, 'dueAt' | 'withinMs'>,
  { wall }: Moment,
  rules: Rules,
): number {
  return withinMs === undefined ? Math.max(dueAt ?? wall, wall) + newsWithin(rules) : wall + withinMs;
}
