import type { Step } from '../effects.ts';
import type { Fact } from '../facts.ts';
import type { Rules } from '../rules.ts';
import { stepDone } from './callback-end.ts';
import type { CallbackInput } from './input.ts';
import { scheduleAttempt } from './schedule-attempt.ts';
import type { CallbackState } from './state.ts';

/** The customer calls in while the callback is open. That call becomes its attempt, and the engine dials nobody meanwhile.
 * It supersedes an attempt in which the customer was not on the line yet. */
export function onInboundCall(
  state: CallbackState,
  { call, at }: Extract<CallbackInput, { type: 'customerRang' }>,
): Step<CallbackState> {
  const { status } = state;
  const under = status.is === 'attempting' ? status : null;
  const before = state.attempts.map((one) =>
    one.call === under?.call ? { ...one, outcome: 'superseded' as const } : one,
  );
  const held = status.is === 'blocked' ? { blocked: status.why } : {};
  const next: CallbackState = {
    ...state,
    attempts: [...before, { call, agent: null, at: at.wall, rang: true }],
    status: { ...under, ...held, is: 'attempting', call },
  };
  const fact: Fact = { kind: 'event', name: 'customerRang', at, call, callback: state.id, by: 'caller' };
  return stepDone(next, [fact]);
}

/** The customer who had called in left before an agent answered: the callback returns to its earlier status, with the same
 * due time. If the network lost the customer, or the customer accepted the offer again, the engine calls back at once. */
export function onInboundCallAbandoned(
  state: CallbackState,
  { call, at }: Extract<CallbackInput, { type: 'attemptEnded' }>,
  rules: Rules,
): Step<CallbackState> {
  const { status } = state;
  const attempts = state.attempts.map((one) =>
    one.call === call ? { ...one, outcome: 'abandoned' as const } : one,
  );
  const next = { ...state, attempts };
  const under = status.is === 'attempting' ? status : null;
  if (under?.askedAgain) return scheduleAttempt({ ...next, reserved: false }, at.wall, at, rules);
  if (under?.blocked) return stepDone({ ...next, status: { is: 'blocked', why: under.blocked } });
  return scheduleAttempt(next, state.dueAt, at, rules);
}
