import type { Fact } from '../facts.ts';
import type { Rules } from '../rules.ts';
import type { Timestamp } from '../time.ts';
import { ownershipOf } from './ownership.ts';
import type { CallbackState } from './state.ts';

/** callback.appointment: a call within this after the agreed time counts as on time. */
export const APPOINTMENT_TOLERANCE_MS = 5 * 60_000;

/** callback.appointment: kept if the call began at the agreed time; judged once. `called`: UTC ms at which it began, or at
 * which it is clear that it is too late; null if the line may call nobody. */
export function judgeAppointment(
  { id, from, agreedAt }: Pick<CallbackState, 'id' | 'from' | 'agreedAt'>,
  at: Timestamp,
  rules: Rules,
  called: number | null,
): Fact[] {
  if (agreedAt === null || !rules.standard.clauses['callback.appointment']) return [];
  const lateMs = called === null ? Number.POSITIVE_INFINITY : called - agreedAt;
  const measured = { value: lateMs / 1000, limit: APPOINTMENT_TOLERANCE_MS / 1000, unit: 's' } as const;
  return [
    {
      kind: 'clause',
      clause: 'callback.appointment',
      verdict: lateMs <= APPOINTMENT_TOLERANCE_MS ? 'kept' : 'broken',
      ...(called === null ? { note: 'the number may not be called' } : { measured }),
      at,
      ...ownershipOf({ id, from }),
      by: 'engine',
    },
  ];
}

/** Whether the last attempt came too long before the agreed time to count as a call at that time. */
export function isBeforeAppointment({ agreedAt, attempts }: CallbackState): boolean {
  const called = attempts.at(-1)?.at;
  return agreedAt !== null && called !== undefined && called < agreedAt - APPOINTMENT_TOLERANCE_MS;
}

/** The last attempt dialled the customer. */
export function judgeAttempt(state: CallbackState, at: Timestamp, rules: Rules): Fact[] {
  if (isBeforeAppointment(state)) return [];
  return judgeAppointment(state, at, rules, state.attempts.at(-1)?.at ?? at.wall);
}
