import { createHash } from 'node:crypto';
import { dialRules } from './config/dial-rules.ts';
import { closedAt } from './config/hours.ts';
import { salutationAt } from './config/salutation.ts';
import type { Site } from './config/site.ts';
import { endOfDay } from './config/time-zone.ts';
import type { Language, PromptId } from './core/ids.ts';
import type { Rules } from './core/rules.ts';
import { withHandling } from './core/standard/handling.ts';
import type { Standard } from './core/standard/standard.ts';
import type { EngineSite } from './engine/site.ts';
import type { EngineStore } from './engine/store-port.ts';
import type { SoundLibrary } from './host/sounds.ts';
import { nextRound } from './next-round.ts';

const EDITION_LENGTH = 16;

/** Names a standard by what it says: another text, another edition. */
export function editionOf(standard: Standard): string {
  return createHash('sha256').update(JSON.stringify(standard)).digest('hex').slice(0, EDITION_LENGTH);
}

/** The standards by their editions. */
function editionsOf(standards: ReadonlyMap<string, Standard>): ReadonlyMap<string, Standard> {
  return new Map([...standards.values()].map((standard) => [editionOf(standard), standard]));
}

/** A prompt that cannot be played takes no time. */
function lengthOf(
  { durations }: Pick<SoundLibrary, 'durations'>,
  prompts: readonly PromptId[],
  language: Language,
): number {
  return prompts.reduce((sum, prompt) => sum + (durations[language][prompt] ?? 0), 0);
}

/** What of a site concerns the engine itself. */
type EngineConfiguration = Pick<
  Site,
  | 'lines'
  | 'agents'
  | 'phones'
  | 'callers'
  | 'timeZone'
  | 'region'
  | 'callbacks'
  | 'dispositions'
  | 'pauseReasons'
  | 'codes'
>;

/** What an engine's site is made of. */
export interface EngineSiteOptions {
  readonly site: EngineConfiguration;
  readonly standards: ReadonlyMap<string, Standard>;
  readonly sounds: Pick<SoundLibrary, 'durations'>;
}

/** The configuration as the engine asks for it.
 * @param kept editions of standards that calls in progress may have begun with */
export function engineSite(
  site: EngineConfiguration,
  standards: ReadonlyMap<string, Standard>,
  sounds: Pick<SoundLibrary, 'durations'>,
  kept: ReadonlyMap<string, Standard> = new Map(),
): EngineSite {
  const lines = new Map(site.lines.map((line) => [line.number, line]));
  const zoneOf = (line: string) => lines.get(line)?.timeZone ?? site.timeZone;
  const dispositions = Object.fromEntries(
    Object.entries(site.dispositions).map(([key, name]) => [key, { name, open: key === '2' }]),
  );
  const dialling = dialRules(site);
  const rulesOf = (standard: Standard): Rules => ({
    standard: withHandling(standard),
    edition: editionOf(standard),
    lengthOf: (prompts, language) => lengthOf(sounds, prompts, language),
    dispositions,
    pauseReasons: site.pauseReasons,
    codes: site.codes,
    ...dialling,
  });
  const rules = new Map([...standards].map(([name, standard]) => [name, rulesOf(standard)]));
  const editions = new Map([...kept].map(([edition, standard]) => [edition, rulesOf(standard)]));
  const first = rules.get(site.lines[0]?.standard ?? '');
  return {
    line: (number) => lines.get(number),
    rules(name, edition = '') {
      const found = editions.get(edition) ?? rules.get(name) ?? first;
      if (!found) throw new Error('the configuration was checked, and yet no line has a standard');
      return found;
    },
    callers: site.callers,
    phoneTimeoutMs: site.phones.rtpTimeoutSeconds * 1000,
    closed: (line, wall) => closedAt(lines.get(line), wall),
    salutation: (line, wall) => salutationAt(wall, zoneOf(line)),
    endOfDay: (line, wall) => endOfDay(wall, zoneOf(line)),
    nextRound: (schedule, line, wall) => nextRound(schedule, zoneOf(line), wall),
    pauseReasons: site.pauseReasons,
    codes: site.codes,
    agents: site.agents,
  };
}

/** A configuration as the engine asks for it, with every edition of a standard that calls may have begun with. */
export async function effectiveSite(
  store: Pick<EngineStore, 'keepEditions' | 'editions'>,
  { site, standards, sounds }: EngineSiteOptions,
): Promise<EngineSite> {
  await store.keepEditions(editionsOf(standards));
  return engineSite(site, standards, sounds, await store.editions());
}

/** A site that answers as another one, in place of which a third may be put while the engine goes on asking. */
export function changingSite(first: EngineSite): { readonly site: EngineSite; change(to: EngineSite): void } {
  let now = first;
  return {
    site: new Proxy(first, { get: (_first, name) => Reflect.get(now, name) }),
    change(to) {
      now = to;
    },
  };
}
