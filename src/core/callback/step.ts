import type { Step } from '../effects.ts';
import type { CallbackId } from '../ids.ts';
import type { CallbackPromise } from '../model/callback.ts';
import type { Rules } from '../rules.ts';
import type { Moment } from '../time.ts';
import { agreedTime } from './agreed.ts';
import { attempt } from './attempting.ts';
import type { NumberHistory } from './dial-policy.ts';
import type { CallbackInput } from './input.ts';
import { joined } from './joined.ts';
import { KINDS } from './kinds.ts';
import { looked } from './looked.ts';
import { deadlineOf, interimDue } from './news.ts';
import { ordered, orderRefusal } from './ordered.ts';
import { attemptEnded } from './outcome.ts';
import { heldBack, refusalOf, refusedWish } from './permission.ts';
import { customerRang } from './rang.ts';
import { watched } from './risk.ts';
import type { CallbackState } from './state.ts';
import { mayHappen } from './table.ts';
import { tryFrom } from './trying.ts';
import { event } from './verdicts.ts';

/** A callback as it is promised. It is committed in the turn that promises it, before the caller hears of it. */
export function promise(
  id: CallbackId,
  wish: CallbackPromise,
  at: Moment,
  rules: Rules,
  history: NumberHistory = {},
): Step<CallbackState> {
  const { firstDue } = KINDS[wish.kind];
  const dueAt = wish.dueAt ?? (firstDue === 'news' ? interimDue(at.wall, rules) : at.wall);
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
    status: { is: 'scheduled' },
  };
  const rule = refusalOf(state, rules, history);
  if (rule !== null) return refusedWish(state, rule, at, rules);
  return watched(heldBack(begun(state, at, rules), at, rules, history), at, rules);
}

/** Where it begins: due, scheduled, or at an end because there is no hour at which the customer may be called. Of whom nobody
 * has been told a time is not forgotten while nobody may be called: the time for news begins with the first hour at which that
 * may be. */
function begun(state: CallbackState, at: Moment, rules: Rules): Step<CallbackState> {
  const step = tryFrom(state, state.dueAt, at, rules, [
    event(state, at, 'callbackPromised', { kind: state.kind }),
  ]);
  if (KINDS[state.kind].told || state.withinMs !== undefined) return step;
  const { dueAt } = step.state;
  return { ...step, state: { ...step.state, deadlineAt: deadlineOf({ dueAt }, at, rules) } };
}

function unexpected(state: CallbackState): Step<CallbackState> {
  return { state, commands: [], tells: [], facts: [], unexpected: true };
}

/** One callback: scheduled, due, attempted, settled or given up. Nothing ends without an outcome, and nothing is missed without
 * having been said before. */
export function stepCallback(state: CallbackState, input: CallbackInput, rules: Rules): Step<CallbackState> {
  const what = input.type === 'ordered' ? input.order.do : input.type;
  if (!mayHappen(what, state.status.is)) return unexpected(state);
  return watched(happened(state, input, rules), input.at, rules);
}

function happened(state: CallbackState, input: CallbackInput, rules: Rules): Step<CallbackState> {
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
