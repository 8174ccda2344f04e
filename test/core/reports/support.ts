import type { CallState } from '../../../src/core/call/state.ts';
import type { CallbackState } from '../../../src/core/callback/state.ts';
import type { Actor, ClauseFact, EventFact, EventName, Fact, Measured } from '../../../src/core/facts.ts';
import { STAR_RULE } from '../../../src/core/reports/agent-rating.ts';
import type { CallRecord } from '../../../src/core/reports/record.ts';
import { type Report, type ReportRequest, startReport } from '../../../src/core/reports/report.ts';
import type { ClauseId } from '../../../src/core/standard/standard.ts';
import { aCall, aCallback, NOON } from '../../contract/store-samples.ts';

export { NOON };
export const HOUR = 3_600_000;

export const LI: Actor = { agent: '8001' };
export const WANG: Actor = { agent: '8002' };

/** A fact without the call that it is of: `at` in seconds since the call arrived. */
type Told = (call: CallState) => Fact;

function moment({ arrivedAt }: CallState, seconds: number) {
  return { wall: arrivedAt.wall + seconds * 1000, mono: arrivedAt.mono + seconds * 1000 };
}

/** Something happened. */
export function happened(
  seconds: number,
  name: EventName,
  by: Actor,
  detail: NonNullable<EventFact['detail']> = {},
  callback?: string,
): Told {
  return (call) => ({
    kind: 'event',
    name,
    at: moment(call, seconds),
    call: call.id,
    by,
    detail,
    ...(callback === undefined ? {} : { callback }),
  });
}

/** A clause was kept or broken. */
export function judged(
  seconds: number,
  clause: ClauseId,
  verdict: ClauseFact['verdict'],
  by: Actor,
  more: { measured?: Measured; callback?: string } = {},
): Told {
  return (call) => ({
    kind: 'clause',
    clause,
    verdict,
    at: moment(call, seconds),
    call: call.id,
    by,
    ...more,
  });
}

let made = 0;

/** A call with its facts. It arrived at noon and has ended, where nothing else is said. */
export function aRecord(
  told: readonly Told[],
  over: Partial<CallState> = {},
  callbacks: readonly Partial<CallbackState>[] = [],
): CallRecord {
  made += 1;
  const call = aCall(`call-${made}`, {
    arrivedAt: { mono: 1000, wall: NOON },
    endedAt: NOON + 60_000,
    ...over,
  });
  return {
    call,
    facts: told.map((fact) => fact(call)),
    callbacks: callbacks.map((callback, i) =>
      aCallback(callback.id ?? `cb-${i}`, { from: call.id, ...callback }),
    ),
  };
}

export function aRequest(over: Partial<ReportRequest> = {}): ReportRequest {
  return {
    period: { from: NOON, to: NOON + HOUR },
    by: null,
    withinSeconds: 20,
    asOf: NOON + HOUR,
    slots: [NOON],
    clauses: [],
    starRule: STAR_RULE,
    ...over,
  };
}

/** What a report says of these calls. */
export function reportOf(records: readonly CallRecord[], over: Partial<ReportRequest> = {}): Report {
  const reporter = startReport(aRequest(over));
  for (const record of records) reporter.take(record);
  return reporter.report();
}

const rings = (value: number): { measured: Measured } => ({ measured: { value, limit: 2, unit: 'rings' } });

/** What a call begins with that an agent picks up after so many seconds, within the rings or not. */
export function pickedUp(seconds: number, by: Actor = LI): Told[] {
  return [
    happened(0, 'arrived', 'caller'),
    judged(seconds, 'answer.rings', seconds <= 10 ? 'kept' : 'broken', by, rings(seconds / 5)),
    happened(seconds, 'agentAnswered', by),
  ];
}

/** What a call begins with that the engine answers. */
export function queued(): Told[] {
  return [
    happened(0, 'arrived', 'caller'),
    judged(9.3, 'answer.rings', 'kept', 'engine', rings(1.86)),
    happened(9.3, 'engineAnswered', 'engine'),
  ];
}

/** The caller has had enough. */
export function abandonedCall(seconds: number): Told[] {
  return [
    happened(seconds, 'hungUpFirst', 'caller', { who: 'caller' }),
    happened(seconds, 'abandoned', 'caller', { after: seconds }),
  ];
}
