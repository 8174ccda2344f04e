import { secondText } from '../../config/time-zone.ts';
import type { SpeedStar, Star } from '../../core/reports/agent-rating.ts';
import type { ClauseFigures, Figures } from '../../core/reports/figures.ts';
import { table } from '../output.ts';
import { type Column, SECTIONS, shown } from './columns.ts';
import {
  brokenByText,
  groupHeading,
  groupName,
  measuredText,
  type ReportView,
  ruleText,
  speedText,
  starText,
} from './view.ts';

/** The report for a terminal. */
export function toTable(view: ReportView): string {
  const { by } = view.report.request;
  const figures = by === null ? plain(view) : by === 'clause' ? [] : grouped(view);
  return [heading(view), ...figures, ...dispositions(view), ...clauses(view), ...stars(view)].join('\n\n');
}

function heading({ company, period, timeZone, report }: ReportView): string {
  const { withinSeconds, asOf } = report.request;
  return [
    `${company.en}: ${period.text} (${timeZone})`,
    `made ${secondText(asOf, timeZone)}; service level within ${withinSeconds} s`,
  ].join('\n');
}

function cell(column: Column, figures: Figures): string {
  return shown(column.of(figures), column.unit);
}

function plain({ report }: ReportView): string[] {
  const rows = SECTIONS.flatMap(({ label, columns }) =>
    columns.map((c, i) => [i === 0 ? label.en : '', c.label.en, cell(c, report.total)]),
  );
  return [table(['', 'figure', 'value'], rows)];
}

function grouped(view: ReportView): string[] {
  const { groups, total, request } = view.report;
  const by = groupHeading(request.by ?? 'line').en;
  return SECTIONS.map(({ label, columns }) => {
    const rows = [
      ...groups.map(({ key, figures }) => [
        [key, groupName(view, key).en].filter(Boolean).join(' '),
        ...columns.map((c) => cell(c, figures)),
      ]),
      ['total', ...columns.map((c) => cell(c, total))],
    ];
    return `${label.en}\n${table([by, ...columns.map((c) => c.label.en)], rows)}`;
  });
}

function dispositions({ report }: ReportView): string[] {
  const rows = Object.entries(report.total.dispositions).map(([name, calls]) => [name, String(calls)]);
  return rows.length === 0 ? [] : [`Dispositions\n${table(['written down', 'calls'], rows)}`];
}

function clauseRow({ clause, ...c }: ClauseFigures, { agents }: ReportView): string[] {
  const counts = [c.kept, c.broken, c.notApplicable].map(String);
  return [clause, ...counts, measuredText(c.worst).en, brokenByText(c.brokenBy, agents).en];
}

function clauses(view: ReportView): string[] {
  const { total, groups } = view.report;
  const heading = ['clause', 'kept', 'broken', 'n/a', 'worst / limit', 'broken by (times)'];
  const all = `Clauses, in calls\n${table(
    heading,
    total.clauses.map((c) => clauseRow(c, view)),
  )}`;
  const broken = groups.flatMap(({ key, figures }) =>
    figures.clauses
      .filter((c) => c.broken > 0)
      .map((c) => [[key, groupName(view, key).en].filter(Boolean).join(' '), ...clauseRow(c, view)]),
  );
  if (broken.length === 0) return [all];
  const by = groupHeading(view.report.request.by ?? 'line').en;
  return [all, `Broken, by ${by}\n${table([by, ...heading], broken)}`];
}

function star({ stars, measured, behind }: Star, unit: 'share' | 'mark'): string {
  return behind.length === 0 ? '–' : `${starText(stars)} ${shown(measured, unit)} of ${behind.length}`;
}

function speed(of: SpeedStar): string {
  return of.behind.length === 0 ? '–' : `${star(of, 'share')} ${speedText(of).en}`;
}

function stars({ report, agents }: ReportView): string[] {
  if (report.stars.length === 0) return [];
  const rows = report.stars.map((s) => [
    [s.agent, agents.get(s.agent)].filter(Boolean).join(' '),
    speed(s.speed),
    star(s.attitude, 'mark'),
    star(s.accuracy, 'mark'),
    starText(s.overall),
  ]);
  const heading = ['agent', 'speed', 'attitude', 'accuracy', 'overall'];
  return [`Stars\n${table(heading, rows)}\n${ruleText(report.request.starRule).en}`];
}
