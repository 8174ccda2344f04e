import { KINDS, type KindName } from './kinds.ts';
import type { BenchResult, Summary } from './result.ts';
import { type Change, summaries } from './summary.ts';

const TITLES = new Map(KINDS.map(({ name, title }) => [name, title]));
export const titleOf = (kind: KindName): string => TITLES.get(kind) ?? kind;

const fixed = (value: number | null, digits: number): string =>
  value === null || Number.isNaN(value) ? '–' : value.toFixed(digits);

export const HEADINGS = [
  ...['calls/s', 'sound', 'served by', 'CPU ms a call', '÷ app_queue', 'Asterisk', 'engine'],
  ...[
    'INVITE→200 p50',
    'p95',
    'p50 ÷',
    'p95 ÷',
    'agent’s 200→caller’s',
    'failed',
    'rows',
    'done again',
    'disturbed',
  ],
];

/** One line of the table. */
export function cellsOf(one: Summary): string[] {
  return [
    ...[String(one.rate), one.sound ? 'both ways' : 'none', titleOf(one.kind)],
    ...[fixed(one.cpu, 1), fixed(one.cpuRatio, 2), fixed(one.asterisk, 1), fixed(one.engine, 1)],
    ...[fixed(one.p50, 1), fixed(one.p95, 1), fixed(one.p50Ratio, 2), fixed(one.p95Ratio, 2)],
    ...[
      fixed(one.connect, 1),
      String(one.failed),
      String(one.rounds),
      String(one.again),
      String(one.disturbed),
    ],
  ];
}

/** The table of ratios, for a terminal. */
export function tableText(result: BenchResult): string {
  return [aligned([HEADINGS, ...summaries(result).map(cellsOf)]), ...trafficText(result)].join('\n');
}

/** What a call asks, is told and leaves, a line for each kind. */
export function trafficText({ traffic }: Pick<BenchResult, 'traffic'>): string[] {
  return traffic.map(({ kind, requests, events, rows, bytes }) => {
    const asked = `${titleOf(kind)}: ${fixed(requests, 1)} requests and ${fixed(events, 1)} events a call`;
    if (rows === undefined || bytes === undefined) return asked;
    return `${asked}; ${fixed(rows, 1)} rows in the journal and the facts, ${fixed(bytes / 1000, 1)} kB in the store`;
  });
}

/** What has changed since another run, for a terminal. Only ratios against app_queue in the same run are compared: machines differ. */
export function changesText(all: readonly Change[]): string {
  const pair = (was: number, is: number) => `${fixed(was, 2)} → ${fixed(is, 2)}`;
  const lines = all
    .filter(({ is }) => is.kind !== 'queue' && is.kind !== 'queueGreeting')
    .map(({ was, is }) => [
      ...[String(is.rate), is.sound ? 'both ways' : 'none', titleOf(is.kind)],
      ...[pair(was.cpuRatio, is.cpuRatio), pair(was.p50Ratio, is.p50Ratio), pair(was.p95Ratio, is.p95Ratio)],
    ]);
  const head = ['calls/s', 'sound', 'served by', 'CPU ÷ app_queue', 'INVITE→200 p50 ÷', 'p95 ÷'];
  return lines.length > 0 ? aligned([head, ...lines]) : 'nothing was measured in both runs';
}

function aligned(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => (row[at] ?? '').length)));
  return rows.map((row) => row.map((cell, at) => cell.padStart(widths[at] ?? 0)).join('  ')).join('\n');
}
