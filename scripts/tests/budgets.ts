// How many seconds a test file may take: some three times what it takes on 2 free CPUs beside the files that run at the same
// time, for a shared machine may be half as fast; the projects that run beside the real one get what it leaves. A file over its
// budget fails `npm test`: make the file quicker, or, if it must be so slow, raise its budget here.

/** Projects of vitest.config.ts. */
export type Project = 'pure' | 'host' | 'real' | 'properties' | 'long' | 'listening';

const OF_PROJECT: Readonly<Record<Project, number>> = {
  pure: 240,
  host: 300,
  real: 300,
  properties: 600,
  long: 900,
  listening: 900,
};

/** Files that need more than most of their project. Those with the largest budgets begin first (sequencer.ts). */
const OF_FILE: Readonly<Record<string, number>> = {
  'test/asterisk/agent-keys.test.ts': 400,
  'test/asterisk/away.test.ts': 600,
  'test/asterisk/callback-placing.test.ts': 360,
  'test/asterisk/callback.test.ts': 420,
  'test/asterisk/faults.test.ts': 350,
  'test/asterisk/holding.test.ts': 500,
  'test/asterisk/people.test.ts': 400,
  'test/asterisk/rating.test.ts': 360,
  'test/asterisk/reception.test.ts': 400,
  'test/asterisk/telephony.contract.test.ts': 420,
  'test/asterisk/waiting.test.ts': 900,
  'test/core/call/table.test.ts': 241,
  'test/scenarios/callback.order.test.ts': 241,
  'test/scenarios/callback.programme.test.ts': 241,
};

export function budgetOf(project: Project, file: string): number {
  return OF_FILE[file] ?? OF_PROJECT[project];
}
