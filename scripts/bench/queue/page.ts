import type { BenchResult, Summary } from './result.ts';
import { summaries } from './summary.ts';
import { cellsOf, HEADINGS, titleOf, trafficText } from './text.ts';

const [WIDTH, LABEL, BAR, GAP] = [720, 250, 20, 6];

interface Bar {
  readonly label: string;
  readonly value: number;
}

/** The page of a run: the table, and charts in plain SVG. It loads nothing and runs nothing. */
export function pageOf(result: BenchResult): string {
  const all = summaries(result);
  const { processor, processors, node } = result.machine;
  const about = `Version ${result.version}, ${result.at}; ${processors} × ${processor}, Node ${node}; ${result.seconds} s a row.`;
  const head = HEADINGS.map((one) => `<th>${escaped(one)}</th>`).join('');
  const rows = all.map(
    (one) =>
      `<tr>${cellsOf(one)
        .map((cell) => `<td>${escaped(cell)}</td>`)
        .join('')}</tr>`,
  );
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Sansheng beside app_queue</title>
<style>
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; font-size: 12px; display: block; overflow-x: auto; }
td, th { padding: 0.2rem 0.5rem; text-align: right; border-bottom: 1px solid #8885; }
svg { width: 100%; height: auto; }
svg text { font: 12px system-ui, sans-serif; fill: currentColor; }
rect { fill: #3572b0; }
line { stroke: currentColor; stroke-dasharray: 3 3; }
</style>
<h1>Sansheng beside app_queue</h1>
<p>${escaped(about)} Medians; ratios are against app_queue in the same round, on the same Asterisk. docs/developers/performance.md says how
to read them.</p>
${chart('CPU time of Asterisk and the engine a call, ÷ app_queue', all, ({ cpuRatio }) => cpuRatio, 1)}
${chart('INVITE→200, median, ms', all, ({ p50 }) => p50)}
${chart('INVITE→200, p95, ms', all, ({ p95 }) => p95)}
<table><tr>${head}</tr>
${rows.join('\n')}
</table>
${trafficText(result)
  .map((one) => `<p>${escaped(one)}</p>`)
  .join('\n')}
</html>
`;
}

/** @param mark where a line stands, in the unit of the values */
function chart(title: string, all: readonly Summary[], of: (one: Summary) => number, mark?: number): string {
  const every = all.map((one): Bar => {
    const sound = one.sound ? ', sound' : '';
    return { label: `${titleOf(one.kind)}, ${one.rate}/s${sound}`, value: of(one) };
  });
  const bars = every.filter(({ value }) => Number.isFinite(value));
  const most = Math.max(mark ?? 0, ...bars.map(({ value }) => value)) || 1;
  const scale = (WIDTH - LABEL - 60) / most;
  const height = bars.length * (BAR + GAP);
  const drawn = bars.map(({ label, value }, n) => {
    const [y, width] = [n * (BAR + GAP), Math.max(0, value * scale)];
    const middle = y + BAR / 2 + 4;
    return `<text x="${LABEL - 8}" y="${middle}" text-anchor="end">${escaped(label)}</text>
<rect x="${LABEL}" y="${y}" width="${width.toFixed(1)}" height="${BAR}"/>
<text x="${(LABEL + width + 6).toFixed(1)}" y="${middle}">${value.toFixed(2)}</text>`;
  });
  const at = LABEL + (mark ?? 0) * scale;
  const line = mark === undefined ? '' : `<line x1="${at}" x2="${at}" y1="0" y2="${height}"/>`;
  return `<h2>${escaped(title)}</h2>
<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escaped(title)}">
${drawn.join('\n')}
${line}
</svg>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
