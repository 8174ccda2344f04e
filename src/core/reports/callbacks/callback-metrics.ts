import { customerAttempts } from '../../callback/callback-end.ts';
import type { Attempt, CallbackState } from '../../callback/state.ts';
import { isOpen } from '../../callback/state.ts';
import type { Fact } from '../../facts.ts';
import type { AttemptOutcome } from '../../model/callback.ts';
import { isAtRisk, isOverdue, wasLate } from '../callback-counts.ts';

/** One callback with the facts about it. */
export interface CallbackRecord {
  readonly callback: CallbackState;
  readonly facts: readonly Fact[];
}

/** The status of a callback in the figures. `byOperator`: settled by an operator's statement, in time or not. */
export type CallbackOutcome =
  | 'open'
  | 'reached'
  | 'byOperator'
  | 'notReached'
  | 'refusedByRule'
  | 'cancelled';

/** The metrics of one callback. Times in UTC ms. */
export interface CallbackMetrics {
  readonly outcome: CallbackOutcome;
  /** Settled: `keptInTime` with news by each deadline, else `late`; null if not settled. */
  readonly kept: 'keptInTime' | 'late' | null;
  readonly overdue: boolean;
  /** Open, and reported by the engine as likely to miss its deadline. */
  readonly atRisk: boolean;
  readonly blocked: boolean;
  /** Attempts that dialled the customer. */
  readonly attempts: number;
  readonly outcomes: readonly AttemptOutcome[];
  /** From the promise to the beginning of the first attempt with a talk; null if there is none. */
  readonly reachedAfterMs: number | null;
  /** The time for which it has been open; null if it is not. */
  readonly openForMs: number | null;
}

/** As of `asOf`, UTC ms. */
export function callbackMetrics({ callback, facts }: CallbackRecord, asOf: number): CallbackMetrics {
  const { attempts, status, promisedAt } = callback;
  const open = isOpen(callback);
  const overdue = isOverdue(callback, asOf);
  const talked = attempts.find(isTalk);
  return {
    outcome: outcomeOf(callback),
    kept: status.is !== 'settled' ? null : wasLate(callback, facts) ? 'late' : 'keptInTime',
    overdue,
    atRisk: isAtRisk(callback, asOf),
    blocked: status.is === 'blocked',
    attempts: customerAttempts(callback),
    outcomes: attempts.flatMap(({ outcome }) => outcome ?? []),
    reachedAfterMs: talked ? Math.max(0, talked.at - promisedAt) : null,
    openForMs: open ? Math.max(0, asOf - promisedAt) : null,
  };
}

const TALKED: readonly AttemptOutcome[] = ['reached', 'resolved', 'open', 'rescheduled'];

function isTalk({ outcome }: Attempt): boolean {
  return outcome !== undefined && TALKED.includes(outcome);
}

function outcomeOf({ status }: CallbackState): CallbackOutcome {
  switch (status.is) {
    case 'settled':
      return status.by === undefined ? 'reached' : 'byOperator';
    case 'failed':
      return status.why === 'notAllowed' ? 'refusedByRule' : 'notReached';
    case 'cancelled':
      return 'cancelled';
    default:
      return 'open';
  }
}
