import type { Recording, Salutation } from '../call/state.ts';
import type { CallbackPromise, Placing, Step } from '../effects.ts';
import type { AgentId, CallbackId, CallId } from '../ids.ts';
import type { Rules } from '../rules.ts';
import type { Moment } from '../time.ts';
import { agreeAnew, agreedDeadline, agreedLooked, agreedTime } from './agreed.ts';
import { judgeAgreed } from './appointment.ts';
import { customerAttempts, done, failed } from './ending.ts';
import { deadlineOf, interimDue } from './news.ts';
import { ordered, orderRefusal } from './ordered.ts';
import type { OperatorOrder } from './orders.ts';
import { attemptEnded, dueNow } from './outcome.ts';
import { placed } from './placed.ts';
import { customerRang } from './rang.ts';
import {
  type Attempt,
  type AttemptOutcome,
  type CallbackKind,
  type CallbackState,
  needsResult,
} from './state.ts';
import { mayHappen } from './table.ts';
import { event, interimFact, purposeFact } from './verdicts.ts';
import { anybodyFrom, wantedLooked } from './wanted.ts';

export type CallbackEvent =
  /** `dueAt` has come. */
  | { readonly type: 'deadline' }
  /** An agent is free for it; `call` is the id of the attempt. */
  | {
      readonly type: 'agentOffered';
      readonly agent: AgentId;
      readonly call: CallId;
      readonly salutation: Salutation;
      /** Absent: nothing is recorded. */
      readonly recording?: Recording;
      /** Absent: the agent first, and every answer is the customer's. */
      readonly placing?: Placing;
    }
  /** `agent`: who has talked with the customer; absent: as it was meant. */
  | {
      readonly type: 'attemptEnded';
      readonly call: CallId;
      readonly outcome: AttemptOutcome;
      readonly agent?: AgentId;
    }
  | { readonly type: 'ordered'; readonly order: OperatorOrder; readonly by: string }
  /** The customer rings in while it is open: `call` goes on as its attempt. */
  | { readonly type: 'customerRang'; readonly call: CallId }
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
  const dueAt = wish.dueAt ?? (wish.kind === 'promised' ? interimDue(at.wall, rules) : at.wall);
  const state: CallbackState = {
    ...wish,
    id,
    promisedAt: at.wall,
    dueAt,
    agreedAt: agreedTime(wish, at),
    reserved: wish.agent !== undefined,
    deadlineAt: deadlineOf(wish, at, rules),
    late: false,
    revision: 1,
    attempts: [],
    status: { is: dueAt > at.wall ? 'scheduled' : 'due' },
  };
  return done(state, [event(state, at, 'callbackPromised', { kind: wish.kind })]);
}

export function isOpen(callback: CallbackState): boolean {
  return !['settled', 'failed', 'cancelled'].includes(callback.status.is);
}

/** UTC ms at which the machine wants to hear from the clock, or null. */
export function callbackDeadline(callback: CallbackState): number | null {
  if (!isOpen(callback)) return null;
  const due = callback.status.is === 'scheduled' ? callback.dueAt : Number.POSITIVE_INFINITY;
  const next = Math.min(
    due,
    callback.late ? Number.POSITIVE_INFINITY : callback.deadlineAt + 1,
    agreedDeadline(callback) ?? Number.POSITIVE_INFINITY,
    anybodyFrom(callback) ?? Number.POSITIVE_INFINITY,
  );
  return Number.isFinite(next) ? next : null;
}

function unexpected(state: CallbackState): Step<CallbackState> {
  return { state, commands: [], tells: [], facts: [], unexpected: true };
}

/** One callback: scheduled, due, attempted, settled or given up. Nothing ends without an outcome. */
export function stepCallback(state: CallbackState, input: CallbackInput, rules: Rules): Step<CallbackState> {
  if (!mayHappen(input.type === 'ordered' ? input.order.do : input.type, state.status.is))
    return unexpected(state);
  switch (input.type) {
    case 'deadline':
      return looked(state, input.at, rules);
    case 'agentOffered':
      return attempt(state, input, rules);
    case 'attemptEnded':
      if (state.status.is !== 'attempting' || state.status.call !== input.call) return unexpected(state);
      return attemptEnded(state, input, rules);
    case 'ordered':
      return orderRefusal(state, input.order, input.at.wall, rules) === null
        ? ordered(state, input, rules)
        : unexpected(state);
    case 'customerRang':
      return customerRang(state, input);
    case 'joined':
      return joined(state, input, rules);
  }
}

/** The clock has been looked at: it is time to try, or (callback.interim, callback.appointment) too late. */
function looked(before: CallbackState, at: Moment, rules: Rules): Step<CallbackState> {
  if (!isOpen(before)) return done(before);
  const [state, facts] = agreedLooked(wantedLooked(before, at.wall), at, rules);
  const due = state.status.is === 'scheduled' && at.wall >= state.dueAt;
  const late = !state.late && at.wall > state.deadlineAt;
  if (!due && !late) return done(state, facts);
  const next: CallbackState = {
    ...state,
    ...(due ? { status: { is: 'due' } } : {}),
    ...(late ? { late } : {}),
  };
  return done(next, [
    ...facts,
    ...(late ? interimFact(state, at, rules) : []),
    ...(due ? [event(state, at, 'callbackDue')] : []),
  ]);
}

/** callback.number: who has waited again has a place among those who wait now, whenever the next try was to be, and
 * whatever comes of the one that is under way. */
function joined(
  state: CallbackState,
  { promise: wish, at }: Extract<CallbackInput, { type: 'joined' }>,
  rules: Rules,
): Step<CallbackState> {
  const { kind } = wish;
  const { status } = state;
  const next = merged(state, wish, at);
  if (wish.dueAt !== undefined && AGREED.includes(kind)) return agreeAnew(next, wish, at, rules);
  const facts = [event(state, at, 'callbackPromised', { kind, joined: true })];
  if (kind === 'promised' || (wish.dueAt ?? at.wall) > at.wall) return done(next, facts);
  if (status.is === 'attempting') return done({ ...next, status: { ...status, askedAgain: true } }, facts);
  return done(status.is === 'scheduled' ? dueNow(next, at) : next, facts);
}

/** A time of which the customer has been told, or that an agent wants. */
const AGREED: readonly CallbackKind[] = ['promised', 'appointment', 'followUp'];

/** Two wishes in one: whatever of them is the more urgent, and the one that needs a result. */
function merged(state: CallbackState, wish: CallbackPromise, at: Moment): CallbackState {
  const within = wish.withinMs === undefined ? Number.POSITIVE_INFINITY : at.wall + wish.withinMs;
  const weightier = needsResult(wish.kind) && !needsResult(state.kind) && wish.kind !== 'promised';
  return {
    ...state,
    kind: weightier ? wish.kind : state.kind,
    place: Math.min(state.place, wish.place),
    deadlineAt: Math.min(state.deadlineAt, within),
    ...(state.status.is === 'scheduled' ? { dueAt: Math.min(state.dueAt, wish.dueAt ?? state.dueAt) } : {}),
    ...(weightier && wish.wants ? { wants: wish.wants } : {}),
    ...(wish.hurried ? { hurried: true as const } : {}),
    ...(wish.why ? { why: wish.why } : {}),
  };
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
    return done(over.state, [...refused, ...judgeAgreed(state, input.at, rules, null), ...over.facts]);
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
        ...placed(state, input.placing),
        attempt: customerAttempts(next),
        agent: input.agent,
        number: state.number,
        dialled: number.dial,
        line: state.line,
        standard: state.standard,
        language: state.language,
        salutation: input.salutation,
        ...(input.recording ? { recording: input.recording } : {}),
      },
    },
  ]);
}
