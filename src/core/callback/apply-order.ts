import type { Step } from '../effects.ts';
import type { EventFact, Fact } from '../facts.ts';
import type { Rules } from '../rules.ts';
import type { Timestamp } from '../time.ts';
import { stepDone } from './callback-end.ts';
import type { CallbackInput } from './input.ts';
import { deadlineOf } from './news-deadline.ts';
import type { OperatorOrder, OrderRefusal } from './operator-orders.ts';
import { ownershipOf } from './ownership.ts';
import { scheduleAttempt } from './schedule-attempt.ts';
import type { CallbackState } from './state.ts';
import { isLegal } from './table.ts';
import { callbackFact, doneFact, interimFact } from './verdicts.ts';

/** The reason why this order means nothing to the callback at `wall` (UTC ms); null if it is possible. */
export function orderRefusal(
  state: CallbackState,
  order: OperatorOrder,
  wall: number,
  rules: Rules,
): OrderRefusal | null {
  if (!isLegal(order.do, state.status.is)) return refusalByStatus(state, order);
  if (order.do === 'callNow') return isAllowed(state, wall, wall, rules) ? null : 'outsideHours';
  if (order.do !== 'reschedule') return null;
  if (order.dueAt <= wall) return 'past';
  return isAllowed(state, order.dueAt, order.dueAt, rules) ? null : 'outsideHours';
}

/** callback.appointment: never outside calling hours. An agreement with the customer goes before the hours that the customer
 * named earlier. */
function isAllowed({ line }: CallbackState, from: number, to: number, rules: Rules): boolean {
  const allowed = rules.nextCallingTime(line, from);
  return allowed !== null && allowed <= to;
}

function refusalByStatus({ status }: CallbackState, order: OperatorOrder): OrderRefusal {
  if (status.is === 'attempting' || status.is === 'blocked') return status.is;
  if (status.is !== 'due' && status.is !== 'scheduled') return 'over';
  return order.do === 'release' ? 'notBlocked' : 'dueAlready';
}

/** callback.done: carries out an operator's order that `orderRefusal` permits. No callback ends without an outcome and the
 * name of the person who stated it. */
export function applyOrder(
  state: CallbackState,
  { order, by, at }: Extract<CallbackInput, { type: 'ordered' }>,
  rules: Rules,
): Step<CallbackState> {
  const changed = orderFact(state, at, { order: order.do, who: by });
  switch (order.do) {
    case 'assign': {
      const { assigned: _before, ...rest } = state;
      const next = order.agent === null ? rest : { ...rest, assigned: order.agent };
      return stepDone(next, [orderFact(state, at, { order: 'assign', who: by, agent: order.agent })]);
    }
    case 'callNow': {
      // the customer, who asks now, may set aside the hours that they named earlier
      const { hours: _wished, ...rest } = { ...state, reserved: false };
      const step = scheduleAttempt(rest, at.wall, at, rules);
      return { ...step, facts: [changed, ...step.facts, callbackFact(state, at, 'callbackDue')] };
    }
    case 'reschedule':
      return reschedule(state, order.dueAt, by, at, rules);
    case 'settle':
      return settleByHand(state, order.why, by, at, rules);
    case 'cancel':
      return stepDone({ ...state, status: { is: 'cancelled', at: at.wall, by, why: order.why } }, [
        orderFact(state, at, { who: by, why: order.why }, 'callbackCancelled'),
      ]);
    case 'release': {
      const step = scheduleAttempt(state, state.dueAt, at, rules);
      return { ...step, facts: [changed, ...step.facts] };
    }
  }
}

/** Records an operator's order. `who` is in the detail, because the parties of a call are other people. */
function orderFact(
  state: CallbackState,
  at: Timestamp,
  detail: EventFact['detail'] = {},
  name: 'callbackChanged' | 'callbackCancelled' = 'callbackChanged',
): Fact {
  return { kind: 'event', name, at, ...ownershipOf(state), detail };
}

/** callback.appointment: another time, which the customer already knows, as the operator states (callback.interim). */
function reschedule(
  state: CallbackState,
  dueAt: number,
  by: string,
  at: Timestamp,
  rules: Rules,
): Step<CallbackState> {
  const { withinMs: _before, ...rest } = state;
  const next: CallbackState = {
    ...rest,
    dueAt,
    agreedAt: dueAt,
    deadlineAt: deadlineOf({ dueAt }, at, rules),
    late: false,
    status: { is: 'scheduled' },
  };
  return stepDone(next, [
    orderFact(state, at, { order: 'reschedule', who: by, dueAt }),
    ...interimFact(state, at, rules, { note: `another time was agreed upon, as ${by} states` }),
  ]);
}

/** callback.done, callback.interim: the operator's statement keeps them, in time or late. */
function settleByHand(
  state: CallbackState,
  why: string,
  by: string,
  at: Timestamp,
  rules: Rules,
): Step<CallbackState> {
  const judged = { note: `settled by hand: ${by}` };
  return stepDone({ ...state, status: { is: 'settled', at: at.wall, by, why } }, [
    orderFact(state, at, { order: 'settle', who: by, why }),
    ...interimFact(state, at, rules, judged),
    ...doneFact(state, at, rules, judged),
    callbackFact(state, at, 'callbackSettled', { attempts: state.attempts.length, who: by }),
  ]);
}
