import type { CallbackState } from '../../callback/state.ts';
import { type CallbackRecord, callbackMetrics } from './callback-metrics.ts';
import { type CallbackFigures, Tally } from './figures.ts';

export const CALLBACK_GROUPINGS = ['kind', 'line', 'agent', 'hour'] as const;
/** The grouping of a report on callbacks. */
export type CallbackGrouping = (typeof CALLBACK_GROUPINGS)[number];

/** The request for a report on callbacks. */
export interface CallbackReportRequest {
  /** UTC ms; callbacks that were promised at `from` or later, and before `to`. */
  readonly period: { readonly from: number; readonly to: number };
  readonly by: CallbackGrouping | null;
  /** UTC ms: the time to which the figures refer. */
  readonly asOf: number;
}

/** One group of a report on callbacks. */
export interface CallbackGroup {
  readonly key: string | null;
  readonly figures: CallbackFigures;
}

/** A report on callbacks. */
export interface CallbackReport {
  readonly request: CallbackReportRequest;
  readonly total: CallbackFigures;
  /** In the order of their keys; the one without a key last. */
  readonly groups: readonly CallbackGroup[];
}

/** Folds callbacks, each taken once and in any order.
 * @param hourOf the hour, 0 to 23, that it is at a moment (UTC ms) where the line is */
export function startCallbackReport(
  request: CallbackReportRequest,
  hourOf: (wall: number, line: string) => number,
): { take(record: CallbackRecord): void; report(): CallbackReport } {
  const total = new Tally();
  const groups = new Map<string | null, Tally>();
  const keyOf = (callback: CallbackState) => (request.by === null ? undefined : keys[request.by](callback));
  const keys: Readonly<Record<CallbackGrouping, (callback: CallbackState) => string | null>> = {
    kind: ({ kind }) => kind,
    line: ({ line }) => line,
    agent: whose,
    hour: ({ promisedAt, line }) => String(hourOf(promisedAt, line)).padStart(2, '0'),
  };
  return {
    take(record) {
      const measure = callbackMetrics(record, request.asOf);
      total.take(measure);
      const key = keyOf(record.callback);
      if (key === undefined) return;
      const group = groups.get(key) ?? new Tally();
      groups.set(key, group);
      group.take(measure);
    },
    report: () => ({
      request,
      total: total.figures(),
      groups: [...groups]
        .toSorted(([a], [b]) => Number(a === null) - Number(b === null) || (a ?? '').localeCompare(b ?? ''))
        .map(([key, tally]) => ({ key, figures: tally.figures() })),
    }),
  };
}

/** The agent of the last attempt, else the agent whom it asks for. */
function whose({ attempts, assigned, agent }: CallbackState): string | null {
  return attempts.findLast((one) => one.agent !== null)?.agent ?? assigned ?? agent ?? null;
}
