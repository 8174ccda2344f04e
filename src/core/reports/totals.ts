import type { Measured } from '../facts.ts';
import type { ClauseId } from '../standard/standard.ts';

/** The counts that can be added up. They count calls, unless noted. */
export const COUNTS = [
  'in',
  'out',
  'open',
  /** Judged items that are not calls: callbacks without a call, days of a programme's customers. */
  'apart',
  /** answer.rings: how an incoming call was first answered. `noLimit`: its standard sets no number of rings. */
  'personInTime',
  'engineInTime',
  'late',
  'noLimit',
  /** Ended while it rang: neither a person nor the engine had answered. */
  'unanswered',
  /** Incoming calls whose answer is known: a person answered, or the call has ended. */
  'awaited',
  'byPerson',
  'withinSeconds',
  /** Milliseconds from the arrival to the first person, of all `byPerson` together. */
  'speedMs',
  'abandoned',
  /** There was no room for the caller, who was refused, or told so. */
  'refused',
  'holds',
  'limitBreaches',
  /** Callbacks, from here to `promisesFailed`. */
  'promises',
  'promisesKept',
  'promisesLate',
  'promisesOpen',
  'promisesOverdue',
  'promisesFailed',
  'firstCaller',
  'firstAgent',
  'firstEngine',
  'firstNetwork',
  /** Callers whom an agent has transferred to another role, to a colleague, or to the automatic release. */
  'handedOver',
  /** outage.notice: callers who heard it, and those of them who hung up during it. */
  'outageHeard',
  'outageLeft',
  'interruptions',
  /** quality.check: conversations recorded; calls that somebody has listened to. */
  'recorded',
  'scored',
  'surveys',
  /** Marks given, and their sum. */
  'attitudeMarks',
  'attitudeSum',
  'accuracyMarks',
  'accuracySum',
  /** callback.follow_up: customers whom the solution satisfied, and whom it did not. */
  'satisfied',
  'notSatisfied',
] as const;

/** The names of the counts in a report. */
export type CountName = (typeof COUNTS)[number];
/** The counts of a report. */
export type Counts = Readonly<Record<CountName, number>>;

/** The totals of one clause. A call is `broken` if it broke the clause once, else `kept` if it kept the clause once. */
export interface ClauseTotals {
  readonly kept: number;
  readonly broken: number;
  /** Judgements: a call may keep a clause several times, for example in each gap between two reassurances. */
  readonly timesKept: number;
  readonly timesBroken: number;
  /** The party that broke it, in judgements: `engine`, `caller`, `network` or the agent's extension. */
  readonly brokenBy: ReadonlyMap<string, number>;
  /** The measured value that is highest relative to its limit. */
  readonly worst: Measured | null;
}

/** The totals of any number of calls; they add up in any order. Sums add up in any order. */
export interface Totals {
  readonly counts: Counts;
  readonly longestSpeedMs: number | null;
  /** hold.reminder, in seconds. */
  readonly longestGap: number | null;
  readonly dispositions: ReadonlyMap<string, number>;
  readonly clauses: ReadonlyMap<ClauseId, ClauseTotals>;
}

const NOTHING = Object.fromEntries(COUNTS.map((name) => [name, 0])) as Record<CountName, number>;

/** Counts; those that are not named are 0. */
export function counted(counts: Partial<Counts>): Counts {
  return { ...NOTHING, ...counts };
}

/** The totals of no calls. */
export const NO_TOTALS: Totals = {
  counts: counted({}),
  longestSpeedMs: null,
  longestGap: null,
  dispositions: new Map(),
  clauses: new Map(),
};

/** The sum of two totals. */
export function addTotals(a: Totals, b: Totals): Totals {
  const counts = { ...a.counts };
  for (const name of COUNTS) counts[name] += b.counts[name];
  return {
    counts,
    longestSpeedMs: longer(a.longestSpeedMs, b.longestSpeedMs),
    longestGap: longer(a.longestGap, b.longestGap),
    dispositions: addMaps(a.dispositions, b.dispositions, (x, y) => x + y),
    clauses: addMaps(a.clauses, b.clauses, addClauses),
  };
}

/** The longer of two, if there is one. */
export function longer(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.max(a, b);
}

function addMaps<K, V>(
  a: ReadonlyMap<K, V>,
  b: ReadonlyMap<K, V>,
  add: (x: V, y: V) => V,
): ReadonlyMap<K, V> {
  if (b.size === 0) return a;
  const sum = new Map(a);
  for (const [key, value] of b) {
    const before = sum.get(key);
    sum.set(key, before === undefined ? value : add(before, value));
  }
  return sum;
}

function addClauses(a: ClauseTotals, b: ClauseTotals): ClauseTotals {
  return {
    kept: a.kept + b.kept,
    broken: a.broken + b.broken,
    timesKept: a.timesKept + b.timesKept,
    timesBroken: a.timesBroken + b.timesBroken,
    brokenBy: addMaps(a.brokenBy, b.brokenBy, (x, y) => x + y),
    worst: worse(a.worst, b.worst),
  };
}

/** Of two measured values, the one that is higher relative to its limit. */
export function worse(a: Measured | null, b: Measured | null): Measured | null {
  if (a === null || b === null) return a ?? b;
  // with a limit of zero every share is the same
  if (b.limit === a.limit) return b.value > a.value ? b : a;
  return b.value / b.limit > a.value / a.limit ? b : a;
}
