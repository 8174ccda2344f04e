import type { Star } from '../../core/reports/agent-rating.ts';
import { groupName, type ReportView, ruleText } from './view.ts';

/** Counts up with every change that a program reading it would stumble over. */
const VERSION = 1;

function iso(wall: number): string {
  return new Date(wall).toISOString();
}

/** To a millionth, so that no sum of fractions shows what computers make of them. */
function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}

/** The report for programs: times in ISO 8601 (UTC), durations in seconds, shares from 0 to 1. */
export function toJson(view: ReportView): string {
  const { report, company, timeZone, period, slots } = view;
  const { by, withinSeconds, asOf } = report.request;
  const data = {
    format: 'sansheng-report',
    version: VERSION,
    company,
    period: { from: iso(period.from), to: iso(period.to), text: period.text, timeZone },
    madeAt: iso(asOf),
    by,
    serviceLevelSeconds: withinSeconds,
    total: report.total,
    groups: report.groups.map(({ key, figures }) => ({ key, name: groupName(view, key), figures })),
    timeline: {
      each: slots.each,
      slots: report.slots.map(({ from, figures }) => ({ from: iso(from), figures })),
    },
    stars: stars(view),
  };
  return JSON.stringify(data, (_, value) => (typeof value === 'number' ? rounded(value) : value), 2);
}

function stars({ report, agents }: ReportView) {
  const rule = report.request.starRule;
  const star = ({ behind, ...rest }: Star) => ({
    ...rest,
    counted: behind.length,
    behind: behind.map(({ at, ...call }) => ({ ...call, at: iso(at) })),
  });
  return {
    rule: { ...rule, text: ruleText(rule) },
    agents: report.stars.map(({ agent, speed, attitude, accuracy, overall }) => ({
      agent,
      name: agents.get(agent) ?? null,
      speed: star(speed),
      attitude: star(attitude),
      accuracy: star(accuracy),
      overall,
    })),
  };
}
