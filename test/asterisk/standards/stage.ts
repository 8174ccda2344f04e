import type { Site } from '../../../src/config/site.ts';
import { SOURCES, type Source } from '../../../src/core/standard/catalogue/clause.ts';
import type { Standard } from '../../../src/core/standard/standard.ts';
import type { SiteOptions, TestSite } from '../support/site.ts';
import { cantoneseLine, LINES, outageLine } from './lines.ts';
import type { ScriptedCall, Stage } from './talk.ts';
import type { Listened } from './transcript.ts';

/** The calls of each line, by name. */
export type Script = Readonly<Record<Source, Readonly<Record<string, ScriptedCall>>>>;

const AGENTS = ['8001', '8002', '8003', '8004', '8005', '8006'];
/** Besides those of the demo site. */
const MORE = ['8011', '8012', '8013', '8014', '8015', '8016'];
export const FLOOR = [...AGENTS, ...MORE];
/** Fewer calls at once than agents: a caller is answered as long as some write down the last one. */
const AT_ONCE = 9;

/** News are due so soon, half of it before the deadline, in place of half an hour. */
const NEWS_WITHIN_MS = 90_000;
/** In place of days. */
const FOLLOW_UP_MS = 10_000;

/** Agents are free soon, and a caller who has heard the goodbye is soon let go: no document names these times. */
function soon({ clauses, handling, ...shipped }: Standard): Standard {
  const record = clauses['close.record'] && { 'close.record': { wrapUpMs: 1000 } };
  // elsewhere this time is each callback's deadline: it would soon be at risk, and the supervisor alerted
  const interim = clauses['callback.interim']?.say && {
    'callback.interim': { ...clauses['callback.interim'], withinMs: NEWS_WITHIN_MS },
  };
  return {
    ...shipped,
    clauses: { ...clauses, ...record, ...interim },
    handling: { ...handling, goodbyeSilenceMs: 1500 },
  };
}

function moreAgents(site: Site): Site {
  const [like] = site.agents;
  if (!like) throw new Error('the site has no agents');
  const lines = SOURCES.flatMap((source) => {
    const line = site.lines.find(({ number }) => number === LINES[source]);
    if (!line) throw new Error(`the site has no line of ${source}`);
    return [
      { ...line, number: cantoneseLine(source), language: 'yue' as const },
      { ...line, number: outageLine(source) },
    ];
  });
  const agents = MORE.map((id) => ({ ...like, id, name: id }));
  return { ...site, lines: [...site.lines, ...lines], agents: [...site.agents, ...agents] };
}

/** callback.follow_up: days are seconds. */
function followedUpSoon(shipped: Standard): Standard {
  const followUp = shipped.clauses['callback.follow_up'];
  if (!followUp) return shipped;
  const clauses = { ...shipped.clauses, 'callback.follow_up': { ...followUp, afterMs: FOLLOW_UP_MS } };
  return { ...shipped, clauses };
}

/** A site with the five lines as they are shipped, but for a few times. */
export function fiveLines(phones: readonly string[], { followsUp = false } = {}): SiteOptions {
  const change = (shipped: Standard) => soon(followsUp ? followedUpSoon(shipped) : shipped);
  return {
    phones,
    standards: Object.fromEntries(SOURCES.map((source) => [source, change])),
    change: moreAgents,
  };
}

/** What came of one call of the script. */
export interface Played {
  readonly line: Source;
  readonly call: string;
  readonly listened: readonly Listened[];
  /** Why the script broke off. */
  readonly failure: unknown;
}

/** Plays one call of the script. */
export async function play(stage: Stage, script: ScriptedCall): Promise<Played> {
  const { line, call, listened } = stage;
  try {
    await script(stage);
    return { line, call, listened, failure: undefined };
  } catch (failure) {
    return { line, call, listened, failure };
  }
}

/** Plays all calls of some lines, so many at once. `tens` tells the callers of one site from those of another. */
export async function playAll(
  site: TestSite,
  script: Script,
  { lines, tens }: { readonly lines: readonly Source[]; readonly tens: number },
): Promise<Played[]> {
  const left = lines.flatMap((line, i) =>
    Object.entries(script[line]).map(([call, scripted], n) => {
      const from = `138${tens}${i}${String(n).padStart(2, '0')}000`;
      return { stage: { site, line, call, from, listened: [] }, scripted };
    }),
  );
  const played: Played[] = [];
  const lane = async () => {
    for (let next = left.shift(); next; next = left.shift()) {
      played.push(await play(next.stage, next.scripted));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return played;
}
