import type { Step } from '../effects.ts';
import type { CallbackRequest } from '../model/callback.ts';
import type { Rules } from '../rules.ts';
import type { Timestamp } from '../time.ts';
import { changeAppointment } from './appointment-time.ts';
import { involvesCustomer, stepDone } from './callback-end.ts';
import type { CallbackInput } from './input.ts';
import { KIND_RULES, needsResult } from './kinds.ts';
import { scheduleAttempt } from './schedule-attempt.ts';
import type { CallbackState } from './state.ts';
import { callbackFact } from './verdicts.ts';

/** The maximum length of the joined questions of many requests. */
const LONGEST_ABOUT = 500;

/** callback.number: a customer who has waited again has a place among the current callers, whatever the time of the next try
 * and the outcome of the current attempt. */
export function mergeRequest(
  state: CallbackState,
  { request: wish, at }: Extract<CallbackInput, { type: 'joined' }>,
  rules: Rules,
): Step<CallbackState> {
  const { kind } = wish;
  const { status } = state;
  // callback.follow_up: one that is open serves, and another callback comes before it
  if (kind === 'satisfaction') return stepDone(state);
  const next = mergedState(state, wish, at);
  const movesTime = KIND_RULES[kind].told || kind === 'followUp';
  if (wish.dueAt !== undefined && movesTime) return changeAppointment(next, wish, at, rules);
  const facts = [
    callbackFact(state, at, 'callbackPromised', { kind, joined: true, wishes: next.wishes ?? 1 }),
  ];
  const later = kind === 'promised' || (wish.dueAt ?? at.wall) > at.wall || isAnswered(state, wish);
  if (later && status.is === 'scheduled') {
    return scheduleAttempt(next, Math.min(state.dueAt, wish.dueAt ?? state.dueAt), at, rules, facts);
  }
  if (later) return stepDone(next, facts);
  if (status.is === 'attempting')
    return stepDone({ ...next, status: { ...status, askedAgain: true } }, facts);
  if (status.is !== 'scheduled') return stepDone(next, facts);
  return scheduleAttempt({ ...next, reserved: false }, at.wall, at, rules, facts);
}

/** The customer has been dialled since the number was left: the next attempt keeps its distance from that one. */
function isAnswered({ attempts }: CallbackState, { kind, place }: CallbackRequest): boolean {
  return kind === 'away' && attempts.some((attempt) => involvesCustomer(attempt) && attempt.at > place);
}

/** Joins two requests: the more urgent values win, and a result that either needs stays needed. */
function mergedState(state: CallbackState, wish: CallbackRequest, at: Timestamp): CallbackState {
  // callback.interim: a promise made during the talk is not kept by that talk
  const lasts = wish.kind !== 'promised' || state.status.is === 'attempting';
  const weightier = lasts && needsResult(wish.kind) && !needsResult(state.kind);
  return {
    ...state,
    ...mergedDetails(state, wish),
    kind: weightier ? wish.kind : state.kind,
    wishes: (state.wishes ?? 1) + 1,
    place: Math.min(state.place, wish.place),
    // the reserve before the deadline goes by the time from which it comes (callback.done)
    ...(isSooner(state, wish, at) ? { deadlineAt: at.wall + wish.withinMs, withinMs: wish.withinMs } : {}),
    ...(weightier && wish.wants ? { wants: wish.wants } : {}),
    ...(wish.priority ? { priority: true as const } : {}),
    ...(wish.why ? { why: wish.why } : {}),
  };
}

/** The request has a time of its own, and it ends before that of the callback. */
function isSooner<R extends CallbackRequest>(
  { deadlineAt }: CallbackState,
  wish: R,
  at: Timestamp,
): wish is R & { readonly withinMs: number } {
  return wish.withinMs !== undefined && at.wall + wish.withinMs < deadlineAt;
}

/** The texts of the requests: the newest counts for the customer's name and hours; all questions stay. */
function mergedDetails(state: CallbackState, wish: CallbackRequest): Partial<CallbackState> {
  const { name = state.name, hours = state.hours, by = state.by, programme = state.programme } = wish;
  const known = wish.about === undefined || state.about?.includes(wish.about);
  const about = known ? state.about : [state.about, wish.about].filter(Boolean).join('; ');
  return {
    // language.caller: the language in which the customer last spoke
    ...(wish.from === null ? {} : { language: wish.language }),
    ...(name === undefined ? {} : { name }),
    ...(about === undefined ? {} : { about: [...about].slice(0, LONGEST_ABOUT).join('') }),
    ...(hours === undefined ? {} : { hours }),
    ...(by === undefined ? {} : { by }),
    ...(programme === undefined ? {} : { programme: state.programme ?? programme }),
  };
}
