import type { CallbackRequest } from '../model/callback.ts';
import type { Rules } from '../rules.ts';
import type { Timestamp } from '../time.ts';
import type { CallbackState } from './state.ts';

/** callback.interim: the default if the standard sets no time, news within half an hour. */
const NEWS_WITHIN_MS = 30 * 60_000;

/** The minimum time to find an agent and reach the customer. */
const MIN_LEAD_MS = 2 * 60_000;

/** Milliseconds within which the customer has to get news. */
export function newsWithin(rules: Rules): number {
  return rules.standard.clauses['callback.interim']?.withinMs ?? NEWS_WITHIN_MS;
}

/** The reserve before a deadline, in ms, to find an agent and reach the customer: a sixth of the promised time, two minutes
 * at least, and never more than half of it. */
export function leadTime(withinMs: number): number {
  return Math.min(Math.max(Math.ceil(withinMs / 6), MIN_LEAD_MS), Math.ceil(withinMs / 2));
}

/** callback.interim: an agent's promise becomes due while enough time is left. */
export function interimDue(wall: number, rules: Rules): number {
  const within = newsWithin(rules);
  return wall + within - leadTime(within);
}

/** callback.interim: the promise has no result yet, and its time is the time for news; the customer has agreed to no other.
 * An operator who has it called earlier has a reason: that call brings no such news. */
export function isNewsCall(
  { kind, agreedAt, withinMs, deadlineAt }: CallbackState,
  wall: number,
  rules: Rules,
): boolean {
  if (!rules.standard.clauses['callback.interim']?.say) return false;
  if (kind !== 'promised' || agreedAt !== null || withinMs !== undefined) return false;
  return wall >= deadlineAt - leadTime(newsWithin(rules));
}

/** callback.interim: UTC ms by which the engine must call the customer or give news. */
export function deadlineOf(
  { dueAt, withinMs }: Pick<CallbackRequest, 'dueAt' | 'withinMs'>,
  { wall }: Timestamp,
  rules: Rules,
): number {
  return withinMs === undefined ? Math.max(dueAt ?? wall, wall) + newsWithin(rules) : wall + withinMs;
}
