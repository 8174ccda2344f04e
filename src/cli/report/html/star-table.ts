import { minuteText } from '../../../config/time-zone.ts';
import type { AgentStars, RatedCall, Star } from '../../../core/reports/agent-rating.ts';
import type { Wording } from '../../../core/standard/catalogue/clause.ts';
import { shown } from '../columns.ts';
import { words } from '../text.ts';
import { type ReportView, ruleText, speedText, starText } from '../view.ts';
import { html, type Markup, t } from './markup.ts';

/** More calls than this behind one star are in the JSON report only; those that cost stars come first. */
const BEHIND_AT_MOST = 40;

/** quality.stars: every star opens to the calls behind it. */
export function starTable(view: ReportView): Markup {
  const { stars, request } = view.report;
  if (stars.length === 0) return html``;
  return html`<section><h2>${t(words('Stars', '星级'))}</h2><div class="scroll"><table class="wide stars"><thead><tr><th>${t(words('agent', '坐席'))}</th><th>${t(words('speed', '速度'))}</th><th>${t(words('attitude', '态度'))}</th><th>${t(words('accuracy', '准确'))}</th><th>${t(words('overall', '综合'))}</th></tr></thead>
<tbody>${stars.map((agent) => agentRow(view, agent))}</tbody></table></div><p class="rule">${t(ruleText(request.starRule))}</p>${stars.map((agent) => behind(view, agent))}</section>`;
}

function agentRow(view: ReportView, { agent, speed, attitude, accuracy, overall }: AgentStars): Markup {
  return html`<tr><th><code>${agent}</code> ${view.agents.get(agent) ?? ''}</th><td>${star(view, speed, 'share', speedText(speed))}</td><td>${star(view, attitude, 'mark')}</td><td>${star(view, accuracy, 'mark')}</td><td><b class="stars">${starText(overall)}</b></td></tr>`;
}

function star(
  { report }: ReportView,
  { stars, measured, behind: calls }: Star,
  unit: 'share' | 'mark',
  how: Wording = words('', ''),
): Markup {
  if (calls.length === 0) return html`<small>${t(words('not measured', '未测量'))}</small>`;
  const { fairCalls } = report.request.starRule;
  const few = words(`too few: ${calls.length} of ${fairCalls}`, `样本不足：${calls.length} / ${fairCalls}`);
  const note = html`${shown(measured, unit)} ${t(how)} · n=${calls.length}`;
  return stars === null
    ? html`<small>${t(few)}</small>`
    : html`<b class="stars">${starText(stars)}</b><small>${note}</small>`;
}

function behind(view: ReportView, { agent, speed, attitude, accuracy }: AgentStars): Markup {
  const { pickUpSeconds, solveMinutes } = view.report.request.starRule;
  const solving = speed.by === 'solving';
  const limit = solving ? solveMinutes : pickUpSeconds;
  const rang = ({ value }: RatedCall) => timeWords(value, solving);
  const mark = ({ value }: RatedCall) => words(`${value}`, `${value}`);
  const cost = ({ value }: RatedCall) => (value === null || value > limit ? 'bad' : '');
  return html`<details><summary><code>${agent}</code> ${view.agents.get(agent) ?? ''} · ${t(words('the calls behind the stars', '星级依据的通话'))}</summary>
${list(view, words('speed', '速度'), slowestFirst(speed.behind), (b) => html`<span class="${cost(b)}">${t(rang(b))}</span>`)}
${list(view, words('attitude', '态度'), lowestFirst(attitude.behind), (b) => t(mark(b)))}
${list(view, words('accuracy', '准确'), lowestFirst(accuracy.behind), (b) => t(mark(b)))}</details>`;
}

function timeWords(value: number | null, solving: boolean): Wording {
  if (value === null) return solving ? words('not solved', '未解决') : words('not picked up', '未接起');
  const amount = value.toFixed(1);
  return solving ? words(`${amount} min`, `${amount} 分钟`) : words(`${amount} s`, `${amount} 秒`);
}

function slowestFirst(behind: readonly RatedCall[]): RatedCall[] {
  const seconds = ({ value }: RatedCall) => value ?? Number.MAX_VALUE;
  return behind.toSorted((a, b) => seconds(b) - seconds(a));
}

function lowestFirst(behind: readonly RatedCall[]): RatedCall[] {
  return behind.toSorted((a, b) => (a.value ?? 0) - (b.value ?? 0));
}

function list(
  view: ReportView,
  title: { en: string; zh: string },
  calls: readonly RatedCall[],
  value: (b: RatedCall) => Markup,
): Markup {
  if (calls.length === 0) return html``;
  const rest = calls.length - BEHIND_AT_MOST;
  const more = html`<p class="rule">${t(words(`and ${rest} more: sansheng report --format json`, `其余 ${rest} 个见 sansheng report --format json`))}</p>`;
  return html`<h3>${t(title)}</h3><ul class="behind">${calls
    .slice(0, BEHIND_AT_MOST)
    .map(
      (b) =>
        html`<li>${value(b)} <code>${b.call}</code> <small>${minuteText(b.at, view.timeZone)}</small></li>`,
    )}</ul>${rest > 0 ? more : null}`;
}
