import type { CallbackState } from '../callback/state.ts';
import { isOpen } from '../callback/state.ts';
import type { Fact } from '../facts.ts';
import { type Counts, counted } from './totals.ts';

/** What became of one promise, as it stands at `wall` (UTC ms). `late`: settled, but the customer once had to wait longer
 * for news than was promised. An open one may be overdue besides. */
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

/** The customer has had to wait past a deadline once. callback.interim is judged at each news; a line without that clause is
 * measured at the end. `facts`: those of the callback, and others. */
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

/** callback.done: the engine has said that this deadline is likely to be missed, and it has not passed yet at `asOf`, UTC ms. */
export function isAtRisk(callback: CallbackState, asOf: number): boolean {
  const { warnedFor, deadlineAt } = callback;
  return isOpen(callback) && warnedFor === deadlineAt && !isOverdue(callback, asOf);
}
