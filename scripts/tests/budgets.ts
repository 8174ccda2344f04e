// How many seconds a test file may take: about twice what it takes on 2 CPUs with nothing else to do. A file that exceeds its
// budget fails `npm test`: either the file has become slow, or the budget is too small and is raised here.

/** Projects of vitest.config.ts. */
export type Project = 'pure' | 'host' | 'real' | 'properties' | 'long';

const OF_PROJECT: Readonly<Record<Project, number>> = {
  pure: 30,
  host: 60,
  real: 90,
  properties: 240,
  long: 400,
};

/** Files that need more than most of their project. */
const OF_FILE: Readonly<Record<string, number>> = {
  'test/asterisk/waiting.test.ts': 400,
};

export function budgetOf(project: Project, file: string): number {
  return OF_FILE[file] ?? OF_PROJECT[project];
}
