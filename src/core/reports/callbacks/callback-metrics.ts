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

/** How a callback stands in the figures. `byOperator`: settled as an operator has stated it, in time or not. */
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
  /** Settled: `keptInTime` with news by each deadline, else `late`; null for what is not settled. */
  readonly kept: 'keptInTime' | 'late' | null;
  readonly overdue: boolean;
  /** Open, and its deadline likely to be missed, as the engine has said. */
  readonly atRisk: boolean;
  readonly blocked: boolean;
  /** Attempts in which the customer was dialled. */
  readonly attempts: number;
  readonly outcomes: readonly AttemptOutcome[];
  /** From the promise to the beginning of the attempt in which somebody talked with the customer first; null where nobody has. */
  readonly reachedAfterMs: number | null;
  /** How long it has been open; null where it is not. */
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
