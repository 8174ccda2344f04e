import type { Salutation } from '../call/state.ts';
import type { CallbackPromise, Step, Tell } from '../effects.ts';
import type { EventFact, EventName, Fact } from '../facts.ts';
import type { AgentId, CallbackId, CallId } from '../ids.ts';
import type { Rules } from '../rules.ts';
import type { Moment } from '../time.ts';
import type { Attempt, AttemptOutcome, CallbackState, CallbackStatus } from './state.ts';

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

/** callback.interim where the standard does not say: news within half an hour. */
const NEWS_WITHIN_MS = 30 * 60_000;

function newsWithin(rules: Rules): number {
  return rules.standard.clauses['callback.interim']?.withinMs ?? NEWS_WITHIN_MS;
}

/** callback.interim: an agent's promise is due a sixth of its time early, for the way to an agent and to the customer. */
function interimDue(wall: number, rules: Rules): number {
  return wall + Math.floor((newsWithin(rules) * 5) / 6);
}

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

function event(state: CallbackState, at: Moment, name: EventName, detail: EventFact['detail'] = {}): Fact {
  return { kind: 'event', name, at, call: state.from, callback: state.id, by: 'engine', detail };
}

function done(state: CallbackState, facts: readonly Fact[] = [], tells: readonly Tell[] = []) {
  return { state, commands: [], tells, facts, unexpected: false };
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

function dueNow(state: CallbackState, at: Moment): CallbackState {
  return { ...state, dueAt: at.wall, status: { is: 'due' } };
}

function attempt(
  state: CallbackState,
  input: Extract<CallbackInput, { type: 'agentOffered' }>,
  rules: Rules,
): Step<CallbackState> {
  // callback.purpose: the rule is asked again at every dial, for it may have changed since the promise
  const number = rules.callable(state.number);
  if (!number) {
    const status: CallbackStatus = { is: 'failed', at: input.at.wall, why: 'notAllowed' };
    return done({ ...state, status }, [
      ...interimFact(state, input.at, rules, false),
      event(state, input.at, 'callbackFailed', { why: 'notAllowed' }),
    ]);
  }
  const entry: Attempt = { call: input.call, agent: input.agent, at: input.at.wall };
  const next: CallbackState = {
    ...state,
    attempts: [...state.attempts, entry],
    status: { is: 'attempting', call: input.call },
  };
  return done(
    next,
    [],
    [
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
    ],
  );
}

/** Attempts in which the customer was dialled, or is about to be. */
function customerAttempts(state: CallbackState): number {
  return state.attempts.filter((a) => a.outcome !== 'agentFailed').length;
}

function attemptEnded(
  state: CallbackState,
  input: Extract<CallbackInput, { type: 'attemptEnded' }>,
  rules: Rules,
): Step<CallbackState> {
  const attempts = state.attempts.map((a) => (a.call === input.call ? { ...a, outcome: input.outcome } : a));
  const next = { ...state, attempts };
  if (state.status.is === 'attempting' && state.status.askedAgain) return done(dueNow(next, input.at));
  switch (input.outcome) {
    case 'resolved':
      return settled(next, input.at, rules);
    case 'reached':
      // an agent's promise is kept by a stated result only; a wish to be called back is kept by the talk itself
      return state.kind === 'promised' ? openAgain(next, input.at, rules) : settled(next, input.at, rules);
    case 'open':
      return openAgain(next, input.at, rules);
    case 'agentFailed':
      return done({ ...next, status: { is: 'due' } });
    default:
      return retry(next, input.at, rules, input.outcome);
  }
}

/** callback.interim: whether there was news in time; judged once for each deadline. `reached`: there was. */
function interimFact(state: CallbackState, at: Moment, rules: Rules, reached = true): Fact[] {
  const limit = rules.standard.clauses['callback.interim'];
  if (!limit || state.late) return [];
  const promised = state.deadlineAt - limit.withinMs;
  return [
    {
      kind: 'clause',
      clause: 'callback.interim',
      verdict: reached && at.wall <= state.deadlineAt ? 'kept' : 'broken',
      measured: { value: (at.wall - promised) / 1000, limit: limit.withinMs / 1000, unit: 's' },
      at,
      call: state.from,
      callback: state.id,
      by: 'engine',
    },
  ];
}

function settled(state: CallbackState, at: Moment, rules: Rules): Step<CallbackState> {
  return done({ ...state, status: { is: 'settled', at: at.wall } }, [
    ...interimFact(state, at, rules),
    event(state, at, 'callbackSettled', { attempts: state.attempts.length }),
  ]);
}

/** callback.interim: the customer has had news; the promise stays open, with a new deadline. */
function openAgain(state: CallbackState, at: Moment, rules: Rules): Step<CallbackState> {
  const next: CallbackState = {
    ...state,
    kind: 'promised',
    dueAt: interimDue(at.wall, rules),
    deadlineAt: at.wall + newsWithin(rules),
    late: false,
    status: { is: 'scheduled' },
  };
  return done(next, interimFact(state, at, rules));
}

function retry(state: CallbackState, at: Moment, rules: Rules, why: AttemptOutcome): Step<CallbackState> {
  const { retryMs, maxAttempts } = rules.standard.handling;
  const tried = customerAttempts(state);
  const notReached = event(state, at, 'customerNotReached', { why, attempt: tried });
  if (tried >= maxAttempts) {
    return done({ ...state, status: { is: 'failed', at: at.wall, why: 'notReached' } }, [
      notReached,
      ...interimFact(state, at, rules, false),
      event(state, at, 'callbackFailed', { why: 'notReached', attempts: tried }),
    ]);
  }
  const wait = retryMs[Math.min(tried, retryMs.length) - 1] ?? NEWS_WITHIN_MS;
  return done({ ...state, dueAt: at.wall + wait, status: { is: 'scheduled' } }, [notReached]);
}
