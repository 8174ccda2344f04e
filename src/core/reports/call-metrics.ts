import type { EventFact, EventName, Fact } from '../facts.ts';
import type { Part } from './call-parts.ts';
import { callbackCounts } from './callback-counts.ts';
import { clauseTotals } from './clauses.ts';
import { lastDispositions } from './last-dispositions.ts';
import type { CallRecord } from './record.ts';
import { addTotals, type Counts, counted, longer, NO_TOTALS, type Totals } from './totals.ts';

/** The values on which the metrics of a call depend. */
export interface MetricOptions {
  /** The service level counts calls that a person answered within this. */
  readonly withinSeconds: number;
  /** UTC ms: the time of the report, which decides what is overdue. */
  readonly asOf: number;
}

/** The metrics of one part of a call. */
export function callMetrics(record: CallRecord, part: Part, how: MetricOptions): Totals {
  const { call } = record;
  const incoming = call.direction === 'in';
  const own = counted({
    in: incoming ? 1 : 0,
    out: incoming ? 0 : 1,
    open: call.endedAt === null ? 1 : 0,
    abandoned: incoming && part.last ? abandoned(part.facts) : 0,
    refused: events(part.facts, 'refused').length,
    holds: events(part.facts, 'held').length,
    limitBreaches: limitBreaches(part.facts),
    interruptions: events(part.facts, 'interruption').length,
    handedOver: events(part.facts, 'handedOver').length,
    recorded: events(part.facts, 'recorded').length,
    scored: events(part.facts, 'scored').length > 0 ? 1 : 0,
    ...outages(part.facts),
    ...firstToHangUp(part.facts),
    ...surveyed(part.facts),
    ...followedUp(part.facts),
  });
  const sums: Totals = {
    ...NO_TOTALS,
    counts: own,
    longestGap: longestGap(part.facts),
    dispositions: dispositions(part.facts),
    clauses: clauseTotals(part.facts),
  };
  const answer = incoming && part.first ? answered(record, how) : NO_TOTALS;
  return [answer, ...promises(record, part, how)].reduce(addTotals, sums);
}

function events(facts: readonly Fact[], name: EventName): EventFact[] {
  return facts.filter((fact) => fact.kind === 'event').filter((fact) => fact.name === name);
}

/** answer.rings, and the time until a person answered. */
function answered({ call, facts }: CallRecord, { withinSeconds }: MetricOptions): Totals {
  const [person] = events(facts, 'agentAnswered');
  const [engine] = events(facts, 'engineAnswered');
  const over = call.endedAt !== null;
  const speedMs = person ? person.at.mono - call.arrivedAt.mono : null;
  const counts = counted({
    ...(person || engine ? answerOf(facts) : over ? { unanswered: 1 } : {}),
    awaited: person || (over && !told(facts)) ? 1 : 0,
    byPerson: person ? 1 : 0,
    withinSeconds: speedMs !== null && speedMs <= withinSeconds * 1000 ? 1 : 0,
    speedMs: speedMs ?? 0,
  });
  return { ...NO_TOTALS, counts, longestSpeedMs: speedMs };
}

/** The caller did not wait for a person: the line was closed, or its outage notice was answer enough. */
function told(facts: readonly Fact[]): boolean {
  const enough = events(facts, 'outageLeft').some(({ detail }) => detail?.hungUp === true);
  return events(facts, 'closedHeard').length > 0 || (enough && abandoned(facts) === 0);
}

function answerOf(facts: readonly Fact[]): Partial<Counts> {
  const fact = facts.find((one) => one.kind === 'clause' && one.clause === 'answer.rings');
  if (fact?.kind !== 'clause') return { noLimit: 1 };
  if (fact.verdict === 'broken') return { late: 1 };
  return typeof fact.by === 'object' ? { personInTime: 1 } : { engineInTime: 1 };
}

/** The caller hung up before a person answered. A line that broke off does not count as abandoned. */
function abandoned(facts: readonly Fact[]): number {
  return events(facts, 'abandoned').some(({ by }) => by === 'caller') ? 1 : 0;
}

/** hold.limit: waits with a late offer, or without one. */
function limitBreaches(facts: readonly Fact[]): number {
  return facts.filter((f) => f.kind === 'clause' && f.clause === 'hold.limit' && f.verdict === 'broken')
    .length;
}

/** hold.reminder: the longest measured gap. */
function longestGap(facts: readonly Fact[]): number | null {
  const gaps = facts.map((f) =>
    f.kind === 'clause' && f.clause === 'hold.reminder' ? f.measured?.value : null,
  );
  return gaps.reduce<number | null>((longest, gap) => longer(longest, gap ?? null), null);
}

/** outage.notice: the callers who then hung up or went on. */
function outages(facts: readonly Fact[]): Partial<Counts> {
  const left = events(facts, 'outageLeft').filter(({ detail }) => detail?.hungUp === true);
  return { outageHeard: events(facts, 'outageHeard').length, outageLeft: left.length };
}

const FIRST = {
  caller: 'firstCaller',
  agent: 'firstAgent',
  engine: 'firstEngine',
  network: 'firstNetwork',
} as const;

/** close.caller.first: on every call the engine knows who hung up first. */
function firstToHangUp(facts: readonly Fact[]): Partial<Counts> {
  const who = events(facts, 'hungUpFirst')[0]?.detail?.who;
  return who === 'caller' || who === 'agent' || who === 'engine' || who === 'network'
    ? { [FIRST[who]]: 1 }
    : {};
}

function dispositions(facts: readonly Fact[]): ReadonlyMap<string, number> {
  const names = lastDispositions(facts).map(({ detail }) => String(detail?.name ?? detail?.key));
  return new Map(names.map((name) => [name, 1]));
}

/** A caller's mark from 1 to 5; null if the caller gave none. */
export function markOf(survey: EventFact, of: 'attitude' | 'accuracy'): number | null {
  const mark = survey.detail?.[of];
  return typeof mark === 'number' && mark >= 1 && mark <= 5 ? mark : null;
}

function surveyed(facts: readonly Fact[]): Partial<Counts> {
  const surveys = events(facts, 'survey');
  const marks = (of: 'attitude' | 'accuracy') =>
    surveys.map((survey) => markOf(survey, of)).filter((mark) => mark !== null);
  const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);
  const [attitude, accuracy] = [marks('attitude'), marks('accuracy')];
  return {
    surveys: attitude.length + accuracy.length > 0 ? 1 : 0,
    attitudeMarks: attitude.length,
    attitudeSum: sum(attitude),
    accuracyMarks: accuracy.length,
    accuracySum: sum(accuracy),
  };
}

/** callback.follow_up */
function followedUp(facts: readonly Fact[]): Partial<Counts> {
  const marks = events(facts, 'satisfaction').map(({ detail }) => detail?.satisfied === true);
  return { satisfied: marks.filter(Boolean).length, notSatisfied: marks.filter((mark) => !mark).length };
}

/** A promise counts for the agent in whose part of the call it was made. */
function promises({ callbacks, facts }: CallRecord, part: Part, { asOf }: MetricOptions): Totals[] {
  // a request that joined an open promise is not a further promise
  const first = events(part.facts, 'callbackPromised').filter(({ detail }) => detail?.joined !== true);
  const made = new Set(first.map(({ callback }) => callback));
  return callbacks
    .filter(({ id }) => made.has(id))
    .map((callback) => ({ ...NO_TOTALS, counts: callbackCounts(callback, facts, asOf) }));
}
