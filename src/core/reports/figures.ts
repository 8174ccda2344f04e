import type { Measured } from '../facts.ts';
import type { ClauseId } from '../standard/standard.ts';
import type { ClauseTotals, Counts, Totals } from './totals.ts';

/** The figures of one clause over a group of calls. docs/supervisors/reports.md defines every figure. */
export interface ClauseFigures {
  readonly clause: ClauseId;
  /** Calls, and separate items: callbacks without a call, days of a programme's customers. Together they are all items of
   * the group. */
  readonly kept: number;
  readonly broken: number;
  readonly notApplicable: number;
  /** Judgements, of which a call may have several. */
  readonly timesKept: number;
  readonly timesBroken: number;
  readonly brokenBy: Readonly<Record<string, number>>;
  readonly worst: Measured | null;
}

/** The figures of a group of calls. Shares are from 0 to 1; null where there is nothing to divide or measure. */
export interface Figures {
  readonly calls: { readonly in: number; readonly out: number; readonly open: number };
  readonly answered: {
    readonly personInTime: number;
    readonly engineInTime: number;
    readonly late: number;
    readonly noLimit: number;
    readonly unanswered: number;
  };
  readonly serviceLevel: { readonly share: number | null; readonly calls: number; readonly of: number };
  readonly abandoned: { readonly calls: number; readonly share: number | null };
  readonly refused: { readonly calls: number };
  readonly speed: {
    readonly calls: number;
    readonly averageSeconds: number | null;
    readonly longestSeconds: number | null;
  };
  readonly waiting: {
    readonly holds: number;
    readonly longestGapSeconds: number | null;
    readonly limitBreaches: number;
  };
  readonly promises: {
    readonly made: number;
    readonly kept: number;
    readonly late: number;
    readonly open: number;
    readonly overdue: number;
    readonly failed: number;
  };
  readonly hungUpFirst: {
    readonly caller: number;
    readonly agent: number;
    readonly engine: number;
    readonly network: number;
  };
  readonly handedOver: number;
  readonly outages: { readonly heard: number; readonly hungUp: number };
  readonly recordings: { readonly made: number; readonly scored: number };
  readonly dispositions: Readonly<Record<string, number>>;
  /** Null if the whole report has no measurement. */
  readonly interruptions: number | null;
  readonly surveys: {
    readonly calls: number;
    readonly attitude: number | null;
    readonly accuracy: number | null;
  } | null;
  /** Customers who said after a solution whether it satisfied them. */
  readonly followUps: { readonly answered: number; readonly satisfied: number | null };
  readonly clauses: readonly ClauseFigures[];
}

/** The clauses that a report lists, and the measurements that exist. */
export interface Reading {
  /** Listed in this order, even without an occurrence; all other clauses that occurred follow. */
  readonly clauses: readonly ClauseId[];
  readonly interruptionsMeasured: boolean;
  readonly surveysMeasured: boolean;
}

/** The figures of calls with these sums. */
export function figuresOf(sums: Totals, reading: Reading): Figures {
  const { counts } = sums;
  return {
    calls: { in: counts.in, out: counts.out, open: counts.open },
    answered: {
      personInTime: counts.personInTime,
      engineInTime: counts.engineInTime,
      late: counts.late,
      noLimit: counts.noLimit,
      unanswered: counts.unanswered,
    },
    serviceLevel: {
      share: over(counts.withinSeconds, counts.awaited),
      calls: counts.withinSeconds,
      of: counts.awaited,
    },
    abandoned: { calls: counts.abandoned, share: over(counts.abandoned, counts.in) },
    refused: { calls: counts.refused },
    speed: {
      calls: counts.byPerson,
      averageSeconds: over(counts.speedMs / 1000, counts.byPerson),
      longestSeconds: sums.longestSpeedMs === null ? null : sums.longestSpeedMs / 1000,
    },
    waiting: {
      holds: counts.holds,
      longestGapSeconds: sums.longestGap,
      limitBreaches: counts.limitBreaches,
    },
    ...afterwards(counts),
    dispositions: Object.fromEntries([...sums.dispositions].toSorted(([a], [b]) => a.localeCompare(b))),
    interruptions: reading.interruptionsMeasured ? counts.interruptions : null,
    surveys: reading.surveysMeasured
      ? {
          calls: counts.surveys,
          attitude: over(counts.attitudeSum, counts.attitudeMarks),
          accuracy: over(counts.accuracySum, counts.accuracyMarks),
        }
      : null,
    clauses: clauseFigures(sums, reading.clauses),
  };
}

function afterwards(
  counts: Counts,
): Pick<Figures, 'promises' | 'hungUpFirst' | 'handedOver' | 'outages' | 'recordings' | 'followUps'> {
  const answered = counts.satisfied + counts.notSatisfied;
  return {
    followUps: { answered, satisfied: over(counts.satisfied, answered) },
    handedOver: counts.handedOver,
    outages: { heard: counts.outageHeard, hungUp: counts.outageLeft },
    recordings: { made: counts.recorded, scored: counts.scored },
    promises: {
      made: counts.promises,
      kept: counts.promisesKept,
      late: counts.promisesLate,
      open: counts.promisesOpen,
      overdue: counts.promisesOverdue,
      failed: counts.promisesFailed,
    },
    hungUpFirst: {
      caller: counts.firstCaller,
      agent: counts.firstAgent,
      engine: counts.firstEngine,
      network: counts.firstNetwork,
    },
  };
}

function over(part: number, of: number): number | null {
  return of === 0 ? null : part / of;
}

function clauseFigures({ counts, clauses }: Totals, listed: readonly ClauseId[]): ClauseFigures[] {
  const calls = counts.in + counts.out + counts.apart;
  const ids = new Set([...listed, ...[...clauses.keys()].toSorted()]);
  return [...ids].map((clause) => clauseFigure(clause, clauses.get(clause), calls));
}

function clauseFigure(clause: ClauseId, sums: ClauseTotals | undefined, calls: number): ClauseFigures {
  return {
    clause,
    kept: sums?.kept ?? 0,
    broken: sums?.broken ?? 0,
    notApplicable: calls - (sums?.kept ?? 0) - (sums?.broken ?? 0),
    timesKept: sums?.timesKept ?? 0,
    timesBroken: sums?.timesBroken ?? 0,
    brokenBy: Object.fromEntries([...(sums?.brokenBy ?? [])].toSorted(([a], [b]) => a.localeCompare(b))),
    worst: sums?.worst ?? null,
  };
}
