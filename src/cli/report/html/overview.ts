import { minuteText } from '../../../config/time-zone.ts';
import type { Figures } from '../../../core/reports/figures.ts';
import type { Wording } from '../../../core/standard/catalogue/clause.ts';
import { shown } from '../columns.ts';
import { words } from '../text.ts';
import type { ReportView } from '../view.ts';
import { columnsChart, partsBar, type Series } from './charts.ts';
import { html, type Markup, t } from './markup.ts';

interface Tile {
  readonly label: Wording;
  readonly value: string;
  readonly note: Wording;
  /** Something there is to be looked into. */
  readonly alarm?: boolean;
}

function share(part: number, of: number): string {
  return shown(of === 0 ? null : part / of, 'share');
}

/** The few figures that a manager reads first. */
function tiles(f: Figures, withinSeconds: number): Tile[] {
  return [
    {
      label: words('Incoming calls', '呼入'),
      value: shown(f.calls.in, 'count'),
      note: words(`${f.calls.out} callbacks placed`, `回电 ${f.calls.out} 次`),
    },
    ringsTile(f),
    {
      label: words(`Service level, ${withinSeconds}\u00a0s`, `服务水平（${withinSeconds} 秒）`),
      value: shown(f.serviceLevel.share, 'share'),
      note: words(
        `${f.serviceLevel.calls} of ${f.serviceLevel.of}`,
        `${f.serviceLevel.calls} / ${f.serviceLevel.of}`,
      ),
    },
    {
      label: words('Abandoned', '放弃率'),
      value: shown(f.abandoned.share, 'share'),
      note: words(`${f.abandoned.calls} calls`, `${f.abandoned.calls} 个来电`),
    },
    speedTile(f),
    promisesTile(f),
    breachesTile(f),
  ];
}

function ringsTile({ answered }: Figures): Tile {
  const { personInTime, engineInTime, late } = answered;
  const inTime = personInTime + engineInTime;
  return {
    label: words('Answered within the rings', '响铃内接听'),
    value: share(inTime, inTime + late),
    note: words(
      `person ${personInTime}, engine ${engineInTime}, late ${late}`,
      `人工 ${personInTime}，系统 ${engineInTime}，超时 ${late}`,
    ),
    alarm: late > 0,
  };
}

function speedTile({ speed }: Figures): Tile {
  const longest = shown(speed.longestSeconds, 'seconds');
  return {
    label: words('Average speed of answer', '平均应答速度'),
    value: shown(speed.averageSeconds, 'seconds'),
    note: words(`longest ${longest}`, `最长 ${longest}`),
  };
}

function promisesTile({ promises }: Figures): Tile {
  const { made, kept, open, overdue } = promises;
  return {
    label: words('Promises kept', '承诺兑现'),
    value: made === 0 ? '–' : `${kept} / ${made}`,
    note: words(`${open} open, ${overdue} overdue`, `未办结 ${open}，逾期 ${overdue}`),
    alarm: overdue > 0,
  };
}

function breachesTile({ clauses }: Figures): Tile {
  const broken = clauses.filter(({ timesBroken }) => timesBroken > 0);
  const times = broken.reduce((sum, { timesBroken }) => sum + timesBroken, 0);
  return {
    label: words('Breaches', '违反条款'),
    value: shown(times, 'count'),
    note: words(`of ${broken.length} clauses`, `涉及 ${broken.length} 条`),
    alarm: times > 0,
  };
}

export function tileRow({ report }: ReportView): Markup {
  return html`<div class="tiles">${tiles(report.total, report.request.withinSeconds).map(
    ({ label, value, note, alarm }) =>
      html`<div class="tile${alarm ? ' alarm' : ''}"><span>${t(label)}</span><b>${value}</b><small>${t(note)}</small></div>`,
  )}</div>`;
}

const ANSWERS: readonly (Series & { of(f: Figures): number })[] = [
  { kind: 'person', label: words('person in time', '人工按时'), of: (f) => f.answered.personInTime },
  { kind: 'engine', label: words('engine in time', '系统按时'), of: (f) => f.answered.engineInTime },
  { kind: 'none', label: words('no limit', '无要求'), of: (f) => f.answered.noLimit },
  { kind: 'warn', label: words('unanswered', '未接'), of: (f) => f.answered.unanswered },
  { kind: 'broken', label: words('late', '超时'), of: (f) => f.answered.late },
];

const EACH: Readonly<Record<ReportView['slots']['each'], Wording>> = {
  hour: words('by the hour', '按小时'),
  day: words('by the day', '按日'),
  week: words('by the week', '按周'),
};

function slotLabel(wall: number, { slots, timeZone }: ReportView): string {
  const text = minuteText(wall, timeZone);
  return slots.each === 'hour' ? text.slice(11, 13) : text.slice(5, 10);
}

/** What came in and how it was answered, and how soon a person was there, over time. */
export function timeline(view: ReportView): Markup {
  const { slots, total } = view.report;
  const each = EACH[view.slots.each];
  const series = ANSWERS.filter(({ of }) => of(total) > 0);
  const answers = columnsChart({
    title: words(`Incoming calls and how they were answered, ${each.en}`, `来电及接听情况（${each.zh}）`),
    series: series.length === 0 ? ANSWERS.slice(0, 1) : series,
    slots: slots.map(({ from, figures }) => ({
      label: slotLabel(from, view),
      values: series.map(({ of }) => of(figures)),
    })),
    width: 760,
    shown: String,
  });
  const level = columnsChart({
    title: words(`Service level, ${each.en}`, `服务水平（${each.zh}）`),
    series: [{ kind: 'person', label: words('service level', '服务水平') }],
    slots: slots.map(({ from, figures }) => ({
      label: slotLabel(from, view),
      values: [figures.serviceLevel.share ?? 0],
    })),
    top: 1,
    width: 460,
    shown: (value) => `${Math.round(value * 100)} %`,
  });
  return html`<section class="charts">${answers}<div class="side">${level}<div>${partBars(total)}</div></div></section>`;
}

function partBars({ hungUpFirst, promises }: Figures): Markup[] {
  return [
    partsBar(words('Who hung up first', '先挂机方'), [
      { kind: 'person', label: words('caller', '来电人'), value: hungUpFirst.caller },
      { kind: 'broken', label: words('agent', '坐席'), value: hungUpFirst.agent },
      { kind: 'engine', label: words('engine', '系统'), value: hungUpFirst.engine },
      { kind: 'none', label: words('network', '线路'), value: hungUpFirst.network },
    ]),
    partsBar(words('Promises to call back', '回电承诺'), [
      { kind: 'kept', label: words('kept', '已兑现'), value: promises.kept },
      { kind: 'warn', label: words('late', '迟兑现'), value: promises.late },
      { kind: 'none', label: words('open', '未办结'), value: promises.open },
      { kind: 'broken', label: words('failed', '未兑现'), value: promises.failed },
    ]),
  ];
}
