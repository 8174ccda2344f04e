// The limits of waiting at their true length: nobody is there, and the caller waits for the offer of a callback.
import { SOURCES, type Source } from '../../../src/core/standard/catalogue/clause.ts';
import { pause } from '../../host/machine.ts';
import { runGroups, scenarioGroup } from '../support/scenario-group.ts';
import { lengthOf, promptsIn, standardOf } from './lines.ts';
import { fiveLines, playAll, type Script } from './stage.ts';
import { listeningTests } from './suite.ts';
import { dials, hangsUp, type ScriptedCall } from './talk.ts';

/** Longer than the longest limit. */
const PATIENCE_MS = 240_000;
/** From the offer as the engine makes it to its end in the caller's sound. */
const ON_THE_WAY_MS = 1000;

const limit: ScriptedCall = async (stage) => {
  const caller = await dials(stage);
  await stage.site.records.event(stage.from, 'offerMade', { timeoutMs: PATIENCE_MS });
  // a reassurance may come first
  const { 'hold.limit': offer, 'hold.reminder': reminder } = standardOf(stage.line).clauses;
  await pause(lengthOf(promptsIn([reminder?.say, offer?.say])) + ON_THE_WAY_MS);
  await hangsUp(stage, caller);
};

const limited = (source: Source) => standardOf(source).clauses['hold.limit'] !== undefined;
const SCRIPT = Object.fromEntries(
  SOURCES.map((source) => [source, limited(source) ? { limit } : {}]),
) as unknown as Script;

const queue = scenarioGroup(fiveLines([]), {
  calls: (site) => playAll(site, SCRIPT, { lines: SOURCES, tens: 13 }),
});

runGroups(queue);

listeningTests('waiting', SOURCES, new Set(['limit']), () => queue.results.calls());
