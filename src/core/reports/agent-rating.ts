import type { Fact } from '../facts.ts';
import type { AgentId, CallId } from '../ids.ts';
import { markOf } from './call-metrics.ts';
import { agentOf } from './call-parts.ts';
import type { CallRecord } from './record.ts';

/** The rule by which agents get stars (quality.stars). */
export interface StarRule {
  /** No stars for fewer rings, or fewer rated calls, than this. */
  readonly fairCalls: number;
  /** Speed: an answer within this after the ring begins is in time. */
  readonly pickUpSeconds: number;
  /** Speed: the minimum share of rings answered in time, for 5, 4, 3 and 2 stars. */
  readonly shares: readonly [five: number, four: number, three: number, two: number];
}

/** In time is within one ring of mainland China: 1 s of tone and 4 s of silence. */
export const STAR_RULE: StarRule = { fairCalls: 10, pickUpSeconds: 5, shares: [0.9, 0.8, 0.65, 0.5] };

/** One call behind a star, with the value that counted. */
export interface RatedCall {
  readonly call: CallId;
  /** UTC ms. */
  readonly at: number;
  readonly value: number | null;
}

/** The stars for one quality, with the figures behind them. */
export interface Star {
  /** 1 to 5; null for fewer calls than are fair, or none. */
  readonly stars: number | null;
  /** Speed: the share answered in time. Attitude and accuracy: the mean mark. Null if nothing was measured. */
  readonly measured: number | null;
  readonly behind: readonly RatedCall[];
}

/** The stars of one agent. */
export interface AgentStars {
  readonly agent: AgentId;
  readonly speed: Star;
  readonly attitude: Star;
  readonly accuracy: Star;
  /** The mean of the three, in whole stars, if all three exist. */
  readonly overall: number | null;
}

/** Collects what counts for the stars of every agent. */
export type StarSheet = ReadonlyMap<AgentId, Record<'speed' | 'attitude' | 'accuracy', RatedCall[]>>;

/** The calls of one record that count for stars, by agent. */
export function ratedCalls({
  call,
  facts,
}: CallRecord): [AgentId, keyof Omit<AgentStars, 'agent' | 'overall'>, RatedCall][] {
  return [...rings(facts), ...marks(facts)].map(([agent, what, at, value]) => [
    agent,
    what,
    { call: call.id, at, value },
  ]);
}

type Counted = [agent: AgentId, what: 'speed' | 'attitude' | 'accuracy', at: number, value: number | null];

/** A ring that ended because the caller gave up, or a phone that was out of reach, says nothing about the agent. */
const MISSED: readonly unknown[] = ['noAnswer', 'busy', 'refused'];

function rings(facts: readonly Fact[]): Counted[] {
  const ringing = new Map<AgentId, Fact['at']>();
  const found: Counted[] = [];
  for (const fact of facts) {
    if (fact.kind !== 'event') continue;
    const by = agentOf(fact.by);
    const since = by === undefined ? undefined : ringing.get(by);
    if (fact.name === 'agentRung') ringing.set(String(fact.detail?.agent), fact.at);
    if (by === undefined || since === undefined) continue;
    if (fact.name === 'agentAnswered')
      found.push([by, 'speed', since.wall, (fact.at.mono - since.mono) / 1000]);
    if (fact.name === 'agentSkipped' && MISSED.includes(fact.detail?.how))
      found.push([by, 'speed', since.wall, null]);
    if (fact.name === 'agentAnswered' || fact.name === 'agentSkipped') ringing.delete(by);
  }
  return found;
}

function marks(facts: readonly Fact[]): Counted[] {
  let agent: AgentId | undefined;
  const found: Counted[] = [];
  for (const fact of facts) {
    if (fact.kind !== 'event') continue;
    if (fact.name === 'agentAnswered') agent = agentOf(fact.by) ?? agent;
    if (fact.name !== 'survey' || agent === undefined) continue;
    for (const what of ['attitude', 'accuracy'] as const) {
      const mark = markOf(fact, what);
      if (mark !== null) found.push([agent, what, fact.at.wall, mark]);
    }
  }
  return found;
}

/** quality.stars: speed comes from measurements, attitude and accuracy from the callers' surveys. An agent gets no stars
 * without measurements, or on too few calls. */
export function starsOf(sheet: StarSheet, rule: StarRule): AgentStars[] {
  return [...sheet]
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([agent, behind]) => {
      const speed = speedStar(behind.speed, rule);
      const attitude = markStar(behind.attitude, rule);
      const accuracy = markStar(behind.accuracy, rule);
      const given = [speed, attitude, accuracy].map(({ stars }) => stars).filter((stars) => stars !== null);
      const overall = given.length === 3 ? Math.round(mean(given)) : null;
      return { agent, speed, attitude, accuracy, overall };
    });
}

function speedStar(behind: readonly RatedCall[], { fairCalls, pickUpSeconds, shares }: StarRule): Star {
  if (behind.length === 0) return { stars: null, measured: null, behind };
  const inTime = behind.filter(({ value }) => value !== null && value <= pickUpSeconds).length;
  const share = inTime / behind.length;
  const step = shares.findIndex((least) => share >= least);
  const stars = step < 0 ? 1 : 5 - step;
  return { stars: behind.length < fairCalls ? null : stars, measured: share, behind };
}

function markStar(behind: readonly RatedCall[], { fairCalls }: StarRule): Star {
  if (behind.length === 0) return { stars: null, measured: null, behind };
  const measured = mean(behind.map(({ value }) => value ?? 0));
  return { stars: behind.length < fairCalls ? null : Math.round(measured), measured, behind };
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0) / numbers.length;
}
