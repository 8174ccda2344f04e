import type { Step } from '../effects.ts';
import type { Fact } from '../facts.ts';
import type { Rules } from '../rules.ts';
import { done } from './ending.ts';
import type { CallbackInput } from './input.ts';
import type { CallbackState } from './state.ts';
import { tryFrom } from './trying.ts';

/** The customer rings in while it is open: that call is its attempt from now on, and nobody is dialled meanwhile. An attempt in
 * which the customer was not there yet is overtaken by it. */
export function customerRang(
  state: CallbackState,
  { call, at }: Extract<CallbackInput, { type: 'customerRang' }>,
): Step<CallbackState> {
  const { status } = state;
  const under = status.is === 'attempting' ? status : null;
  const before = state.attempts.map((one) =>
    one.call === under?.call ? { ...one, outcome: 'overtaken' as const } : one,
  );
  const held = status.is === 'heldBack' ? { heldBack: status.why } : {};
  const next: CallbackState = {
    ...state,
    attempts: [...before, { call, agent: null, at: at.wall, rang: true }],
    status: { ...under, ...held, is: 'attempting', call },
  };
  const fact: Fact = { kind: 'event', name: 'customerRang', at, call, callback: state.id, by: 'caller' };
  return done(next, [fact]);
}

/** The customer who had rung in has gone before anybody was there: it is what it was before, due at the same time. Who was lost to
 * the network, or has taken the offer again, is called back at once. */
export function gaveUp(
  state: CallbackState,
  { call, at }: Extract<CallbackInput, { type: 'attemptEnded' }>,
  rules: Rules,
): Step<CallbackState> {
  const { status } = state;
  const attempts = state.attempts.map((one) =>
    one.call === call ? { ...one, outcome: 'gaveUp' as const } : one,
  );
  const next = { ...state, attempts };
  const under = status.is === 'attempting' ? status : null;
  if (under?.askedAgain) return tryFrom({ ...next, reserved: false }, at.wall, at, rules);
  if (under?.heldBack) return done({ ...next, status: { is: 'heldBack', why: under.heldBack } });
  return tryFrom(next, state.dueAt, at, rules);
}
