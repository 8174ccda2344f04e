import type { ApiRole } from '../../engine/access.ts';
import type { CallbackAnswer } from '../../web/callbacks/answer.ts';

/** What an operator can order of a callback. */
export type BoardOrder = 'callNow' | 'assign' | 'reschedule' | 'settle' | 'cancel' | 'release';

/** An order that can be chosen. */
export interface OrderChoice {
  readonly order: BoardOrder;
  /** The key that chooses it. */
  readonly key: string;
  /** The callback is over with it. */
  readonly ends: boolean;
  /** Whether several callbacks can have it at once. */
  readonly many: boolean;
  /** The statuses in which it has a meaning. */
  readonly of: readonly CallbackAnswer['status'][];
  readonly role: ApiRole;
}

const WAITING: OrderChoice['of'] = ['scheduled', 'due', 'blocked'];
const PLAIN = { ends: false, many: false, of: WAITING, role: 'operator' } as const;

/** Every order, in the order of its buttons. */
export const ORDER_CHOICES: readonly OrderChoice[] = [
  { ...PLAIN, order: 'callNow', key: 'c', many: true, of: ['scheduled'] },
  { ...PLAIN, order: 'assign', key: 'a', many: true },
  { ...PLAIN, order: 'reschedule', key: 't', of: ['scheduled', 'due'] },
  { ...PLAIN, order: 'release', key: 'l', many: true, of: ['blocked'], role: 'supervisor' },
  { ...PLAIN, order: 'settle', key: 's', ends: true },
  { ...PLAIN, order: 'cancel', key: 'd', ends: true },
];

/** The orders that have a meaning for all of these callbacks, for somebody of that role. The engine says the last word. */
export function possibleOrders(callbacks: readonly CallbackAnswer[], role: ApiRole): readonly OrderChoice[] {
  if (callbacks.length === 0) return [];
  return ORDER_CHOICES.filter(
    ({ many, of, role: needed }) =>
      (many || callbacks.length === 1) &&
      (needed === 'operator' || role !== 'operator') &&
      callbacks.every(({ status }) => of.includes(status)),
  );
}
