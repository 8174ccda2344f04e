import type { Salutation } from '../call/state.ts';
import type { CallbackPromise, Step } from '../effects.ts';
import type { AgentId, CallbackId, CallId } from '../ids.ts';
import type { Rules } from '../rules.ts';
import type { Moment } from '../time.ts';
import {
  attemptEnded,
  customerAttempts,
  done,
  dueNow,
  event,
  failed,
  interimDue,
  interimFact,
  newsWithin,
  purposeFact,
} from './outcome.ts';
import type { Attempt, AttemptOutcome, CallbackState } from './state.ts';

export type CallbackEvent =
  /** `dueAt` has come. */
  | { readonly type: 'deadline' }
  /** An agent is free for it; `call` is the id of the attempt. */
  | {
      readonly type: 'agentOffered';
      readonly agent: AgentId;
      readonly call: CallId;
      readonly salutation: Salutation;
    }
  | { readonly type: 'attemptEnded'; readonly call: CallId; readonly outcome: AttemptOutcome }
  /** The same number has asked again on the same line: one callback serves both wishes. */
  | { readonly type: 'joined'; readonly promise: CallbackPromise };

export type CallbackInput = CallbackEvent & { readonly at: Moment };

/** A callback as it is promised. It is committed in the turn that promises it, before the caller hears of it. */
export function promise(
  id: CallbackId,
  wish: CallbackPromise,
  at: Moment,
  rules: Rules,
): Step<CallbackState> {
  const state: CallbackState = {
    ...wish,
    id,
    promisedAt: at.wall,
    dueAt: wish.kind === 'promised' ? interimDue(at.wall, rules) : at.wall,
    deadlineAt: at.wall + newsWithin(rules),
    late: false,
    attempts: [],
    status: wish.kind === 'promised' ? { is: 'scheduled' } : { is: 'due' },
  };
  return done(state, [event(state, at, 'callbackPromised', { kind: wish.kind })]);
}

export function isOpen(callback: CallbackState): boolean {
  return callback.status.is !== 'settled' && callback.status.is !== 'failed';
}

/** UTC ms at which the machine wants to hear from the clock, or null. */
export function callbackDeadline(callback: CallbackState): number | null {
  if (!isOpen(callback)) return null;
  const due = callback.status.is === 'scheduled' ? callback.dueAt : Number.POSITIVE_INFINITY;
  const next = Math.min(due, callback.late ? Number.POSITIVE_INFINITY : callback.deadlineAt + 1);
  return Number.isFinite(next) ? next : null;
}

function unexpected(state: CallbackState): Step<CallbackState> {
  return { state, commands: [], tells: [], facts: [], unexpected: true };
}

/** One callback: scheduled, due, attempted, settled or given up. Nothing ends without an outcome. */
export function stepCallback(state: CallbackState, input: CallbackInput, rules: Rules): Step<CallbackState> {
  switch (input.type) {
    case 'deadline':
      return looked(state, input.at, rules);
    case 'agentOffered':
      return state.status.is === 'due' ? attempt(state, input, rules) : unexpected(state);
    case 'attemptEnded':
      if (state.status.is !== 'attempting' || state.status.call !== input.call) return unexpected(state);
      return attemptEnded(state, input, rules);
    case 'joined':
      return isOpen(state) ? joined(state, input) : unexpected(state);
  }
}

/** The clock has been looked at: it is time to try, or (callback.interim) too late for news in time. */
function looked(state: CallbackState, at: Moment, rules: Rules): Step<CallbackState> {
  if (!isOpen(state)) return done(state);
  const due = state.status.is === 'scheduled' && at.wall >= state.dueAt;
  const late = !state.late && at.wall > state.deadlineAt;
  if (!due && !late) return done(state);
  const next: CallbackState = {
    ...state,
    ...(due ? { status: { is: 'due' } } : {}),
    ...(late ? { late } : {}),
  };
  return done(next, [
    ...(late ? interimFact(state, at, rules) : []),
    ...(due ? [event(state, at, 'callbackDue')] : []),
  ]);
}

/** callback.number: who has waited again has a place among those who wait now, whenever the next try was to be, and
 * whatever comes of the one that is under way. */
function joined(
  state: CallbackState,
  { promise: { kind, place }, at }: Extract<CallbackInput, { type: 'joined' }>,
): Step<CallbackState> {
  const { status } = state;
  const next = { ...state, place: Math.min(state.place, place) };
  const facts = [event(state, at, 'callbackPromised', { kind, joined: true })];
  if (kind === 'promised') return done(next, facts);
  if (status.is === 'attempting') return done({ ...next, status: { ...status, askedAgain: true } }, facts);
  return done(status.is === 'scheduled' ? dueNow(next, at) : next, facts);
}

function attempt(
  state: CallbackState,
  input: Extract<CallbackInput, { type: 'agentOffered' }>,
  rules: Rules,
): Step<CallbackState> {
  // callback.purpose: the rule is asked again at every dial, for it may have changed since the promise
  const number = rules.callable(state.number);
  if (!number) {
    const refused = purposeFact(state, input.at, rules, 'refused: the number may not be called');
    const over = failed(state, input.at, rules, 'notAllowed');
    return done(over.state, [...refused, ...over.facts]);
  }
  const entry: Attempt = { call: input.call, agent: input.agent, at: input.at.wall };
  const next: CallbackState = {
    ...state,
    attempts: [...state.attempts, entry],
    status: { is: 'attempting', call: input.call },
  };
  return done(next, purposeFact(state, input.at, rules), [
    {
      to: 'newCall',
      call: {
        id: input.call,
        callback: state.id,
        attempt: customerAttempts(next),
        agent: input.agent,
        number: state.number,
        dialled: number.dial,
        line: state.line,
        standard: state.standard,
        language: state.language,
        salutation: input.salutation,
      },
    },
  ]);
}
