import { fold } from '../../../src/cli/report.ts';
import { STAR_RULE } from '../../../src/core/reports/agent-rating.ts';
import type { Report, ReportRequest } from '../../../src/core/reports/report.ts';
import { openSqliteStore } from '../../../src/store/sqlite/store.ts';
import { MONDAY_MORNING, type Scenario } from './scenario.ts';

/** Everything that the engine has committed, in a store of its own, as a report in another process reads it. */
export async function reportOf(s: Scenario, over: Partial<ReportRequest>): Promise<Report> {
  const store = await openSqliteStore(':memory:');
  for (const { batch } of s.records.batches) await store.commit(batch);
  const { wall } = s.sim.clock.now();
  const request: ReportRequest = {
    period: { from: MONDAY_MORNING, to: wall },
    by: null,
    withinSeconds: 20,
    asOf: wall,
    slots: [MONDAY_MORNING],
    clauses: [],
    starRule: STAR_RULE,
    ...over,
  };
  const report = await fold(store, request);
  await store.close();
  return report;
}
