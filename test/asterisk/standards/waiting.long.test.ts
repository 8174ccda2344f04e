// The limits of waiting at their true length: nobody is there, and the caller waits for the offer of a callback.
import { SOURCES, type Source } from '../../../src/core/standard/catalogue/clause.ts';
import { runGroups, scenarioGroup } from '../support/scenario-group.ts';
import { standardOf } from './lines.ts';
import { spokenTo } from './live-sound.ts';
import { fiveLines, playAll, type Script } from './stage.ts';
import { listeningTests } from './suite.ts';
import { dials, hangsUp, type ScriptedCall } from './talk.ts';

/** Longer than the longest limit. */
const PATIENCE_MS = 240_000;
/** The offer begins so soon after it was made, and goes on for so long at least. */
const OFFER_MS = 1000;

const limit: ScriptedCall = async (stage) => {
  const caller = await dials(stage);
  await stage.site.records.event(stage.from, 'offerMade', { timeoutMs: PATIENCE_MS });
  await spokenTo(caller, OFFER_MS);
  await hangsUp(stage, caller);
};

const limited = (source: Source) => standardOf(source).clauses['hold.limit'] !== undefined;
const SCRIPT = Object.fromEntries(
  SOURCES.map((source) => [source, limited(source) ? { limit } : {}]),
) as unknown as Script;

const queue = scenarioGroup(fiveLines([]), { calls: (site) => playAll(site, SCRIPT, 13) });

runGroups(queue);

listeningTests('waiting', new Set(['limit']), () => queue.results.calls());
