import { setPriority } from 'node:os';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sippProcesses } from './leak-check.ts';
import { openSite, type SiteOptions, type TestSite } from './site.ts';

type SiteScenario<T> = (site: TestSite) => Promise<T>;
type Results<S> = { readonly [K in keyof S]: () => S[K] extends SiteScenario<infer T> ? Promise<T> : never };

/** Scenarios on one site. */
export interface ScenarioGroup<S> {
  /** What came of each: rejects with what went wrong in it. For tests only, which begin when all scenarios are over. */
  readonly results: Results<S>;
  readonly site: () => TestSite;
  run(): Promise<void>;
  /** What the scenarios have left behind. */
  left(): readonly string[];
  close(): Promise<void>;
}

/** Runs scenarios on a site of their own, all at once: they must not disturb each other. */
// biome-ignore lint/suspicious/noExplicitAny: any scenario will do, its result is inferred
export function scenarioGroup<S extends Record<string, SiteScenario<any>>>(
  options: SiteOptions,
  scenarios: S,
): ScenarioGroup<S> {
  let site: TestSite | undefined;
  let left: readonly string[] = [];
  const runs = new Map<string, Promise<unknown>>();
  const there = () => {
    if (!site) throw new Error('the site was not opened');
    return site;
  };
  const result = (name: string) => runs.get(name) ?? Promise.reject(new Error('the scenario was not run'));
  return {
    results: Object.fromEntries(
      Object.keys(scenarios).map((name) => [name, () => result(name)]),
    ) as Results<S>,
    site: there,
    async run() {
      site = await openSite(options);
      for (const [name, scenario] of Object.entries(scenarios)) runs.set(name, scenario(there()));
      await Promise.allSettled(runs.values());
      left = await there().findLeaks();
    },
    left: () => left,
    close: async () => site?.close(),
  };
}

/** Judging is work, and other files' sites run on the same CPUs: they come first. */
const JUDGING_PRIORITY = 10;

/** Runs all groups at once, before the tests: what was heard is judged afterwards, for judging is work, and would make the
 * scenarios stumble that still go on. */
export function runGroups(...groups: readonly ScenarioGroup<unknown>[]): void {
  beforeAll(async () => {
    const runs = await Promise.allSettled(groups.map((each) => each.run()));
    setPriority(JUDGING_PRIORITY);
    const failed = runs.flatMap((run) => (run.status === 'rejected' ? [run.reason] : []));
    if (failed.length > 0) throw new AggregateError(failed, 'a site could not be opened');
  });
  afterAll(async () => {
    const ends = await Promise.allSettled(groups.map((each) => each.close()));
    const failed = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason] : []));
    if (failed.length > 0) throw new AggregateError(failed, 'a site could not be taken down');
    expect(await sippProcesses(), 'SIPp processes that still run').toEqual([]);
  });
  test('no channel, no bridge and no call is left, and no agent is taken for busy', () => {
    expect(groups.flatMap((each) => each.left())).toEqual([]);
  });
}
