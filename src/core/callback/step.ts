import type { Step } from '../effects.ts';
import type { CallbackId } from '../ids.ts';
import type { CallbackRequest } from '../model/callback.ts';
import type { Rules } from '../rules.ts';
import type { Timestamp } from '../time.ts';
import { applyOrder, orderRefusal } from './apply-order.ts';
import { appointmentTime } from './appointment-time.ts';
import { withRiskWarning } from './at-risk.ts';
import { attemptEnded } from './attempt-ended.ts';
import { beginAttempt } from './begin-attempt.ts';
import { stepDone } from './callback-end.ts';
import type { NumberHistory } from './dial-policy.ts';
import type { CallbackInput } from './input.ts';
import { KIND_RULES } from './kinds.ts';
import { mergeRequest } from './merge-request.ts';
import { deadlineOf, interimDue } from './news-deadline.ts';
import { onDeadline } from './on-deadline.ts';
import { onInboundCall } from './on-inbound-call.ts';
import { blockIfNeeded, refusalOf, refusedRequest } from './permission.ts';
import { resultChanged } from './result-changed.ts';
import { scheduleAttempt } from './schedule-attempt.ts';
import type { CallbackState } from './state.ts';
import { isLegal } from './table.ts';
import { callbackFact } from './verdicts.ts';

/** Makes a callback at its promise. The engine commits it in the turn that promises it, before the caller hears of it. */
export function createCallback(
  id: CallbackId,
  wish: CallbackRequest,
  at: Timestamp,
  rules: Rules,
  history: NumberHistory = {},
): Step<CallbackState> {
  const { firstDue } = KIND_RULES[wish.kind];
  const dueAt = wish.dueAt ?? (firstDue === 'news' ? interimDue(at.wall, rules) : at.wall);
  const state: CallbackState = {
    ...wish,
    id,
    promisedAt: at.wall,
    dueAt,
    agreedAt: appointmentTime(wish, at),
    reserved: wish.agent !== undefined,
    deadlineAt: deadlineOf(wish, at, rules),
    late: false,
    revision: 1,
    attempts: [],
    status: { is: 'scheduled' },
  };
  const rule = refusalOf(state, rules, history);
  if (rule !== null) return refusedRequest(state, rule, at, rules);
  return withRiskWarning(blockIfNeeded(scheduled(state, at, rules), at, rules, history), at, rules);
}

/** The first status: due, scheduled, or ended because there is no hour at which the line may call the customer. If
 * the customer knows no time, the promise holds outside calling hours, too: the time for news begins with the first hour at
 * which the line may call. */
function scheduled(state: CallbackState, at: Timestamp, rules: Rules): Step<CallbackState> {
  const step = scheduleAttempt(state, state.dueAt, at, rules, [
    callbackFact(state, at, 'callbackPromised', { kind: state.kind }),
  ]);
  if (KIND_RULES[state.kind].told || state.withinMs !== undefined) return step;
  const { dueAt } = step.state;
  return { ...step, state: { ...step.state, deadlineAt: deadlineOf({ dueAt }, at, rules) } };
}

function unexpected(state: CallbackState): Step<CallbackState> {
  return { state, commands: [], tells: [], facts: [], unexpected: true };
}

/** Takes one input for one callback: scheduled, due, attempted, settled or given up. No callback ends without an outcome,
 * and none misses a deadline without an earlier report. */
export function stepCallback(state: CallbackState, input: CallbackInput, rules: Rules): Step<CallbackState> {
  const what = input.type === 'ordered' ? input.order.do : input.type;
  if (!isLegal(what, state.status.is)) return unexpected(state);
  return withRiskWarning(handle(state, input, rules), input.at, rules);
}

/** callback.follow_up: nobody has to be called about the solution any more. */
function superseded(
  state: CallbackState,
  { call, at }: Extract<CallbackInput, { type: 'superseded' }>,
): Step<CallbackState> {
  const why = call === null ? 'another callback takes its place' : 'the customer has called in';
  const who = { who: 'engine', why, ...(call === null ? {} : { in: call }) };
  return stepDone({ ...state, status: { is: 'cancelled', at: at.wall, by: 'engine', why } }, [
    callbackFact(state, at, 'callbackCancelled', who),
  ]);
}

/** callback.number: an attempt that has begun dials the old number, so its outcome settles nothing. */
function correctNumber(
  state: CallbackState,
  { number, dialled, at }: Extract<CallbackInput, { type: 'corrected' }>,
): Step<CallbackState> {
  const { status } = state;
  const next = status.is === 'attempting' ? { ...status, askedAgain: true as const } : status;
  return stepDone({ ...state, number, dialled, status: next }, [
    callbackFact(state, at, 'callbackChanged', { order: 'number', who: 'caller' }),
  ]);
}

function handle(state: CallbackState, input: CallbackInput, rules: Rules): Step<CallbackState> {
  switch (input.type) {
    case 'deadline':
      return onDeadline(state, input.at, rules);
    case 'agentOffered':
      return beginAttempt(state, input, rules);
    case 'attemptEnded':
      if (state.status.is !== 'attempting' || state.status.call !== input.call) return unexpected(state);
      return attemptEnded(state, input, rules);
    case 'ordered':
      return orderRefusal(state, input.order, input.at.wall, rules) === null
        ? applyOrder(state, input, rules)
        : unexpected(state);
    case 'customerRang':
      return onInboundCall(state, input);
    case 'superseded':
      return superseded(state, input);
    case 'joined':
      return mergeRequest(state, input, rules);
    case 'corrected':
      return correctNumber(state, input);
    case 'resultChanged':
      return resultChanged(state, input, rules);
  }
}
