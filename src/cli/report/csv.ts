import type { AgentStars } from '../../core/reports/agent-rating.ts';
import type { Figures } from '../../core/reports/figures.ts';
import type { Wording } from '../../core/standard/catalogue/clause.ts';
import { type Cell, csvText } from '../../util/csv.ts';
import { COLUMNS, type Column, type Unit } from './columns.ts';
import { clauseWords } from './text.ts';
import { brokenByText, groupHeading, groupName, type ReportView } from './view.ts';

/** For spreadsheets. Seconds and percent are plain numbers; the heading has the
 * unit. Grouped by clause one row a clause; otherwise one row a group, and the total. */
export function toCsv(view: ReportView): string {
  const rows = view.report.request.by === 'clause' ? clauseRows(view) : figureRows(view);
  return csvText(rows);
}

const UNITS: Readonly<Record<Unit, string>> = {
  count: '',
  seconds: ' (s)',
  duration: ' (s)',
  share: ' (%)',
  mark: '',
};

export function both({ en, zh }: Wording): string {
  return en === zh ? en : [zh, en].filter(Boolean).join(' ');
}

/** A figure's name, where it stands in the JSON, and its unit. */
export function headingOf({ key, label, unit }: Pick<Column, 'key' | 'label' | 'unit'>): string {
  return `${both(label)} [${key}]${UNITS[unit]}`;
}

/** To a tenth of a percent, to a hundredth of anything else. */
export function rounded(value: number | null, unit: Unit): number | null {
  if (value === null) return null;
  return unit === 'share' ? Math.round(value * 1000) / 10 : Math.round(value * 100) / 100;
}

function figureRows(view: ReportView): Cell[][] {
  const { by } = view.report.request;
  const { total, groups, stars } = view.report;
  const dispositions = Object.keys(total.dispositions);
  const head = [
    by === null ? '期间 period' : both(groupHeading(by)),
    '名称 name',
    ...COLUMNS.map(headingOf),
    ...dispositions.map((name) => `登记 disposition: ${name}`),
    ...total.clauses.flatMap(({ clause }) =>
      ['达标 kept', '违反 broken', '不适用 n/a'].map((verdict) => `${clause} ${verdict}`),
    ),
    ...(by === 'agent' ? ['速度星 speed', '态度星 attitude', '准确星 accuracy', '综合星 overall'] : []),
  ];
  const row = (key: string, name: string, figures: Figures, star?: AgentStars): Cell[] => [
    key,
    name,
    ...COLUMNS.map(({ of, unit }) => rounded(of(figures), unit)),
    ...dispositions.map((d) => figures.dispositions[d] ?? 0),
    ...figures.clauses.flatMap((c) => [c.kept, c.broken, c.notApplicable]),
    ...(by === 'agent' ? starCells(star) : []),
  ];
  return [
    head,
    ...groups.map(({ key, figures }) =>
      row(
        key ?? '',
        both(groupName(view, key)),
        figures,
        stars.find(({ agent }) => agent === key),
      ),
    ),
    row(by === null ? view.period.text : '', '合计 total', total),
  ];
}

function starCells(star: AgentStars | undefined): Cell[] {
  if (star === undefined) return [null, null, null, null];
  return [star.speed.stars, star.attitude.stars, star.accuracy.stars, star.overall];
}

function clauseRows({ report, agents }: ReportView): Cell[][] {
  const head = [
    '条款 clause',
    '名称 name',
    '达标 kept',
    '违反 broken',
    '不适用 n/a',
    '达标次数 times kept',
    '违反次数 times broken',
    '最差值 worst',
    '限值 limit',
    '单位 unit',
    '违反方 broken by',
  ];
  const rows = report.total.clauses.map((c) => [
    c.clause,
    both(clauseWords(c.clause)),
    c.kept,
    c.broken,
    c.notApplicable,
    c.timesKept,
    c.timesBroken,
    rounded(c.worst?.value ?? null, 'seconds'),
    c.worst?.limit ?? null,
    c.worst?.unit ?? null,
    brokenByText(c.brokenBy, agents).en,
  ]);
  return [head, ...rows];
}
