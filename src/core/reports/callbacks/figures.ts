import type { AttemptOutcome } from '../../model/callback.ts';
import type { CallbackMetrics, CallbackOutcome } from './callback-metrics.ts';

/** The figures of a group of callbacks. Durations in seconds, shares from 0 to 1; null where there is nothing to count. */
export interface CallbackFigures {
  readonly promised: number;
  /** Settled, with news by each deadline. */
  readonly keptInTime: number;
  /** Settled, but the customer had to wait past a deadline. */
  readonly late: number;
  /** The share kept in time of those that are settled, failed, or overdue. Cancelled ones do not count. */
  readonly keptShare: number | null;
  readonly open: number;
  readonly overdue: number;
  readonly atRisk: number;
  readonly blocked: number;
  readonly oldestOpenSeconds: number | null;
  readonly outcomes: Readonly<Record<Exclude<CallbackOutcome, 'open'>, number>>;
  readonly attempts: {
    readonly made: number;
    /** Of all attempts, for each customer with whom an agent has talked. */
    readonly perReached: number | null;
    /** The kinds that occurred, each with its number. */
    readonly outcomes: Readonly<Partial<Record<AttemptOutcome, number>>>;
  };
  /** From the promise to the beginning of the attempt that reached the customer first. */
  readonly toReached: {
    readonly callbacks: number;
    readonly medianSeconds: number | null;
    readonly p90Seconds: number | null;
    readonly longestSeconds: number | null;
  };
}

/** Collects the metrics of callbacks in any order. */
export class Tally {
  readonly #measures: CallbackMetrics[] = [];

  take(measure: CallbackMetrics): void {
    this.#measures.push(measure);
  }

  figures(): CallbackFigures {
    const all = this.#measures;
    const count = (what: (one: CallbackMetrics) => boolean) => all.filter(what).length;
    const ended = (outcome: CallbackOutcome) => count((one) => one.outcome === outcome);
    const [keptInTime, late] = [
      count((one) => one.kept === 'keptInTime'),
      count((one) => one.kept === 'late'),
    ];
    const [notReached, refusedByRule] = [ended('notReached'), ended('refusedByRule')];
    const overdue = count((one) => one.overdue);
    return {
      promised: all.length,
      keptInTime,
      late,
      keptShare: over(keptInTime, keptInTime + late + notReached + refusedByRule + overdue),
      open: ended('open'),
      overdue,
      atRisk: count((one) => one.atRisk),
      blocked: count((one) => one.blocked),
      oldestOpenSeconds: seconds(longest(all.flatMap(({ openForMs }) => openForMs ?? []))),
      outcomes: {
        reached: ended('reached'),
        byOperator: ended('byOperator'),
        notReached,
        refusedByRule,
        cancelled: ended('cancelled'),
      },
      attempts: attemptsOf(all),
      toReached: toReached(all),
    };
  }
}

function attemptsOf(all: readonly CallbackMetrics[]): CallbackFigures['attempts'] {
  const made = all.reduce((sum, { attempts }) => sum + attempts, 0);
  const outcomes: Partial<Record<AttemptOutcome, number>> = {};
  for (const outcome of all.flatMap((one) => one.outcomes)) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
  return { made, perReached: over(made, all.filter((one) => one.reachedAfterMs !== null).length), outcomes };
}

function toReached(all: readonly CallbackMetrics[]): CallbackFigures['toReached'] {
  const times = all.flatMap(({ reachedAfterMs }) => reachedAfterMs ?? []).toSorted((a, b) => a - b);
  return {
    callbacks: times.length,
    medianSeconds: seconds(percentile(times, 0.5)),
    p90Seconds: seconds(percentile(times, 0.9)),
    longestSeconds: seconds(longest(times)),
  };
}

/** The smallest of the values (in order) that this share of them does not exceed; null if there are none. */
export function percentile(sorted: readonly number[], share: number): number | null {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? null;
}

function longest(values: readonly number[]): number | null {
  return values.reduce<number | null>((most, value) => (most === null || value > most ? value : most), null);
}

function seconds(ms: number | null): number | null {
  return ms === null ? null : ms / 1000;
}

function over(part: number, of: number): number | null {
  return of === 0 ? null : part / of;
}
