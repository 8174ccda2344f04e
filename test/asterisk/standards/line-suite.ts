import { expect, test } from 'vitest';
import type { Source } from '../../../src/core/standard/catalogue/clause.ts';
import { runGroups, scenarioGroup } from '../support/scenario-group.ts';
import { promptsOf } from './lines.ts';
import { ALONE, NAMES, STAFFED } from './script.ts';
import { FLOOR, fiveLines, playAll } from './stage.ts';
import { listeningTests } from './suite.ts';
import { agentsUnavailable, unstaffed } from './unstaffed.ts';

/** Why a phrase of a standard is heard in none of these calls. */
const NOT_HERE: Readonly<Record<string, string>> = {};

/** Plays all calls of these lines, and holds what is heard against their documents. */
export function lineSuite(file: string, lines: readonly Source[]): void {
  const staffed = scenarioGroup(fiveLines([...FLOOR, '8800', '8900'], { followsUp: true }), {
    calls: (site) => playAll(site, STAFFED, { lines, tens: 10 }),
  });
  const alone = scenarioGroup(fiveLines(FLOOR.slice(0, 6)), {
    calls: (site) => playAll(site, ALONE, { lines, tens: 11 }),
  });
  const nobody = scenarioGroup(agentsUnavailable(), { calls: (site) => unstaffed(site, lines) });

  runGroups(staffed, alone, nobody);

  const transcripts = listeningTests(file, lines, NAMES, async () => [
    ...(await staffed.results.calls()),
    ...(await alone.results.calls()),
    ...(await nobody.results.calls()),
  ]);

  test.each(lines)(
    'every sentence that the file of %s names is heard in one of its calls',
    async (source) => {
      const own = (await transcripts()).filter(({ line }) => line === source).flatMap(({ heard }) => heard);
      const heard = new Set(own.flatMap(({ id, orElse, whole }) => (whole ? [id, ...orElse] : [])));
      const unheard = [...promptsOf(source)].filter((id) => !heard.has(id) && !(id in NOT_HERE));
      expect(unheard).toEqual([]);
    },
  );
}
