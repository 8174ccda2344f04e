import type { AttemptOutcome } from '../model/callback.ts';
import type { DialLimits } from '../rules.ts';
import { KIND_RULES } from './kinds.ts';
import type { Attempt, CallbackState } from './state.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** What the engine knows about a number; it comes in with an input that may dial the number (callback.purpose). */
export interface NumberHistory {
  /** The number is on the do-not-call list. */
  readonly doNotCall?: true;
  /** Callbacks that callers of this number have requested within the last 24 hours; absent: none. */
  readonly requests?: number;
  /** The limits that the calls of the last hour and day have reached; absent: none. */
  readonly reached?: LimitsReached;
}

type CallLimit = Exclude<keyof DialLimits, 'holdBackAfter'>;

/** The UTC ms of the oldest call that counts, for each limit that is reached. */
export type LimitsReached = Readonly<Partial<Record<CallLimit, number>>>;

const WITHIN_MS: Readonly<Record<CallLimit, number>> = {
  perNumberPerHour: HOUR_MS,
  perNumberPerDay: DAY_MS,
  perLinePerHour: HOUR_MS,
};

/** The times of calls to customers in UTC ms, the oldest first. */
export interface Dials {
  readonly ofNumber: readonly number[];
  readonly ofLine: readonly number[];
}

const DIALS_NOBODY: ReadonlySet<AttemptOutcome> = new Set([
  'agentFailed',
  'notDialled',
  'trunkRefused',
  'abandoned',
]);

/** The attempt dialled the customer, or is about to: it counts for the limits. */
export function isDial({ outcome, rang }: Attempt): boolean {
  return !rang && (outcome === undefined || !DIALS_NOBODY.has(outcome));
}

/** The limits that these calls have reached at `wall` (UTC ms); undefined if none. */
export function limitsReached(limits: DialLimits, dials: Dials, wall: number): LimitsReached | undefined {
  const reached = {
    ...reachedBy(dials.ofNumber, 'perNumberPerHour', limits, wall),
    ...reachedBy(dials.ofNumber, 'perNumberPerDay', limits, wall),
    ...reachedBy(dials.ofLine, 'perLinePerHour', limits, wall),
  };
  return Object.keys(reached).length === 0 ? undefined : reached;
}

/** After somebody has put the clock back, some calls are in the future. They count as made just now, unless the clock went
 * back by more than a day. */
function reachedBy(
  times: readonly number[],
  limit: CallLimit,
  limits: DialLimits,
  wall: number,
): LimitsReached {
  const most = limits[limit];
  if (most === undefined) return {};
  const oldest = times[countBefore(times, wall + DAY_MS) - most];
  if (oldest === undefined) return {};
  const at = Math.min(oldest, wall);
  return at > wall - WITHIN_MS[limit] ? { [limit]: at } : {};
}

/** The number of these ascending times before `end`. */
export function countBefore(times: readonly number[], end: number): number {
  let [from, to] = [0, times.length];
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    if ((times[middle] ?? end) < end) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** The UTC ms, `wall` or later, from which on no limit is reached any more. */
export function nextUncapped({ reached = {} }: NumberHistory, wall: number): number {
  const free = Object.entries(reached).map(([limit, at]) => at + WITHIN_MS[limit as CallLimit]);
  return Math.max(wall, ...free);
}

/** The number of callbacks that callers of a number have requested within the 24 hours before `wall` (UTC ms). */
export function countRequests(callbacks: Iterable<CallbackState>, wall: number): number {
  let count = 0;
  for (const { kind, promisedAt } of callbacks) {
    if (KIND_RULES[kind].by === 'caller' && Math.abs(wall - promisedAt) < DAY_MS) count += 1;
  }
  return count;
}
