// How many seconds a test file may take: more than twice what it takes on 2 CPUs beside the files that run at the same time. A
// file over its budget fails `npm test`: make the file quicker, or, if it must be so slow, raise its budget here.

/** Projects of vitest.config.ts. */
export type Project = 'pure' | 'host' | 'real' | 'properties' | 'long';

const OF_PROJECT: Readonly<Record<Project, number>> = {
  pure: 60,
  host: 120,
  real: 180,
  properties: 300,
  long: 600,
};

/** Files that need more than most of their project. */
const OF_FILE: Readonly<Record<string, number>> = {
  'test/asterisk/agent-keys.test.ts': 240,
  'test/asterisk/away.test.ts': 300,
  'test/asterisk/callback-placing.test.ts': 240,
  'test/asterisk/callback.test.ts': 240,
  'test/asterisk/faults.test.ts': 240,
  'test/asterisk/holding.test.ts': 300,
  'test/asterisk/waiting.test.ts': 600,
  'test/cli/operator.test.ts': 300,
  'test/cli/programmes.test.ts': 300,
  'test/cli/up.test.ts': 400,
};

export function budgetOf(project: Project, file: string): number {
  return OF_FILE[file] ?? OF_PROJECT[project];
}
