import { minuteText } from '../../../config/time-zone.ts';
import { SECTIONS } from '../columns.ts';
import { DEFINITIONS } from '../definitions.ts';
import { words } from '../text.ts';
import type { ReportView } from '../view.ts';
import { html, type Markup, t } from './markup.ts';
import { tileRow, timeline } from './overview.ts';
import { starTable } from './star-table.ts';
import { STYLE } from './style.ts';
import { clauseTable, figureLists, groupTables } from './tables.ts';

const TITLE = words('Telephone service report', '电话服务规范执行报表');

/** The report as one file that asks nobody for anything: both languages, light and dark, A4 when printed. */
export function toHtml(view: ReportView): string {
  const { by } = view.report.request;
  const page = html`<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<title>${view.company.zh} ${TITLE.zh} ${view.period.text}</title><style>${STYLE}</style></head>
<body><div class="switch"><input type="radio" name="language" id="show-zh" checked><label for="show-zh" lang="zh-CN">中文</label><input type="radio" name="language" id="show-en"><label for="show-en" lang="en">English</label></div>
<main>${header(view)}${tileRow(view)}${timeline(view)}${by === null || by === 'clause' ? null : groupTables(view)}${clauseTable(view)}${starTable(view)}${figureLists(view)}${definitions()}</main></body></html>
`;
  return page.text;
}

function header({ company, period, timeZone, report }: ReportView): Markup {
  const made = minuteText(report.request.asOf, timeZone);
  return html`<header><p>${t(company)}</p><h1>${t(TITLE)}</h1><p class="period">${period.text}</p><p class="made">${timeZone} · ${t(words(`made ${made}`, `生成于 ${made}`))}</p></header>`;
}

function definitions(): Markup {
  const sections = SECTIONS.map(({ label, columns }) => {
    const rows = columns.map(
      (c) => html`<div><dt>${t(c.label)}</dt><dd>${t(DEFINITIONS[c.key] ?? c.label)}</dd></div>`,
    );
    return html`<h3>${t(label)}</h3><dl>${rows}</dl>`;
  });
  return html`<section class="definitions"><h2>${t(words('What the figures are', '指标定义'))}</h2><div>${sections}</div></section>`;
}
