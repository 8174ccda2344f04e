import type { ClauseFigures, Figures } from '../../../core/reports/figures.ts';
import { SECTIONS, type Section, shown } from '../columns.ts';
import { clauseWords, words } from '../text.ts';
import { brokenByText, groupHeading, groupName, measuredText, type ReportView } from '../view.ts';
import { keptBar } from './charts.ts';
import { html, type Markup, t } from './markup.ts';

/** Of a whole report: every figure with its name. */
export function figureLists({ report }: ReportView): Markup {
  const list = ({ label, columns }: Section) =>
    html`<table class="list"><caption>${t(label)}</caption><tbody>${columns.map(
      (c) => html`<tr><th>${t(c.label)}</th><td>${shown(c.of(report.total), c.unit)}</td></tr>`,
    )}</tbody></table>`;
  return html`<section><h2>${t(words('All figures', '全部指标'))}</h2><div class="lists">${SECTIONS.map(list)}${dispositionList(report.total)}</div></section>`;
}

function dispositionList({ dispositions }: Figures): Markup {
  const rows = Object.entries(dispositions).map(
    ([name, calls]) => html`<tr><th>${name}</th><td>${calls}</td></tr>`,
  );
  if (rows.length === 0) return html``;
  return html`<table class="list"><caption>${t(words('Dispositions', '通话登记'))}</caption><tbody>${rows}</tbody></table>`;
}

/** Sections that stand in one table side by side, so that a table fits the paper. */
const TABLES: readonly (readonly string[])[] = [
  ['calls', 'answered', 'speed'],
  ['waiting', 'outages', 'promises'],
  ['hungUpFirst', 'quality', 'recordings'],
];

/** By agent, line or standard: a row a group, and the total. */
export function groupTables(view: ReportView): Markup {
  const { by } = view.report.request;
  if (by === null || by === 'clause') return html``;
  const heading = groupHeading(by);
  const tables = TABLES.map((keys) => SECTIONS.filter(({ key }) => keys.includes(key)));
  return html`<section><h2>${t(words(`By ${heading.en}`, `按${heading.zh}`))}</h2>${tables.map((s) => groupTable(view, s))}${matrix(view)}</section>`;
}

function groupTable(view: ReportView, sections: readonly Section[]): Markup {
  const { groups, total, request } = view.report;
  const columns = sections.flatMap((section) => section.columns.map((c, i) => ({ ...c, begins: i === 0 })));
  const row = (name: Markup, figures: Figures, kind: string) =>
    html`<tr class="${kind}"><th>${name}</th>${columns.map((c) => html`<td class="${c.begins ? 'begins' : ''}">${shown(c.of(figures), c.unit)}</td>`)}</tr>`;
  return html`<div class="scroll"><table class="wide"><thead>
<tr><th rowspan="2">${t(groupHeading(request.by ?? 'line'))}</th>${sections.map((s) => html`<th class="over begins" colspan="${s.columns.length}">${t(s.label)}</th>`)}</tr>
<tr>${columns.map((c) => html`<th class="${c.begins ? 'begins' : ''}">${t(c.label)}</th>`)}</tr></thead>
<tbody>${groups.map(({ key, figures }) => row(keyAndName(view, key), figures, ''))}${row(t(words('total', '合计')), total, 'total')}</tbody></table></div>`;
}

function keyAndName(view: ReportView, key: string | null): Markup {
  return html`${key === null ? null : html`<code>${key}</code> `}${t(groupName(view, key))}`;
}

/** Which group broke which clause: broken of those in which it came up. */
function matrix(view: ReportView): Markup {
  const { groups, total, request } = view.report;
  const came = total.clauses.filter((c) => c.kept + c.broken > 0).map(({ clause }) => clause);
  if (came.length === 0) return html``;
  const cell = (figures: ClauseFigures | undefined) => {
    if (!figures || figures.kept + figures.broken === 0) return html`<td></td>`;
    const { kept, broken } = figures;
    return html`<td class="${broken > 0 ? 'bad' : 'good'}">${broken}/${kept + broken}</td>`;
  };
  return html`<div class="scroll"><table class="wide matrix"><caption>${t(
    words(
      'Calls in which a clause was broken, of those in which it came up',
      '违反条款的通话 / 涉及该条款的通话',
    ),
  )}</caption><thead><tr><th>${t(groupHeading(request.by ?? 'line'))}</th>${came.map((clause) => html`<th><span class="upright">${t(clauseWords(clause))}</span></th>`)}</tr></thead>
<tbody>${groups.map(({ key, figures }) => html`<tr><th>${keyAndName(view, key)}</th>${came.map((id) => cell(figures.clauses.find(({ clause }) => clause === id)))}</tr>`)}</tbody></table></div>`;
}

/** Every clause: kept, broken or not applicable, in calls. */
export function clauseTable({ report, agents }: ReportView): Markup {
  const row = (
    c: ClauseFigures,
  ) => html`<tr class="${c.kept + c.broken === 0 ? 'faint' : ''}"><th>${t(clauseWords(c.clause))} <code>${c.clause}</code></th>
<td>${c.kept}</td><td class="${c.broken > 0 ? 'bad' : ''}">${c.broken}</td><td class="faint">${c.notApplicable}</td><td>${keptBar(c.kept, c.broken)}</td><td>${t(measuredText(c.worst))}</td><td class="text">${t(brokenByText(c.brokenBy, agents))}</td></tr>`;
  return html`<section><h2>${t(words('Clauses, in calls', '条款执行情况（按通话计）'))}</h2><div class="scroll"><table class="wide clauses"><thead><tr><th>${t(words('clause', '条款'))}</th><th>${t(words('kept', '达标'))}</th><th>${t(words('broken', '违反'))}</th><th>${t(words('n/a', '不适用'))}</th><th></th><th>${t(words('worst / limit', '最差值 / 限值'))}</th><th class="text">${t(words('broken by, times', '违反方及次数'))}</th></tr></thead>
<tbody>${report.total.clauses.map(row)}</tbody></table></div></section>`;
}
