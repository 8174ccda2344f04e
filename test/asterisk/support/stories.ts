import { setPriority } from 'node:os';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sippProcesses } from './left-over.ts';
import { openSite, type SiteOptions, type TestSite } from './site.ts';

type Story<T> = (site: TestSite) => Promise<T>;
type Told<S> = { readonly [K in keyof S]: () => S[K] extends Story<infer T> ? Promise<T> : never };

/** Stories on one site. */
export interface Stage<S> {
  /** What came of each: rejects with what went wrong in it. For tests only, which begin when all stories are over. */
  readonly told: Told<S>;
  readonly site: () => TestSite;
  run(): Promise<void>;
  /** What the stories have left behind. */
  left(): readonly string[];
  close(): Promise<void>;
}

/** Tells stories on a site of their own, all at once: they must not disturb each other. */
// biome-ignore lint/suspicious/noExplicitAny: any story will do, its result is inferred
export function stage<S extends Record<string, Story<any>>>(options: SiteOptions, stories: S): Stage<S> {
  let site: TestSite | undefined;
  let left: readonly string[] = [];
  const runs = new Map<string, Promise<unknown>>();
  const there = () => {
    if (!site) throw new Error('the site was not opened');
    return site;
  };
  const result = (name: string) => runs.get(name) ?? Promise.reject(new Error('the story was not told'));
  return {
    told: Object.fromEntries(Object.keys(stories).map((name) => [name, () => result(name)])) as Told<S>,
    site: there,
    async run() {
      site = await openSite(options);
      for (const [name, story] of Object.entries(stories)) runs.set(name, story(there()));
      await Promise.allSettled(runs.values());
      left = await there().leftOver();
    },
    left: () => left,
    close: async () => site?.close(),
  };
}

/** Judging is work, and other files' sites run on the same CPUs: they come first. */
const JUDGING_PRIORITY = 10;

/** All stages at once, before the tests: what was heard is judged afterwards, for judging is work, and would make the
 * stories stumble that still go on. */
export function perform(...stages: readonly Stage<unknown>[]): void {
  beforeAll(async () => {
    const runs = await Promise.allSettled(stages.map((each) => each.run()));
    setPriority(JUDGING_PRIORITY);
    const failed = runs.flatMap((run) => (run.status === 'rejected' ? [run.reason] : []));
    if (failed.length > 0) throw new AggregateError(failed, 'a site could not be opened');
  });
  afterAll(async () => {
    const ends = await Promise.allSettled(stages.map((each) => each.close()));
    const failed = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason] : []));
    if (failed.length > 0) throw new AggregateError(failed, 'a site could not be taken down');
    expect(await sippProcesses(), 'SIPp processes that still run').toEqual([]);
  });
  test('no channel, no bridge and no call is left, and no agent is taken for busy', () => {
    expect(stages.flatMap((each) => each.left())).toEqual([]);
  });
}
