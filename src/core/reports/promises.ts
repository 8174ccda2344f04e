import type { CallbackState } from '../callback/state.ts';
import type { Fact } from '../facts.ts';
import { type Counts, counted } from './sums.ts';

/** What became of one promise, as it stands at `wall` (UTC ms). `late`: settled, but the customer once had to wait longer
 * for news than was promised. An open one may be overdue besides. */
export function promiseCounts(callback: CallbackState, facts: readonly Fact[], wall: number): Counts {
  const { status } = callback;
  if (status.is === 'failed') return counted({ promises: 1, promisesFailed: 1 });
  if (status.is !== 'settled') {
    const overdue = wall > callback.deadlineAt ? 1 : 0;
    return counted({ promises: 1, promisesOpen: 1, promisesOverdue: overdue });
  }
  // callback.interim is judged at each news; a line without that clause is measured at the end
  const late = status.at > callback.deadlineAt || facts.some((fact) => wasLate(fact, callback));
  return counted(late ? { promises: 1, promisesLate: 1 } : { promises: 1, promisesKept: 1 });
}

function wasLate(fact: Fact, { id }: CallbackState): boolean {
  return (
    fact.kind === 'clause' &&
    fact.callback === id &&
    fact.clause === 'callback.interim' &&
    fact.verdict === 'broken'
  );
}
