import type { CallbackPromise } from '../effects.ts';
import type { Rules } from '../rules.ts';
import type { Moment } from '../time.ts';

/** callback.interim where the standard does not say: news within half an hour. */
export const NEWS_WITHIN_MS = 30 * 60_000;

/** Milliseconds in which the customer is to have news. */
export function newsWithin(rules: Rules): number {
  return rules.standard.clauses['callback.interim']?.withinMs ?? NEWS_WITHIN_MS;
}

/** callback.interim: an agent's promise is due a sixth of its time early, for the way to an agent and to the customer. */
export function interimDue(wall: number, rules: Rules): number {
  return wall + Math.floor((newsWithin(rules) * 5) / 6);
}

/** callback.interim: UTC ms by which the customer must have been called, or have had news. */
export function deadlineOf(
  { dueAt, withinMs }: Pick<CallbackPromise, 'dueAt' | 'withinMs'>,
  { wall }: Moment,
  rules: Rules,
): number {
  return withinMs === undefined ? Math.max(dueAt ?? wall, wall) + newsWithin(rules) : wall + withinMs;
}
