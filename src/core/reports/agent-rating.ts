import type { CallbackState } from '../callback/state.ts';
import type { Fact } from '../facts.ts';
import type { AgentId, CallId } from '../ids.ts';
import { markOf } from './call-metrics.ts';
import { agentOf } from './call-parts.ts';
import { lastDispositions } from './last-dispositions.ts';
import type { CallRecord } from './record.ts';

/** The rule by which agents get stars (quality.stars). */
export interface StarRule {
  /** No stars for fewer rings, or fewer rated calls, than this. */
  readonly fairCalls: number;
  /** Speed of solving: a result within this after the customer's call came in is in time. */
  readonly solveMinutes: number;
  /** Speed of picking up: an answer within this after the ring begins is in time. */
  readonly pickUpSeconds: number;
  /** Speed: the minimum share in time, for 5, 4, 3 and 2 stars. */
  readonly shares: readonly [five: number, four: number, three: number, two: number];
}

/** Picked up in time is within one ring of mainland China: 1 s of tone and 4 s of silence. Solved in time is within the half
 * hour after which a customer without a result must have news (callback.interim). No document has a number: all are the
 * product's defaults. */
export const STAR_RULE: StarRule = {
  fairCalls: 10,
  solveMinutes: 30,
  pickUpSeconds: 5,
  shares: [0.9, 0.8, 0.65, 0.5],
};

/** One call behind a star, with the value that counted. */
export interface RatedCall {
  readonly call: CallId;
  /** UTC ms. */
  readonly at: number;
  /** Minutes to the result, seconds to the answer, or a mark. Null: never solved, not picked up. */
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

/** The star for speed: by solving where enough results are written down, else by picking up. */
export interface SpeedStar extends Star {
  readonly by: 'solving' | 'pickUp';
}

/** The stars of one agent. */
export interface AgentStars {
  readonly agent: AgentId;
  readonly speed: SpeedStar;
  readonly attitude: Star;
  readonly accuracy: Star;
  /** The lowest of the three, if all three exist: each level of the standard names all three qualities. */
  readonly overall: number | null;
}

/** What counts for a star of one agent. */
type Counts = Record<'solving' | 'pickUp' | 'attitude' | 'accuracy', RatedCall[]>;

/** Collects what counts for the stars of every agent. */
export type StarSheet = Map<AgentId, Counts>;

/** Adds the calls of one record that count for stars. `asOf`: UTC ms of the report. */
export function addRatedCalls(sheet: StarSheet, record: CallRecord, rule: StarRule, asOf: number): void {
  const { call, facts } = record;
  for (const [agent, what, at, value] of [
    ...solvings(record, rule, asOf),
    ...rings(facts),
    ...marks(facts),
  ]) {
    const counts = sheet.get(agent) ?? { solving: [], pickUp: [], attitude: [], accuracy: [] };
    counts[what].push({ call: call.id, at, value });
    sheet.set(agent, counts);
  }
}

type Counted = [agent: AgentId, what: keyof Counts, at: number, value: number | null];

const MINUTE = 60_000;

/** The time from the customer's call to the result that the agent wrote down (close.record). Without a result yet, the call
 * counts for the agent who promised one: with the result of that callback, or as not solved once the time for it is over. */
function solvings({ call, facts, callbacks }: CallRecord, rule: StarRule, asOf: number): Counted[] {
  if (call.direction !== 'in') return [];
  const { wall, mono } = call.arrivedAt;
  const found: Counted[] = [];
  for (const fact of lastDispositions(facts)) {
    const agent = agentOf(fact.by);
    if (agent === undefined) continue;
    if (fact.detail?.open !== true) {
      found.push([agent, 'solving', wall, (fact.at.mono - mono) / MINUTE]);
      continue;
    }
    const solvedAt = callbacks.map(solvedBy).find((at) => at !== null) ?? null;
    if (solvedAt !== null) found.push([agent, 'solving', wall, (solvedAt - wall) / MINUTE]);
    else if (asOf > wall + rule.solveMinutes * MINUTE) found.push([agent, 'solving', wall, null]);
  }
  return found;
}

/** UTC ms at which the promise of a result was kept, or null. */
function solvedBy({ kind, status }: CallbackState): number | null {
  return (kind === 'promised' || kind === 'appointment') && status.is === 'settled' ? status.at : null;
}

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
      found.push([by, 'pickUp', since.wall, (fact.at.mono - since.mono) / 1000]);
    if (fact.name === 'agentSkipped' && MISSED.includes(fact.detail?.how))
      found.push([by, 'pickUp', since.wall, null]);
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
      const speed = speedStar(behind, rule);
      const attitude = markStar(behind.attitude, rule);
      const accuracy = markStar(behind.accuracy, rule);
      const given = [speed, attitude, accuracy].map(({ stars }) => stars).filter((stars) => stars !== null);
      const overall = given.length === 3 ? Math.min(...given) : null;
      return { agent, speed, attitude, accuracy, overall };
    });
}

function speedStar({ solving, pickUp }: Counts, rule: StarRule): SpeedStar {
  const { fairCalls, solveMinutes, pickUpSeconds } = rule;
  return solving.length >= fairCalls
    ? { by: 'solving', ...shareStar(solving, solveMinutes, rule) }
    : { by: 'pickUp', ...shareStar(pickUp, pickUpSeconds, rule) };
}

function shareStar(behind: readonly RatedCall[], limit: number, { fairCalls, shares }: StarRule): Star {
  if (behind.length === 0) return { stars: null, measured: null, behind };
  const inTime = behind.filter(({ value }) => value !== null && value <= limit).length;
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
