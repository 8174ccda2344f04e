import type { Step } from '../effects.ts';
import type { Fact } from '../facts.ts';
import type { CallbackRequest } from '../model/callback.ts';
import type { Rules } from '../rules.ts';
import type { Timestamp } from '../time.ts';
import { APPOINTMENT_TOLERANCE_MS, judgeAppointment, judgeAttempt } from './appointment-verdict.ts';
import { stepDone } from './callback-end.ts';
import { KIND_RULES } from './kinds.ts';
import { deadlineOf } from './news-deadline.ts';
import { scheduleAttempt } from './schedule-attempt.ts';
import type { CallbackState } from './state.ts';
import { callbackFact, interimFact } from './verdicts.ts';

/** The preferred agent of a callback has this long from its due time; after that any agent may take it. The customer was told to
 * expect the same person (首问责任制: whoever is asked first is responsible). */
function reservedMs({ standard }: Rules): number {
  return standard.handling.ownAgentMs;
}

/** UTC ms of a time that the customer knows, or null. */
export function appointmentTime({ kind, dueAt }: CallbackRequest, at: Timestamp): number | null {
  return KIND_RULES[kind].told && dueAt !== undefined && dueAt > at.wall ? dueAt : null;
}

/** UTC ms at which the agreed time has passed without a call, or the time of the preferred agent is over; or null. */
export function appointmentDeadline(
  { status, agreedAt, dueAt, reserved }: CallbackState,
  rules: Rules,
): number | null {
  if (status.is === 'attempting') return null;
  const missed = agreedAt === null ? Number.POSITIVE_INFINITY : agreedAt + APPOINTMENT_TOLERANCE_MS + 1;
  const forAll = reserved && status.is === 'due' ? dueAt + reservedMs(rules) : Number.POSITIVE_INFINITY;
  const next = Math.min(missed, forAll);
  return Number.isFinite(next) ? next : null;
}

/** Handles the clock input. */
export function checkAppointment(state: CallbackState, at: Timestamp, rules: Rules): [CallbackState, Fact[]] {
  const due = appointmentDeadline(state, rules);
  if (due === null || at.wall < due) return [state, []];
  const missed = state.agreedAt !== null && at.wall > state.agreedAt + APPOINTMENT_TOLERANCE_MS;
  const over = state.status.is === 'due' && at.wall >= state.dueAt + reservedMs(rules);
  const reserved = state.reserved && !over;
  const next = { ...state, reserved, agreedAt: missed ? null : state.agreedAt };
  return [next, missed ? judgeAppointment(state, at, rules, at.wall) : []];
}

/** The customer has agreed to another time, which counts as news (callback.interim). Or an agent wants to call now
 * (`followUp`). */
export function changeAppointment(
  state: CallbackState,
  wish: CallbackRequest,
  at: Timestamp,
  rules: Rules,
): Step<CallbackState> {
  const { status } = state;
  const dueAt = wish.dueAt ?? at.wall;
  const { agent: _before, ...rest } = state;
  const next: CallbackState = {
    ...(wish.kind === 'followUp' ? rest : withNewTime(rest, wish, at, rules)),
    dueAt,
    reserved: wish.agent !== undefined,
    ...(wish.agent === undefined ? {} : { agent: wish.agent }),
  };
  const facts = [
    callbackFact(state, at, 'callbackPromised', { kind: wish.kind, joined: true, wishes: state.wishes ?? 1 }),
    ...(wish.kind === 'followUp' ? [] : newTimeFacts(state, wish, at, rules)),
  ];
  if (status.is === 'attempting') return stepDone({ ...next, status: { ...status, agreed: true } }, facts);
  return status.is === 'blocked' ? stepDone(next, facts) : scheduleAttempt(next, dueAt, at, rules, facts);
}

function withNewTime(
  { withinMs: _before, ...rest }: CallbackState,
  wish: CallbackRequest,
  at: Timestamp,
  rules: Rules,
): CallbackState {
  const agreedAt = appointmentTime(wish, at);
  return { ...rest, kind: wish.kind, agreedAt, deadlineAt: deadlineOf(wish, at, rules), late: false };
}

function newTimeFacts(state: CallbackState, wish: CallbackRequest, at: Timestamp, rules: Rules): Fact[] {
  return [
    ...(wish.from === state.from ? [] : interimFact(state, at, rules)),
    // in the call at the time agreed before
    ...(state.status.is === 'attempting' ? judgeAttempt(state, at, rules) : []),
  ];
}
