import type { Wording } from '../../../core/standard/catalogue/clause.ts';
import { words } from '../text.ts';
import { html, type Markup, svgText, t } from './markup.ts';

/** One colour of a chart: its class in the style sheet, and what it stands for. */
export interface Series {
  readonly kind: string;
  readonly label: Wording;
}

export interface ColumnsChart {
  readonly title: Wording;
  readonly series: readonly Series[];
  /** One a slot: its name, where one is to be written, and a value for each of the series, upwards. */
  readonly slots: readonly { readonly label: string; readonly values: readonly number[] }[];
  /** The top of the scale, where it is given. */
  readonly top?: number;
  readonly width: number;
  shown(value: number): string;
}

const HEIGHT = 190;
const MARGIN = { top: 12, right: 4, bottom: 20, left: 38 };
const COLUMN_AT_MOST = 34;

/** Stacked columns over time. */
export function columnsChart(chart: ColumnsChart): Markup {
  const { slots, width, series } = chart;
  const sums = slots.map(({ values }) => values.reduce((a, b) => a + b, 0));
  const ticks = ticksUpTo(chart.top ?? Math.max(1, ...sums), chart.top === undefined);
  const top = ticks.at(-1) ?? 1;
  const inner = { width: width - MARGIN.left - MARGIN.right, height: HEIGHT - MARGIN.top - MARGIN.bottom };
  const y = (value: number) => MARGIN.top + inner.height * (1 - value / top);
  const step = inner.width / Math.max(1, slots.length);
  const columnWidth = Math.min(COLUMN_AT_MOST, step * 0.74);
  const everyNth = Math.ceil((38 * slots.length) / inner.width);
  const columns = slots.map(({ label, values }, i) => {
    const x = MARGIN.left + step * (i + 0.5);
    const bars = stackedUp(values, y).map(({ from, to }, k) =>
      from === to
        ? html``
        : html`<rect class="${series[k]?.kind ?? ''}" x="${(x - columnWidth / 2).toFixed(1)}" y="${to.toFixed(1)}" width="${columnWidth.toFixed(1)}" height="${(from - to).toFixed(1)}"/>`,
    );
    const name =
      i % everyNth === 0
        ? html`<text class="axis" x="${x.toFixed(1)}" y="${HEIGHT - 5}" text-anchor="middle">${label}</text>`
        : html``;
    const tip = series.map((s, k) => `${s.label.zh} ${s.label.en} ${chart.shown(values[k] ?? 0)}`).join('\n');
    return html`<g><title>${`${label}\n${tip}`}</title>${bars}${name}</g>`;
  });
  return html`<figure><figcaption>${t(chart.title)}${legend(series)}</figcaption>
<svg viewBox="0 0 ${width} ${HEIGHT}" role="img" aria-label="${chart.title.zh} ${chart.title.en}">
${ticks.map((tick) => html`<line class="grid" x1="${MARGIN.left}" x2="${width - MARGIN.right}" y1="${y(tick).toFixed(1)}" y2="${y(tick).toFixed(1)}"/><text class="axis" x="${MARGIN.left - 6}" y="${(y(tick) + 3.5).toFixed(1)}" text-anchor="end">${chart.shown(tick)}</text>`)}
${columns}</svg></figure>`;
}

/** Where each value's bar begins and ends, one on top of another. */
function stackedUp(values: readonly number[], y: (value: number) => number): { from: number; to: number }[] {
  let sum = 0;
  return values.map((value) => {
    const from = y(sum);
    sum += value;
    return { from, to: y(sum) };
  });
}

/** From 0 in some four round steps; `beyond`: the last one lies at or over the value. */
function ticksUpTo(value: number, whole: boolean): number[] {
  const rough = value / 4;
  const magnitude = 10 ** Math.floor(Math.log10(rough));
  const round = [1, 2, 5, 10].map((n) => n * magnitude).find((n) => n >= rough) ?? rough;
  const step = whole ? Math.max(1, round) : round;
  return Array.from({ length: Math.ceil(value / step - 1e-9) + 1 }, (_, i) => i * step);
}

export function legend(series: readonly Series[]): Markup {
  if (series.length < 2) return html``;
  return html`<span class="legend">${series.map(({ kind, label }) => html`<span><i class="${kind}"></i>${t(label)}</span>`)}</span>`;
}

/** One bar of parts that make up a whole, with what each part is below it. */
export function partsBar(title: Wording, parts: readonly (Series & { readonly value: number })[]): Markup {
  const all = parts.reduce((sum, { value }) => sum + value, 0);
  let left = 0;
  const bars = parts.map(({ kind, label, value }) => {
    const x = left;
    left += all === 0 ? 0 : (value / all) * 360;
    const share = html`<text class="on" x="${(x + left) / 2}" y="15" text-anchor="middle">${value}</text>`;
    return html`<g><title>${`${label.zh} ${label.en} ${value}`}</title><rect class="${kind}" x="${x.toFixed(1)}" y="0" width="${(left - x).toFixed(1)}" height="22"/>${left - x > 8 * String(value).length + 6 ? share : null}</g>`;
  });
  const nothing = svgText(words('none', '无'), { x: 180, y: 15, anchor: 'middle', kind: 'axis' });
  return html`<figure class="parts"><figcaption>${t(title)} <b>${all}</b></figcaption>
<svg viewBox="0 0 360 22" role="img" aria-label="${title.zh} ${title.en}"><rect class="empty" width="360" height="22"/>${all === 0 ? nothing : bars}</svg>
<span class="legend">${parts.map(({ kind, label, value }) => html`<span><i class="${kind}"></i>${t(label)} ${value}</span>`)}</span></figure>`;
}

/** A bar in a table's cell: how much was kept, how much broken, of both together. */
export function keptBar(kept: number, broken: number): Markup {
  const all = kept + broken;
  if (all === 0) return html``;
  const width = (kept / all) * 120;
  return html`<svg class="kept-bar" viewBox="0 0 120 10" aria-hidden="true" preserveAspectRatio="none"><rect class="kept" width="${width.toFixed(1)}" height="10"/><rect class="broken" x="${width.toFixed(1)}" width="${(120 - width).toFixed(1)}" height="10"/></svg>`;
}
