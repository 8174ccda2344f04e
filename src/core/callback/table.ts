import type { CallbackEvent } from './input.ts';
import type { OperatorOrder } from './operator-orders.ts';
import type { CallbackStatus } from './state.ts';

/** The names of the states in the transition table of callbacks. */
export type StateName = CallbackStatus['is'];

/** An input of a callback, as the transition table names it; each order of an operator is one. */
export type CallbackTrigger = Exclude<CallbackEvent['type'], 'ordered'> | OperatorOrder['do'];

export const STATES: readonly StateName[] = [
  'scheduled',
  'due',
  'attempting',
  'blocked',
  'settled',
  'failed',
  'cancelled',
];

/** The inputs that each state accepts, and the states that may follow. Any other input changes nothing, and an order gets
 * the reason for its refusal. */
export const CALLBACK_TRANSITIONS: Readonly<
  Record<CallbackTrigger, Partial<Readonly<Record<StateName, readonly StateName[]>>>>
> = {
  deadline: {
    scheduled: ['scheduled', 'due', 'failed'],
    due: ['due', 'scheduled', 'failed'],
    attempting: ['attempting'],
    blocked: ['blocked'],
    settled: ['settled'],
    failed: ['failed'],
    cancelled: ['cancelled'],
  },
  agentOffered: { due: ['attempting', 'scheduled', 'failed'] },
  attemptEnded: { attempting: ['due', 'scheduled', 'blocked', 'settled', 'failed'] },
  customerRang: {
    scheduled: ['attempting'],
    due: ['attempting'],
    attempting: ['attempting'],
    blocked: ['attempting'],
  },
  superseded: { scheduled: ['cancelled'], due: ['cancelled'], blocked: ['cancelled'] },
  joined: {
    scheduled: ['scheduled', 'due', 'failed'],
    due: ['due', 'scheduled', 'failed'],
    attempting: ['attempting'],
    blocked: ['blocked'],
  },
  corrected: {
    scheduled: ['scheduled'],
    due: ['due'],
    attempting: ['attempting'],
    blocked: ['blocked'],
  },
  resultChanged: {
    scheduled: ['scheduled', 'settled', 'cancelled'],
    due: ['due', 'settled', 'cancelled'],
    attempting: ['attempting'],
    blocked: ['blocked', 'settled', 'cancelled'],
  },
  assign: { scheduled: ['scheduled'], due: ['due'], blocked: ['blocked'] },
  callNow: { scheduled: ['due'] },
  reschedule: { scheduled: ['scheduled'], due: ['scheduled'] },
  settle: { scheduled: ['settled'], due: ['settled'], blocked: ['settled'] },
  cancel: { scheduled: ['cancelled'], due: ['cancelled'], blocked: ['cancelled'] },
  release: { blocked: ['scheduled', 'due', 'failed'] },
};

/** The one who causes an event of a callback. `caller`: the customer, too; `engine`: by the clock, or as agents become
 * free. */
export type TriggeredBy = 'engine' | 'caller' | 'agent' | 'operator' | 'supervisor';

/** The permitted events by role; a supervisor may do everything that an operator may. */
export const TRIGGERED_BY: Readonly<Record<CallbackTrigger, readonly TriggeredBy[]>> = {
  deadline: ['engine'],
  agentOffered: ['engine'],
  attemptEnded: ['engine', 'agent'],
  customerRang: ['caller'],
  superseded: ['caller', 'agent', 'operator'],
  joined: ['caller', 'agent', 'operator'],
  corrected: ['caller'],
  resultChanged: ['agent'],
  assign: ['operator'],
  callNow: ['operator'],
  reschedule: ['operator'],
  settle: ['operator'],
  cancel: ['operator'],
  release: ['supervisor'],
};

/** The states in which a callback may begin. */
export const INITIAL_STATES: readonly StateName[] = ['scheduled', 'due', 'blocked', 'failed'];

/** Whether this input means anything in that state. */
export function isLegal(what: CallbackTrigger, state: StateName): boolean {
  return CALLBACK_TRANSITIONS[what][state] !== undefined;
}
