import type { CallbackPromise, Step, Tell } from '../effects.ts';
import type { EventFact, EventName, Fact } from '../facts.ts';
import type { Rules } from '../rules.ts';
import type { Moment } from '../time.ts';
import { isEarly, judgeAttempt } from './appointment.ts';
import { type AttemptOutcome, type CallbackState, needsResult } from './state.ts';
import type { CallbackInput } from './step.ts';
import { whose } from './whose.ts';

/** callback.interim where the standard does not say: news within half an hour. */
const NEWS_WITHIN_MS = 30 * 60_000;

/** Milliseconds in which the customer is to have news. */
export function newsWithin(rules: Rules): number {
  return rules.standard.clauses['callback.interim']?.withinMs ?? NEWS_WITHIN_MS;
}

/** callback.interim: an agent's promise is due a sixth of its time early, for the way to an agent and to the customer. */
export function interimDue(wall: number, rules: Rules): number {
  return wall + Math.floor((newsWithin(rules) * 5) / 6);
}

/** callback.interim: UTC ms by which the customer must have been called, or have had news. */
export function deadlineOf({ dueAt, withinMs }: CallbackPromise, { wall }: Moment, rules: Rules): number {
  return withinMs === undefined ? Math.max(dueAt ?? wall, wall) + newsWithin(rules) : wall + withinMs;
}

/** Something that is known of the callback from now on. */
export function event(
  state: CallbackState,
  at: Moment,
  name: EventName,
  detail: EventFact['detail'] = {},
): Fact {
  return { kind: 'event', name, at, ...whose(state), by: 'engine', detail };
}

/** A step that meant something. */
export function done(state: CallbackState, facts: readonly Fact[] = [], tells: readonly Tell[] = []) {
  return { state, commands: [], tells, facts, unexpected: false };
}

/** To be tried at once. */
export function dueNow(state: CallbackState, at: Moment): CallbackState {
  return { ...state, reserved: false, dueAt: at.wall, status: { is: 'due' } };
}

/** Attempts in which the customer was dialled, or is about to be. */
export function customerAttempts(state: CallbackState): number {
  return state.attempts.filter((a) => a.outcome !== 'agentFailed').length;
}

/** What becomes of the callback after an attempt: settled, open with a new deadline, tried again, or given up. */
export function attemptEnded(
  state: CallbackState,
  input: Extract<CallbackInput, { type: 'attemptEnded' }>,
  rules: Rules,
): Step<CallbackState> {
  const { status, attempts, dueAt } = state;
  const agreed = status.is === 'attempting' && status.agreed === true;
  const outcome = agreed && TALKED.includes(input.outcome) ? 'rescheduled' : input.outcome;
  const next = { ...state, attempts: attempts.map((a) => (a.call === input.call ? { ...a, outcome } : a)) };
  if (agreed) return done({ ...next, status: { is: dueAt > input.at.wall ? 'scheduled' : 'due' } });
  const facts = outcome === 'agentFailed' ? [] : judgeAttempt(state, input.at, rules);
  const agreedAt = outcome === 'agentFailed' || isEarly(state) ? state.agreedAt : null;
  const after = { ...next, agreedAt };
  if (status.is === 'attempting' && status.askedAgain) return done(dueNow(after, input.at), facts);
  if (outcome === 'agentFailed') return done({ ...after, status: { is: 'due' } });
  const step = afterCall(after, { ...input, outcome }, rules);
  return { ...step, facts: [...facts, ...step.facts] };
}

const TALKED: readonly AttemptOutcome[] = ['reached', 'resolved', 'open'];

/** The customer was dialled. */
function afterCall(
  next: CallbackState,
  input: Extract<CallbackInput, { type: 'attemptEnded' }>,
  rules: Rules,
): Step<CallbackState> {
  switch (input.outcome) {
    case 'resolved':
      return settled(next, input.at, rules);
    case 'reached':
      // an agent's promise is kept by a stated result only; a wish to be called back is kept by the talk itself
      return needsResult(next.kind) ? openAgain(next, input.at, rules) : settled(next, input.at, rules);
    case 'open':
    case 'rescheduled':
      return openAgain(next, input.at, rules);
    default:
      return retry(next, input.at, rules, input.outcome);
  }
}

/** Which clause says how long the customer may have to wait: a complaint and a wish for a supervisor have a time of their own
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

/** callback.interim: whether there was news in time; judged once for each deadline. `reached`: there was. */
export function interimFact(state: CallbackState, at: Moment, rules: Rules, reached = true): Fact[] {
  const limit = timeLimit(state, rules);
  if (!limit || state.late) return [];
  const promised = state.deadlineAt - limit.withinMs;
  return [
    {
      kind: 'clause',
      clause: limit.clause,
      verdict: reached && at.wall <= state.deadlineAt ? 'kept' : 'broken',
      measured: { value: (at.wall - promised) / 1000, limit: limit.withinMs / 1000, unit: 's' },
      at,
      ...whose(state),
      by: 'engine',
    },
  ];
}

/** callback.done: how it ended, and how long that took from the promise against the time that was promised. */
function doneFact(state: CallbackState, at: Moment, rules: Rules, note?: string): Fact[] {
  if (!rules.standard.clauses['callback.done']) return [];
  const inTime = note === undefined && !state.late && at.wall <= state.deadlineAt;
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
      ...whose(state),
      by: 'engine',
    },
  ];
}

/** callback.purpose: nobody is dialled but whom a callback names, and may be called; who may not is not dialled. */
export function purposeFact(state: CallbackState, at: Moment, rules: Rules, note?: string): Fact[] {
  if (!rules.standard.clauses['callback.purpose']) return [];
  const base = { kind: 'clause', clause: 'callback.purpose', verdict: 'kept', at, by: 'engine' } as const;
  return [{ ...base, ...whose(state), ...(note === undefined ? {} : { note }) }];
}

/** The callback ends without the customer. */
export function failed(
  state: CallbackState,
  at: Moment,
  rules: Rules,
  why: 'notReached' | 'notAllowed',
): { state: CallbackState; facts: Fact[] } {
  const note =
    why === 'notReached' ? 'given up: the customer was not reached' : 'the number may not be called';
  const detail = why === 'notReached' ? { why, attempts: customerAttempts(state) } : { why };
  return {
    state: { ...state, status: { is: 'failed', at: at.wall, why } },
    facts: [
      ...interimFact(state, at, rules, false),
      ...doneFact(state, at, rules, note),
      event(state, at, 'callbackFailed', detail),
    ],
  };
}

function settled(state: CallbackState, at: Moment, rules: Rules): Step<CallbackState> {
  return done({ ...state, status: { is: 'settled', at: at.wall } }, [
    ...interimFact(state, at, rules),
    ...doneFact(state, at, rules),
    event(state, at, 'callbackSettled', { attempts: state.attempts.length }),
  ]);
}

/** callback.interim: the customer has had news; the promise stays open, with a new deadline. callback.appointment: who was called
 * before the time agreed upon is called then. */
function openAgain(state: CallbackState, at: Moment, rules: Rules): Step<CallbackState> {
  const { withinMs: _kept, agreedAt, ...rest } = state;
  const next: CallbackState = {
    ...rest,
    kind: needsResult(state.kind) ? state.kind : 'promised',
    dueAt: agreedAt ?? interimDue(at.wall, rules),
    agreedAt,
    deadlineAt: (agreedAt ?? at.wall) + newsWithin(rules),
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
    const over = failed(state, at, rules, 'notReached');
    return done(over.state, [notReached, ...over.facts]);
  }
  const wait = retryMs[Math.min(tried, retryMs.length) - 1] ?? NEWS_WITHIN_MS;
  // callback.appointment: who was called too early is called at the time agreed upon
  const dueAt = state.agreedAt ?? at.wall + wait;
  return done({ ...state, dueAt, status: { is: 'scheduled' } }, [notReached]);
}
