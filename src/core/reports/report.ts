import type { Fact } from '../facts.ts';
import type { ClauseId } from '../standard/standard.ts';
import { type AgentStars, addRatedCalls, type StarRule, type StarSheet, starsOf } from './agent-rating.ts';
import { callMetrics, type MetricOptions } from './call-metrics.ts';
import { byAgent, wholeCall } from './call-parts.ts';
import type { CallbackRecord } from './callbacks/callback-metrics.ts';
import { clauseTotals } from './clauses.ts';
import { type Figures, figuresOf, type Reading } from './figures.ts';
import type { CallRecord } from './record.ts';
import { addTotals, counted, NO_TOTALS, type Totals } from './totals.ts';

export const GROUPINGS = ['agent', 'line', 'clause', 'standard'] as const;
/** The grouping of a report. */
export type Grouping = (typeof GROUPINGS)[number];

/** The request for a report on calls. */
export interface ReportRequest extends MetricOptions {
  /** UTC ms; calls that arrived at `from` or later, and before `to`. */
  readonly period: { readonly from: number; readonly to: number };
  /** Grouping by clause makes no groups of calls: the figures of each group have the clauses anyway. */
  readonly by: Grouping | null;
  /** UTC ms: the beginnings of the timeline's slots, ascending; the first is the period's beginning. */
  readonly slots: readonly number[];
  /** The clauses to list, in this order, even without an occurrence. */
  readonly clauses: readonly ClauseId[];
  readonly starRule: StarRule;
}

/** One group of a report: the calls of an agent, a line or a standard. `key` is the agent's extension, null for calls
 * that no agent took; the line's number; the standard's name. */
export interface Group {
  readonly key: string | null;
  readonly figures: Figures;
}

/** A report on calls. */
export interface Report {
  readonly request: ReportRequest;
  readonly total: Figures;
  /** In the order of their keys; the one without a key last. */
  readonly groups: readonly Group[];
  readonly slots: readonly { readonly from: number; readonly figures: Figures }[];
  readonly stars: readonly AgentStars[];
}

/** Collects calls and makes the report of them. */
export interface Reporter {
  /** Takes one call of the period; each once, in any order. */
  take(record: CallRecord): void;
  /** Takes one callback of the period. Its facts without a call count here; the others count for their calls. */
  takeCallback(record: CallbackRecord): void;
  /** Takes the facts of the period that belong to neither (callback.programme). They count only in the total. */
  takeApart(facts: readonly Fact[]): void;
  report(): Report;
}

/** Begins a report: a fold over calls, one at a time, so that no more than one need be in memory. */
export function startReport(request: ReportRequest): Reporter {
  let total = NO_TOTALS;
  const groups = new Map<string | null, Totals>();
  const slots = request.slots.map(() => NO_TOTALS);
  const rated: StarSheet = new Map();
  return {
    take(record) {
      // an alert to the supervisors is not a customer's call
      if (record.call.direction === 'alert') return;
      const sums = callMetrics(record, wholeCall(record), request);
      total = addTotals(total, sums);
      const slot = slotOf(record.call.arrivedAt.wall, request.slots);
      slots[slot] = addTotals(slots[slot] ?? NO_TOTALS, sums);
      for (const [key, part] of grouped(record, sums, request)) {
        groups.set(key, addTotals(groups.get(key) ?? NO_TOTALS, part));
      }
      addRatedCalls(rated, record, request.starRule, request.asOf);
    },
    takeCallback({ callback, facts }) {
      const { line, standard, promisedAt } = callback;
      const sums = apart(facts.filter(({ call }) => call === undefined));
      total = addTotals(total, sums);
      const slot = slotOf(promisedAt, request.slots);
      slots[slot] = addTotals(slots[slot] ?? NO_TOTALS, sums);
      const key = { line, standard, agent: undefined, clause: undefined }[request.by ?? 'clause'];
      if (key !== undefined) groups.set(key, addTotals(groups.get(key) ?? NO_TOTALS, sums));
    },
    takeApart(facts) {
      for (const fact of facts) total = addTotals(total, apart([fact]));
    },
    report: () => {
      const reading = readingOf(total, request);
      return {
        request,
        total: figuresOf(total, reading),
        groups: [...groups]
          .toSorted(([a], [b]) => compareKeys(a, b))
          .map(([key, sums]) => ({ key, figures: figuresOf(sums, reading) })),
        slots: request.slots.map((from, i) => ({ from, figures: figuresOf(slots[i] ?? NO_TOTALS, reading) })),
        stars: starsOf(rated, request.starRule),
      };
    },
  };
}

/** The judged items that are not calls. */
function apart(facts: readonly Fact[]): Totals {
  const clauses = clauseTotals(facts);
  return clauses.size === 0 ? NO_TOTALS : { ...NO_TOTALS, counts: counted({ apart: 1 }), clauses };
}

/** A value without any measurement stays empty, because zero would claim a measurement. */
function readingOf({ counts, clauses }: Totals, request: ReportRequest): Reading {
  const came = [...clauses.keys()].filter((clause) => !request.clauses.includes(clause)).toSorted();
  return {
    clauses: [...request.clauses, ...came],
    interruptionsMeasured: counts.interruptions > 0 || clauses.has('hear.interrupt'),
    surveysMeasured: counts.surveys > 0 || clauses.has('quality.stars'),
  };
}

function grouped(record: CallRecord, sums: Totals, request: ReportRequest): [string | null, Totals][] {
  switch (request.by) {
    case 'agent':
      return byAgent(record).map((part) => [part.agent, callMetrics(record, part, request)]);
    case 'line':
      return [[record.call.line, sums]];
    case 'standard':
      return [[record.call.standard, sums]];
    default:
      return [];
  }
}

/** The last slot that begins no later; the first if there is none. */
function slotOf(wall: number, slots: readonly number[]): number {
  return Math.max(
    0,
    slots.findLastIndex((from) => from <= wall),
  );
}

function compareKeys(a: string | null, b: string | null): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  return a.localeCompare(b);
}
