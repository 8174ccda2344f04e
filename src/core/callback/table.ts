import type { CallbackEvent } from './input.ts';
import type { OperatorOrder } from './orders.ts';
import type { CallbackStatus } from './state.ts';

export type StateName = CallbackStatus['is'];

/** What can happen to a callback: each of an operator's orders is one of its own. */
export type Happening = Exclude<CallbackEvent['type'], 'ordered'> | OperatorOrder['do'];

export const STATES: readonly StateName[] = [
  'scheduled',
  'due',
  'attempting',
  'heldBack',
  'settled',
  'failed',
  'cancelled',
];

/** What may happen in which state, and where it may lead. What does not stand here means nothing: nothing changes, and who has
 * ordered it is told why. */
export const MOVES: Readonly<Record<Happening, Partial<Readonly<Record<StateName, readonly StateName[]>>>>> =
  {
    deadline: {
      scheduled: ['scheduled', 'due', 'failed'],
      due: ['due', 'scheduled', 'failed'],
      attempting: ['attempting'],
      heldBack: ['heldBack'],
      settled: ['settled'],
      failed: ['failed'],
      cancelled: ['cancelled'],
    },
    agentOffered: { due: ['attempting', 'scheduled', 'failed'] },
    attemptEnded: { attempting: ['due', 'scheduled', 'heldBack', 'settled', 'failed'] },
    customerRang: {
      scheduled: ['attempting'],
      due: ['attempting'],
      attempting: ['attempting'],
      heldBack: ['attempting'],
    },
    joined: {
      scheduled: ['scheduled', 'due', 'failed'],
      due: ['due', 'scheduled', 'failed'],
      attempting: ['attempting'],
      heldBack: ['heldBack'],
    },
    assign: { scheduled: ['scheduled'], due: ['due'], heldBack: ['heldBack'] },
    callNow: { scheduled: ['due'] },
    reschedule: { scheduled: ['scheduled'], due: ['scheduled'] },
    settle: { scheduled: ['settled'], due: ['settled'], heldBack: ['settled'] },
    cancel: { scheduled: ['cancelled'], due: ['cancelled'], heldBack: ['cancelled'] },
    release: { heldBack: ['scheduled', 'due', 'failed'] },
  };

/** Who does it. `caller`: the customer, too; `engine`: by the clock, or as agents become free. */
export type Mover = 'engine' | 'caller' | 'agent' | 'operator' | 'supervisor';

/** Who may do what; a supervisor may do whatever an operator may. */
export const MOVERS: Readonly<Record<Happening, readonly Mover[]>> = {
  deadline: ['engine'],
  agentOffered: ['engine'],
  attemptEnded: ['engine', 'agent'],
  customerRang: ['caller'],
  joined: ['caller', 'agent', 'operator'],
  assign: ['operator'],
  callNow: ['operator'],
  reschedule: ['operator'],
  settle: ['operator'],
  cancel: ['operator'],
  release: ['supervisor'],
};

/** In which state a callback may begin. */
export const BEGINS: readonly StateName[] = ['scheduled', 'due', 'heldBack', 'failed'];

/** Whether this means anything in that state. */
export function mayHappen(what: Happening, state: StateName): boolean {
  return MOVES[what][state] !== undefined;
}
