import type { CallbackState } from '../callback/state.ts';
import { isOpen } from '../callback/state.ts';
import type { Fact } from '../facts.ts';
import { type Counts, counted } from './totals.ts';

/** The state of one promise at `wall` (UTC ms). `late`: settled, but the customer once had to wait longer for news than
 * promised. An open one may also be overdue. */
export function callbackCounts(callback: CallbackState, facts: readonly Fact[], wall: number): Counts {
  const { status } = callback;
  if (status.is === 'settled') {
    const late = wasLate(callback, facts);
    return counted(late ? { promises: 1, promisesLate: 1 } : { promises: 1, promisesKept: 1 });
  }
  if (!isOpen(callback)) return counted({ promises: 1, promisesFailed: 1 });
  return counted({ promises: 1, promisesOpen: 1, promisesOverdue: isOverdue(callback, wall) ? 1 : 0 });
}

/** Open, and past its deadline at `wall` (UTC ms). */
export function isOverdue(callback: CallbackState, wall: number): boolean {
  return isOpen(callback) && wall > callback.deadlineAt;
}

/** Whether the customer has once had to wait past a deadline. callback.interim is judged at each news; without that clause
 * the end decides. `facts`: those of the callback, and others. */
export function wasLate({ id, status, deadlineAt }: CallbackState, facts: readonly Fact[]): boolean {
  if (status.is === 'settled' && status.at > deadlineAt) return true;
  return facts.some(
    (fact) =>
      fact.kind === 'clause' &&
      fact.callback === id &&
      fact.clause === 'callback.interim' &&
      fact.verdict === 'broken',
  );
}

/** callback.done: the engine has reported that this deadline is likely to be missed, and it has not passed yet at `asOf`,
 * UTC ms. */
export function isAtRisk(callback: CallbackState, asOf: number): boolean {
  const { warnedFor, deadlineAt } = callback;
  return isOpen(callback) && warnedFor === deadlineAt && !isOverdue(callback, asOf);
}
