import { slotsOf } from '../../src/cli/report/calendar.ts';
import { periodOf } from '../../src/cli/report/period.ts';
import type { ReportView } from '../../src/cli/report/view.ts';
import type { CallRecord } from '../../src/core/reports/record.ts';
import type { Grouping } from '../../src/core/reports/report.ts';
import { NOON, reportOf } from '../core/reports/support.ts';

const ZONE = 'Asia/Shanghai';

/** The report of a day's calls as the formats get it, with these names of agents. */
export function aView(
  calls: readonly CallRecord[],
  by: Grouping | null = null,
  agents: Readonly<Record<string, string>> = {},
): ReportView {
  const period = periodOf({}, NOON, ZONE);
  const slots = slotsOf(period, ZONE);
  const report = reportOf(calls, {
    by,
    period,
    slots: slots.starts,
    clauses: ['answer.rings', 'hold.reminder'],
  });
  return {
    report,
    company: { en: 'Sansheng Example Co.', zh: '三声示例公司' },
    timeZone: ZONE,
    period,
    slots,
    agents: new Map(Object.entries(agents)),
    standards: new Map([['strict', { en: 'The strictest', zh: '从严' }]]),
  };
}
