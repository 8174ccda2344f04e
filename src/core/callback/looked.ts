import type { Step } from '../effects.ts';
import type { Rules } from '../rules.ts';
import type { Moment } from '../time.ts';
import { agreedDeadline, agreedLooked } from './agreed.ts';
import { done } from './ending.ts';
import { atRiskFrom, overdueFact } from './risk.ts';
import { type CallbackState, isOpen } from './state.ts';
import { callingTime, tryFrom } from './trying.ts';
import { event, interimFact } from './verdicts.ts';
import { anybodyFrom, wantedLooked } from './wanted.ts';

/** UTC ms at which the machine wants to hear from the clock, or null. */
export function callbackDeadline(callback: CallbackState, rules: Rules): number | null {
  if (!isOpen(callback)) return null;
  const { status, dueAt, late, deadlineAt } = callback;
  const times = [
    status.is === 'scheduled' ? dueAt : null,
    late ? null : deadlineAt + 1,
    agreedDeadline(callback),
    anybodyFrom(callback),
    atRiskFrom(callback, rules),
  ];
  const next = Math.min(...times.map((time) => time ?? Number.POSITIVE_INFINITY));
  return Number.isFinite(next) ? Math.ceil(next) : null;
}

/** The clock has been looked at: it is time to try, or (callback.interim, callback.appointment) too late. */
export function looked(before: CallbackState, at: Moment, rules: Rules): Step<CallbackState> {
  if (!isOpen(before)) return done(before);
  const [agreed, facts] = agreedLooked(wantedLooked(before, at.wall), at, rules);
  const late = !agreed.late && at.wall > agreed.deadlineAt;
  const state = late ? { ...agreed, late } : agreed;
  const missed = late ? [...interimFact(agreed, at, rules), overdueFact(agreed, at)] : [];
  const step = timeToTry(state, at, rules);
  return { ...step, facts: [...facts, ...missed, ...step.facts] };
}

/** A callback that becomes due while nobody may be called waits until that is over; so does one for which no agent was free
 * before. */
function timeToTry(state: CallbackState, at: Moment, rules: Rules): Step<CallbackState> {
  const { status, dueAt } = state;
  const comes = status.is === 'scheduled' && at.wall >= dueAt;
  if (!comes && status.is !== 'due') return done(state);
  const allowed = callingTime(state, at.wall, rules);
  if (allowed === null || allowed > at.wall) return tryFrom(state, at.wall, at, rules);
  if (!comes) return done(state);
  return done({ ...namedFirst(state), status: { is: 'due' } }, [event(state, at, 'callbackDue')]);
}

/** callback.done: nothing is said any more of what is late already: whom an operator has named for this try gets it first, and
 * anybody does where that agent is not there. */
function namedFirst(state: CallbackState): CallbackState {
  const { assigned, ...rest } = state;
  if (assigned === undefined || !state.late) return state;
  return { ...rest, agent: assigned, reserved: true };
}
