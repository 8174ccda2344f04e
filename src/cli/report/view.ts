import type { Measured } from '../../core/facts.ts';
import type { SpeedStar, StarRule } from '../../core/reports/agent-rating.ts';
import type { Grouping, Report } from '../../core/reports/report.ts';
import type { Wording } from '../../core/standard/catalogue/clause.ts';
import type { Slots } from './calendar.ts';
import type { Period } from './period.ts';
import { clauseWords, words } from './text.ts';

/** A report, and what its formats call things. */
export interface ReportView {
  readonly report: Report;
  readonly company: Wording;
  readonly timeZone: string;
  readonly period: Period;
  readonly slots: Slots;
  /** Agents' names by extension, standards' titles by name. */
  readonly agents: ReadonlyMap<string, string>;
  readonly standards: ReadonlyMap<string, Wording>;
}

const GROUP_HEADINGS: Readonly<Record<Grouping, Wording>> = {
  agent: words('agent', '坐席'),
  line: words('line', '线路'),
  clause: words('clause', '条款'),
  standard: words('standard', '标准'),
};

export function groupHeading(by: Grouping): Wording {
  return GROUP_HEADINGS[by];
}

/** What a group is called besides its key: an agent's name, a standard's title; empty for lines. */
export function groupName(view: ReportView, key: string | null): Wording {
  if (key === null) return words('(no agent)', '（无坐席）');
  switch (view.report.request.by) {
    case 'agent':
      return words(view.agents.get(key) ?? '', view.agents.get(key) ?? '');
    case 'standard':
      return view.standards.get(key) ?? words('', '');
    case 'clause':
      return clauseWords(key);
    default:
      return words('', '');
  }
}

/** quality.stars: the rule that gave them, spelled out. */
export function ruleText({ fairCalls, solveMinutes, pickUpSeconds, shares }: StarRule): Wording {
  const [five, four, three, two] = shares.map((share) => `${Math.round(share * 100)} %`);
  return words(
    `Overall: the lowest of the three, where all three are there. Speed: of the agent's calls with a result, the share solved ` +
      `within ${solveMinutes} min after the customer's call came in; with fewer than ${fairCalls} results, of the times that ` +
      `the agent's phone rang, the share answered within ${pickUpSeconds} s: 5 stars from ${five}, 4 from ${four}, ` +
      `3 from ${three}, 2 from ${two}, else 1. No answer, a refusal and a busy phone count as not answered; ` +
      'a ring that the caller ended, or a phone that could not be reached, does not count. Attitude and accuracy: the mean ' +
      `of the callers' marks, in whole stars. Fewer than ${fairCalls} calls or marks: no stars.`,
    `综合：三项齐备时取最低的一项。速度：坐席有结果的通话中，来电后 ${solveMinutes} 分钟内解决的占比；有结果的不足 ${fairCalls} 通时，` +
      `取话机振铃中 ${pickUpSeconds} 秒内接起的占比。${five} 起 5 星，${four} 起 4 星，${three} 起 3 星，${two} 起 2 星，` +
      '其余 1 星；未接、拒接、占线计为未接起，来电人先挂断或话机无法接通的不计。态度、准确：来电人评分的平均值，取整星。' +
      `不足 ${fairCalls} 通或 ${fairCalls} 个评分的不评星。`,
  );
}

/** How the speed was measured: `solved` or `answered`. */
export function speedText({ by }: SpeedStar): Wording {
  return by === 'solving' ? words('solved', '解决') : words('answered', '接起');
}

/** `★★★★☆`; a dash where there are none. */
export function starText(stars: number | null): string {
  return stars === null ? '–' : '★'.repeat(stars) + '☆'.repeat(5 - stars);
}

const UNITS: Readonly<Record<Measured['unit'], Wording>> = {
  s: words('s', 's'),
  rings: words('rings', '次'),
  count: words('times', '次'),
};

/** `14.98 / 15 s`, `1.86 / 2 rings`: a measured value and its limit. */
export function measuredText(worst: Measured | null): Wording {
  if (worst === null) return words('–', '–');
  const value = `${Number(worst.value.toPrecision(4))} / ${worst.limit}`;
  const unit = UNITS[worst.unit];
  return words(`${value} ${unit.en}`, `${value} ${unit.zh}`);
}

const ACTORS: Readonly<Record<string, Wording>> = {
  engine: words('engine', '系统'),
  caller: words('caller', '来电人'),
  network: words('network', '线路'),
};

/** `engine 1, 8001 王芳 2`: who, and how many times. */
export function brokenByText(
  brokenBy: Readonly<Record<string, number>>,
  agents: ReadonlyMap<string, string>,
): Wording {
  const name = (who: string) => {
    const agent = [who, agents.get(who)].filter(Boolean).join(' ');
    return ACTORS[who] ?? words(agent, agent);
  };
  const all = Object.entries(brokenBy).map(([who, times]) => ({ who: name(who), times }));
  return words(
    all.map(({ who, times }) => `${who.en} ${times}`).join(', '),
    all.map(({ who, times }) => `${who.zh} ${times}`).join('，'),
  );
}
