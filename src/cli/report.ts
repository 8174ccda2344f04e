import type { Command } from 'commander';
import { STAR_RULE } from '../core/reports/agent-rating.ts';
import { type Report, type ReportRequest, startReport } from '../core/reports/report.ts';
import { CATALOGUE } from '../core/standard/catalogue.ts';
import type { ClauseId } from '../core/standard/standard.ts';
import type { Queries } from '../engine/store-port.ts';
import { openReader } from '../readers.ts';
import { type Context, loadContext, NO_PASSWORDS } from './context.ts';
import { slotsOf } from './report/calendar.ts';
import { toCsv } from './report/csv.ts';
import { toHtml } from './report/html/page.ts';
import { toJson } from './report/json.ts';
import { addReportOptions, type Format, formatOf, type ReportOptions } from './report/options.ts';
import { type Period, periodOf } from './report/period.ts';
import { toTable } from './report/table.ts';
import type { ReportView } from './report/view.ts';
import { writeOutput } from './write-output.ts';

const FORMATTERS: Readonly<Record<Format, (view: ReportView) => string>> = {
  table: toTable,
  csv: toCsv,
  json: toJson,
  html: toHtml,
};

const DAY_MS = 86_400_000;

/** `sansheng report`: what the facts of a period come to. It runs in this process, on a connection that only reads, and so
 * never stops a call.
 * @param command makes a command with the options that all have */
export function reportCommand(command: (name: string, description: string) => Command): Command {
  const what = 'report the figures of a day, a week or any period (default: today)';
  return addReportOptions(command('report', what)).action(report);
}

async function report(options: ReportOptions): Promise<void> {
  const format = formatOf(options);
  const context = loadContext(options, NO_PASSWORDS);
  const { site } = context;
  const now = Date.now();
  const period = periodOf(options, now, site.timeZone);
  if (period.from < now - site.housekeeping.keepDays * DAY_MS) {
    console.error(
      `sansheng: calls that ended more than ${site.housekeeping.keepDays} days ago may be missing`,
    );
  }
  const store = await openReader(context.paths);
  try {
    const slots = slotsOf(period, site.timeZone);
    const made = await fold(store, {
      period: { from: period.from, to: period.to },
      by: options.by ?? null,
      withinSeconds: options.serviceLevel,
      asOf: now,
      slots: slots.starts,
      clauses: clausesOf(context),
      starRule: STAR_RULE,
    });
    const view = await viewOf(store, context, { report: made, period, slots });
    await writeOutput(FORMATTERS[format](view), options.out);
  } finally {
    await store.close();
  }
}

/** Makes a report of what is in a store, one call after another, then one callback. */
export async function fold(store: Queries, request: ReportRequest): Promise<Report> {
  const reporter = startReport(request);
  for await (const record of store.callRecords(request.period)) reporter.take(record);
  for await (const record of store.callbackRecords(request.period)) reporter.takeCallback(record);
  reporter.takeApart(await store.factsApart(request.period));
  return reporter.report();
}

/** What any of the site's standards has. */
function clausesOf({ site, standards }: Context): ClauseId[] {
  const used = site.lines.map(({ standard }) => standards.get(standard)?.clauses ?? {});
  return CATALOGUE.map(({ id }) => id as ClauseId).filter((id) => used.some((clauses) => id in clauses));
}

async function viewOf(
  store: Queries,
  { site, standards }: Context,
  made: { readonly report: Report; readonly period: Period; readonly slots: ReportView['slots'] },
): Promise<ReportView> {
  // an agent who is no longer in the configuration has a name in the store
  const agents = [...(await store.agents()), ...site.agents];
  return {
    ...made,
    company: site.company,
    timeZone: site.timeZone,
    agents: new Map(agents.map(({ id, name }) => [id, name])),
    standards: new Map([...standards].map(([name, { title }]) => [name, title])),
  };
}
