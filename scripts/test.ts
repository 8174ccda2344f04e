// `npm test`: types, lint, and the tests: with a real Asterisk, and beside it in virtual time and on the machine. `npm run test:long`
// (`test.ts long`): the tests that must be long. At the end each file's seconds are printed; a file over its budget fails.

import { join } from 'node:path';
import { budgetOf, type Project } from './tests/budgets.ts';
import { stoodStill, watchMachine } from './tests/machine.ts';
import type { FileResult } from './tests/reporter.ts';
import { bin, Interrupted, type Outcome, ROOT, run, runTests } from './tests/run.ts';

/** Whatever is slower than this is shown, s. */
const SHOWN_S = 5;

const CHECKS = [
  [bin('typescript', 'bin', 'tsc'), '-p', 'tsconfig.json'],
  [bin('typescript', 'bin', 'tsc'), '-p', 'src/core/tsconfig.json'],
  [join(ROOT, 'scripts', 'check-words.ts')],
  [bin('@biomejs', 'biome', 'bin', 'biome'), 'ci', '.'],
];
interface Projects {
  /** Of real sound, one after another: their sites wait most of the time. */
  readonly first: readonly Project[];
  /** They run beside these, one after another. */
  readonly beside: readonly Project[];
}
const PROJECTS: Readonly<Record<'short' | 'long', Projects>> = {
  short: { first: ['real'], beside: ['pure', 'host'] },
  long: { first: ['long'], beside: ['properties'] },
};
const seconds = ({ from, to }: FileResult) => (to - from) / 1000;

/** So many failed files run once more. More of them are no chance of the machine. */
const AGAIN_AT_MOST = 3;
/** Failed in the first run, passed in the second: named at the end of each run, and to be looked at. */
const unstable: string[] = [];

/** Runs a project of real sound. It is heard on a machine that is no real-time one, so files that failed run once more;
 * both outcomes are printed. */
async function judged(project: Project): Promise<Outcome> {
  const machine = watchMachine();
  const first = await runTests(project);
  machine.stop();
  const failed = first.results.filter(({ passed }) => !passed);
  for (const result of failed) {
    const ms = Math.round(stoodStill(machine.stalls, result));
    console.error(`${result.file} failed; the machine stood still for ${ms} ms of it`);
  }
  if (failed.length === 0 || failed.length > AGAIN_AT_MOST) return first;
  const again = await runTests(project, { files: failed.map(({ file }) => file) });
  if (again.status === 0) unstable.push(...failed.flatMap(failuresOf));
  return { ...first, status: again.status };
}

/** Prints the slow files; returns those that exceed their budgets. */
function overBudget(project: Project, results: readonly FileResult[]): readonly string[] {
  const sorted = results.toSorted((a, b) => seconds(b) - seconds(a));
  for (const result of sorted.filter((each) => seconds(each) >= SHOWN_S)) {
    console.log(`${seconds(result).toFixed(0).padStart(6)} s  ${result.file}`);
  }
  return sorted
    .filter((result) => seconds(result) > budgetOf(project, result.file))
    .map((result) => {
      const budget = budgetOf(project, result.file);
      return `${result.file} took ${seconds(result).toFixed(0)} s, its budget is ${budget} s (scripts/tests/budgets.ts)`;
    });
}

/** The failed tests of a file by name, or the file where none began. */
function failuresOf({ file, failed }: FileResult): readonly string[] {
  return failed.length === 0 ? [`${file} failed`] : failed.map((name) => `${file} failed: ${name}`);
}

/** Prints each file's seconds; returns what is wrong. */
function problemsOf(outcomes: ReadonlyMap<Project, Outcome>): readonly string[] {
  console.log(`\nSeconds for each test file that took at least ${SHOWN_S}:`);
  return [...outcomes].flatMap(([project, { status, results }]) => {
    const over = overBudget(project, results);
    if (status === 0) return over;
    // a long output is often cut: what failed stands at its end, too
    const failed = results.filter(({ passed }) => !passed).flatMap(failuresOf);
    return [...over, ...failed, `the tests of the project '${project}' failed`];
  });
}

/** Runs the projects; those that are first go on alone when those beside them are over. */
async function runAll({ first, beside }: Projects): Promise<Map<Project, Outcome>> {
  const outcomes = new Map<Project, Outcome>();
  const theFirst = async () => {
    for (const project of first) outcomes.set(project, await judged(project));
  };
  const others = async () => {
    for (const project of beside) outcomes.set(project, await runTests(project, { beside: true }));
  };
  await Promise.all([theFirst(), others()]);
  return outcomes;
}

/** Runs all; resolves to the exit status. */
async function main(length: 'short' | 'long'): Promise<number> {
  const begun = Date.now();
  for (const check of length === 'short' ? CHECKS : []) {
    const status = await run(check);
    if (status !== 0) return status;
  }
  const problems = problemsOf(await runAll(PROJECTS[length]));
  console.log(`${((Date.now() - begun) / 1000).toFixed(0).padStart(6)} s  all`);
  for (const name of unstable) console.error(`UNSTABLE (passed in a second run): ${name}`);
  for (const problem of problems) console.error(problem);
  return problems.length === 0 ? 0 : 1;
}

process.exitCode = await main(process.argv[2] === 'long' ? 'long' : 'short').catch((error: unknown) => {
  if (!(error instanceof Interrupted)) throw error;
  console.error('stopped');
  return 130;
});
