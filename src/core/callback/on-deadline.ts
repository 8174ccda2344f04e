import type { Step } from '../effects.ts';
import type { Rules } from '../rules.ts';
import type { Timestamp } from '../time.ts';
import { appointmentDeadline, checkAppointment } from './appointment-time.ts';
import { atRiskFrom, overdueFact } from './at-risk.ts';
import { stepDone } from './callback-end.ts';
import { isFromFuture, promisedNow } from './clock-set-back.ts';
import { anyAgentFrom, dropRequestedAgent } from './requested-agent.ts';
import { callingTime, scheduleAttempt } from './schedule-attempt.ts';
import { type CallbackState, isOpen } from './state.ts';
import { callbackFact, interimFact } from './verdicts.ts';

/** UTC ms at which the machine next needs the clock, or null. */
export function callbackDeadline(callback: CallbackState, rules: Rules): number | null {
  if (!isOpen(callback)) return null;
  const { status, dueAt, late, deadlineAt } = callback;
  const times = [
    status.is === 'scheduled' ? dueAt : null,
    late ? null : deadlineAt + 1,
    appointmentDeadline(callback, rules),
    anyAgentFrom(callback),
    atRiskFrom(callback, rules),
  ];
  const next = Math.min(...times.map((time) => time ?? Number.POSITIVE_INFINITY));
  return Number.isFinite(next) ? Math.ceil(next) : null;
}

/** Handles the clock input: it is time to try, or (callback.interim, callback.appointment) too late. */
export function onDeadline(before: CallbackState, at: Timestamp, rules: Rules): Step<CallbackState> {
  if (!isOpen(before)) return stepDone(before);
  if (isFromFuture(before, at.wall)) return promisedNow(before, at, rules);
  const [agreed, facts] = checkAppointment(dropRequestedAgent(before, at.wall), at, rules);
  const late = !agreed.late && at.wall > agreed.deadlineAt;
  const state = late ? { ...agreed, late } : agreed;
  const missed = late ? [...interimFact(agreed, at, rules), overdueFact(agreed, at)] : [];
  const step = tryIfDue(state, at, rules);
  return { ...step, facts: [...facts, ...missed, ...step.facts] };
}

/** A callback that becomes due outside calling hours waits for their beginning. So does one for which no agent was free
 * before. */
function tryIfDue(state: CallbackState, at: Timestamp, rules: Rules): Step<CallbackState> {
  const { status, dueAt } = state;
  const comes = status.is === 'scheduled' && at.wall >= dueAt;
  if (!comes && status.is !== 'due') return stepDone(state);
  const allowed = callingTime(state, at.wall, rules);
  if (allowed === null || allowed > at.wall) return scheduleAttempt(state, at.wall, at, rules);
  if (!comes) return stepDone(state);
  return stepDone({ ...namedFirst(state), status: { is: 'due' } }, [callbackFact(state, at, 'callbackDue')]);
}

/** callback.done: no further report for a callback that is already late. The agent whom an operator has assigned for this
 * try gets it first; if that agent is not available, any agent does. */
function namedFirst(state: CallbackState): CallbackState {
  const { assigned, ...rest } = state;
  if (assigned === undefined || !state.late) return state;
  return { ...rest, agent: assigned, reserved: true };
}
