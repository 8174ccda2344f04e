import type { KindName } from './kinds.ts';

/** What one row of calls cost. Times in ms. */
export interface Row {
  readonly kind: KindName;
  readonly sound: boolean;
  /** Calls a second. */
  readonly rate: number;
  /** Counted from 1. */
  readonly round: number;
  readonly calls: number;
  readonly failed: number;
  /** CPU time a call, without what both use when nobody calls. */
  readonly asterisk: number;
  readonly engine: number;
  /** From the INVITE to the 200. */
  readonly answer: { readonly p50: number; readonly p95: number };
  /** From the agent's 200 to the caller's; null where the caller was answered before. */
  readonly connect: number | null;
  /** CPU time that other programs had meanwhile, as a part of one processor. */
  readonly others: number;
  /** How late a tick of a clock was at worst. */
  readonly late: number;
  /** How often it was done. */
  readonly tries: number;
  /** Other programs have disturbed it at each try. */
  readonly disturbed: boolean;
}

/** What a call of the engine asks of Asterisk, is told, and leaves in the store, on the average. */
export interface Traffic {
  readonly kind: KindName;
  readonly requests: number;
  readonly events: number;
  /** Of the journal and the facts, and what the file grows by: not in runs of versions that did not count them. */
  readonly rows?: number;
  readonly bytes?: number;
}

/** A run of the bench. */
export interface BenchResult {
  readonly version: string;
  /** ISO 8601. */
  readonly at: string;
  readonly machine: { readonly processor: string; readonly processors: number; readonly node: string };
  readonly seconds: number;
  readonly rows: readonly Row[];
  readonly traffic: readonly Traffic[];
}

/** The rows of one kind at one rate, as medians of all rounds; ratios against what it is compared with in the same round. */
export interface Summary {
  readonly kind: KindName;
  readonly sound: boolean;
  readonly rate: number;
  readonly rounds: number;
  readonly cpu: number;
  readonly asterisk: number;
  readonly engine: number;
  readonly cpuRatio: number;
  readonly p50: number;
  readonly p95: number;
  readonly p50Ratio: number;
  readonly p95Ratio: number;
  readonly connect: number | null;
  readonly failed: number;
  /** How many of the rows were done again, and how many are disturbed all the same. */
  readonly again: number;
  readonly disturbed: number;
}

/** Of some numbers the middle one; of an even count the mean of both. NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return low === undefined || high === undefined ? Number.NaN : (low + high) / 2;
}

/** The value below which this share of the values is. NaN of none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
