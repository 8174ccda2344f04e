import type { CallbackState } from '../../../../src/core/callback/state.ts';
import type { CallRecord } from '../../../../src/core/reports/record.ts';
import type { Instant, Interval } from '../../../../src/sipkit/index.ts';
import type { EngineDeath } from '../engine-life.ts';
import type { FaultRecord } from '../faults/lanes.ts';
import type { Impairment } from '../impairments.ts';
import type { LegRecord } from '../leg-record.ts';
import type { Mark } from '../party.ts';

/** Everything that is known when a run is over. */
export interface Evidence {
  readonly records: readonly LegRecord[];
  readonly faults: readonly FaultRecord[];
  readonly impairments: readonly Impairment[];
  /** When the engine was not in control, by a fault of ours. */
  readonly windows: readonly Interval[];
  readonly calls: readonly CallRecord[];
  readonly callbacks: readonly CallbackState[];
  /** Channels, bridges, calls and agents that are left. */
  readonly leaks: readonly string[];
  /** The engine ended, or did not start, without having been told to. */
  readonly deaths: readonly EngineDeath[];
  /** For how long the machine itself stood still in a time, ms. */
  readonly stood: (from: Instant, to: Instant) => number;
}

/** Something that must not happen and did. */
export interface Violation {
  readonly kind: string;
  readonly at: Instant;
  readonly number: string;
  readonly what: string;
}

export const ANONYMOUS = 'anonymous';

/** Legs of that role, each once. */
export function legsOf({ records }: Evidence, role: LegRecord['role']): LegRecord[] {
  return records.filter((record) => record.role === role);
}

export function markOf({ marks }: LegRecord, ...what: readonly Mark[]): Instant | undefined {
  return marks.find((mark) => what.includes(mark.what))?.at;
}

/** Times in which Asterisk itself did nothing. */
export function asteriskAway({ impairments }: Evidence): Interval[] {
  return impairments
    .filter(({ fault }) => fault.startsWith('Asterisk'))
    .map(({ from, controlAt, overAt }) => ({ from, to: controlAt ?? overAt ?? Number.POSITIVE_INFINITY }));
}

export function overlaps(one: Interval, others: readonly Interval[]): boolean {
  return others.some(({ from, to }) => one.from < to && one.to > from);
}

/** The legs of agents who were on the phone with that party, in order. */
export function agentsOf(evidence: Evidence, party: LegRecord): LegRecord[] {
  if (party.number === ANONYMOUS) return [];
  return legsOf(evidence, 'agent')
    .filter(({ number, answeredAt }) => number === party.number && answeredAt !== undefined)
    .filter(({ invitedAt, endedAt }) => invitedAt < party.endedAt && endedAt > party.invitedAt)
    .sort((a, b) => a.invitedAt - b.invitedAt);
}
