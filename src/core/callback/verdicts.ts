import type { EventFact, EventName, Fact } from '../facts.ts';
import type { Rules } from '../rules.ts';
import type { Timestamp } from '../time.ts';
import { ownershipOf } from './ownership.ts';
import type { CallbackState } from './state.ts';

/** Makes a fact about the callback. */
export function callbackFact(
  state: CallbackState,
  at: Timestamp,
  name: EventName,
  detail: EventFact['detail'] = {},
): Fact {
  return { kind: 'event', name, at, ...ownershipOf(state), by: 'engine', detail };
}

/** The clause that sets the customer's maximum wait. A complaint and a request for a supervisor have a time of their own
 * (people.complaint, people.supervisor). */
function timeLimit({ kind, withinMs }: CallbackState, rules: Rules) {
  const { clauses } = rules.standard;
  if (withinMs === undefined) {
    const limit = clauses['callback.interim'];
    return limit && ({ clause: 'callback.interim', withinMs: limit.withinMs } as const);
  }
  if (kind === 'complaint') return { clause: 'people.complaint', withinMs } as const;
  return kind === 'supervisor' ? ({ clause: 'people.supervisor', withinMs } as const) : undefined;
}

/** The basis of a verdict on a callback if no call of the engine led to it. */
export interface VerdictBasis {
  /** False: there was no news, and there will be none. */
  readonly reached?: boolean;
  readonly note?: string;
}

/** callback.interim: whether there was news in time; judged once for each deadline. */
export function interimFact(
  state: CallbackState,
  at: Timestamp,
  rules: Rules,
  { reached = true, note }: VerdictBasis = {},
): Fact[] {
  const limit = timeLimit(state, rules);
  if (!limit || state.late) return [];
  // news before the requested time counts as no wait
  const tookMs = Math.max(0, at.wall - (state.deadlineAt - limit.withinMs));
  return [
    {
      kind: 'clause',
      clause: limit.clause,
      verdict: reached && at.wall <= state.deadlineAt ? 'kept' : 'broken',
      measured: { value: tookMs / 1000, limit: limit.withinMs / 1000, unit: 's' },
      ...(note === undefined ? {} : { note }),
      at,
      ...ownershipOf(state),
      by: 'engine',
    },
  ];
}

/** callback.done: the outcome, and the time from the promise, compared with the promised time. */
export function doneFact(
  state: CallbackState,
  at: Timestamp,
  rules: Rules,
  { reached = true, note }: VerdictBasis = {},
): Fact[] {
  if (!rules.standard.clauses['callback.done']) return [];
  const inTime = reached && !state.late && at.wall <= state.deadlineAt;
  return [
    {
      kind: 'clause',
      clause: 'callback.done',
      verdict: inTime ? 'kept' : 'broken',
      measured: {
        value: (at.wall - state.promisedAt) / 1000,
        limit: (state.deadlineAt - state.promisedAt) / 1000,
        unit: 's',
      },
      ...(note === undefined ? {} : { note }),
      at,
      ...ownershipOf(state),
      by: 'engine',
    },
  ];
}

/** callback.purpose: the engine dials only a customer whom a callback names and whom the line may call; it does not dial
 * others. */
export function purposeFact(state: CallbackState, at: Timestamp, rules: Rules, note?: string): Fact[] {
  if (!rules.standard.clauses['callback.purpose']) return [];
  const base = { kind: 'clause', clause: 'callback.purpose', verdict: 'kept', at, by: 'engine' } as const;
  return [{ ...base, ...ownershipOf(state), ...(note === undefined ? {} : { note }) }];
}
