import { secondText } from '../../config/time-zone.ts';
import type { CallbackFigures } from '../../core/reports/callbacks/figures.ts';
import type { LateSummary } from '../../core/reports/callbacks/forecast.ts';
import type { CallbackGrouping, CallbackReport } from '../../core/reports/callbacks/report.ts';
import type { Wording } from '../../core/standard/catalogue/clause.ts';
import type { Outlook } from '../../engine/callback-figures.ts';
import { type Cell, csvText } from '../../util/csv.ts';
import { table } from '../output.ts';
import { shown } from '../report/columns.ts';
import { both, headingOf, rounded } from '../report/csv.ts';
import type { Period } from '../report/period.ts';
import { words } from '../report/text.ts';
import { CALLBACK_COLUMNS, CALLBACK_SECTIONS } from './figure-columns.ts';

/** What the formats are made of. */
export interface FiguresView {
  readonly report: CallbackReport;
  readonly outlook: Outlook;
  readonly period: Period;
  readonly timeZone: string;
  /** Agents' names by extension. */
  readonly agents: ReadonlyMap<string, string>;
}

/** What will be late first is listed so far. */
const LISTED = 20;

const HEADINGS: Readonly<Record<CallbackGrouping, Wording>> = {
  kind: words('kind', '类型'),
  line: words('line', '线路'),
  agent: words('agent', '坐席'),
  hour: words('hour of the promise', '承诺时段'),
};

function nameOf({ report, agents }: FiguresView, key: string | null): string {
  if (key === null) return '(no agent)';
  return report.request.by === 'agent' ? [key, agents.get(key)].filter(Boolean).join(' ') : key;
}

/** For a terminal: the figures, then what is to be expected. */
export function figuresTable(view: FiguresView): string {
  const { report, period, timeZone } = view;
  const heading = `callbacks promised ${period.text} (${timeZone})\nmade ${secondText(report.request.asOf, timeZone)}`;
  return [
    heading,
    ...(report.request.by === null ? whole(report.total) : grouped(view)),
    ...expected(view),
  ].join('\n\n');
}

function whole(total: CallbackFigures): string[] {
  const rows = CALLBACK_SECTIONS.flatMap(({ label, columns }) =>
    columns.map((one, i) => [i === 0 ? label.en : '', one.label.en, shown(one.of(total), one.unit)]),
  );
  const tries = Object.entries(total.attempts.outcomes).map(([outcome, times]) => [outcome, String(times)]);
  return [
    table(['', 'figure', 'value'], rows),
    ...(tries.length === 0 ? [] : [table(['attempt', 'times'], tries)]),
  ];
}

function grouped(view: FiguresView): string[] {
  const { groups, total, request } = view.report;
  const cells = (figures: CallbackFigures, of: (typeof CALLBACK_SECTIONS)[number]) =>
    of.columns.map((one) => shown(one.of(figures), one.unit));
  return CALLBACK_SECTIONS.map((section) => {
    const rows = [
      ...groups.map(({ key, figures }) => [nameOf(view, key), ...cells(figures, section)]),
      ['total', ...cells(total, section)],
    ];
    const head = [HEADINGS[request.by ?? 'kind'].en, ...section.columns.map(({ label }) => label.en)];
    return `${section.label.en}\n${table(head, rows)}`;
  });
}

function lateText({ soon, first }: LateSummary, timeZone: string): string {
  if (first === null) return 'none will be late within the next hour';
  return `${soon} will be late within the next hour, the first at ${secondText(first, timeZone).slice(11, 16)}`;
}

function expected({ outlook, timeZone }: FiguresView): string[] {
  const { asNow, ifNobody, agents, callersWaiting, talkMs } = outlook;
  const who = `${agents.there} agents there, ${agents.free} of them free; ${callersWaiting} callers wait; a talk takes ${shown(talkMs / 1000, 'duration')}`;
  const lines = [
    `Outlook (${who})`,
    `  as it is now: ${lateText(asNow, timeZone)}`,
    `  if nobody is there: ${lateText(ifNobody, timeZone)}`,
    `  late already: ${asNow.overdue}`,
  ];
  const rows = outlook.expected
    .filter((one) => one.late)
    .slice(0, LISTED)
    .map(({ callback, start }) => [
      callback.id,
      callback.kind,
      callback.line,
      secondText(callback.deadlineAt, timeZone),
      start === null ? 'never' : secondText(start, timeZone),
    ]);
  const list = table(['late', 'kind', 'line', 'deadline', 'taken up'], rows);
  return [lines.join('\n'), ...(rows.length === 0 ? [] : [list])];
}

/** For spreadsheets: a row for each group, and the total; the outlook is not in it. */
export function figuresCsv(view: FiguresView): string {
  const { by } = view.report.request;
  const cells = (figures: CallbackFigures): Cell[] =>
    CALLBACK_COLUMNS.map((one) => rounded(one.of(figures), one.unit));
  return csvText([
    [by === null ? '期间 period' : both(HEADINGS[by]), ...CALLBACK_COLUMNS.map(headingOf)],
    ...view.report.groups.map(({ key, figures }) => [nameOf(view, key), ...cells(figures)]),
    [by === null ? view.period.text : '合计 total', ...cells(view.report.total)],
  ]);
}
