import type { Step } from '../effects.ts';
import type { Rules } from '../rules.ts';
import type { Timestamp } from '../time.ts';
import { stepDone } from './callback-end.ts';
import { deadlineOf } from './news-deadline.ts';
import { scheduleAttempt } from './schedule-attempt.ts';
import type { CallbackState } from './state.ts';
import { callbackFact } from './verdicts.ts';

/** A clock that is put back by less changes little: the next try comes that much later. */
const DAY_MS = 86_400_000;

/** The wall clock was ahead when the callback was promised or last tried, and has been set right: the next try and the deadline lie as far
 * ahead as that clock was. */
export function isFromFuture({ status, promisedAt, attempts }: CallbackState, wall: number): boolean {
  const waits = status.is === 'scheduled' || status.is === 'due' || status.is === 'blocked';
  return waits && Math.max(promisedAt, ...attempts.map(({ at }) => at)) > wall + DAY_MS;
}

/** The callback as if it had been promised now: it is due at the first hour at which the line calls. A time that was agreed on by the wrong
 * clock is none. */
export function promisedNow(state: CallbackState, at: Timestamp, rules: Rules): Step<CallbackState> {
  const { warnedFor: _byThatClock, ...rest } = state;
  const { wall } = at;
  const now = {
    ...rest,
    place: Math.min(state.place, wall),
    promisedAt: Math.min(state.promisedAt, wall),
    attempts: state.attempts.map((one) => ({ ...one, at: Math.min(one.at, wall) })),
    ...{ dueAt: wall, agreedAt: null, late: false },
    deadlineAt: deadlineOf(
      { ...(state.withinMs === undefined ? {} : { withinMs: state.withinMs }) },
      at,
      rules,
    ),
  };
  const fact = callbackFact(state, at, 'callbackChanged', { order: 'clock', who: 'engine' });
  if (state.status.is === 'blocked') return stepDone(now, [fact]);
  return scheduleAttempt(now, wall, at, rules, [fact]);
}
