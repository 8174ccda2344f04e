import type { EventName, Fact } from '../facts.ts';

/** An event of a callback for other programs. */
export const CALLBACK_EVENTS = [
  'created',
  'joined',
  'due',
  'attempt',
  'notReached',
  'customerRang',
  'atRisk',
  'overdue',
  'blocked',
  'changed',
  'settled',
  'failed',
  'cancelled',
] as const;

/** The names of the facts about a callback. */
export type CallbackEventName = (typeof CALLBACK_EVENTS)[number];

const NAMES: Partial<Readonly<Record<EventName, CallbackEventName>>> = {
  callbackPromised: 'created',
  callbackDue: 'due',
  customerDialled: 'attempt',
  customerNotReached: 'notReached',
  customerRang: 'customerRang',
  callbackAtRisk: 'atRisk',
  callbackOverdue: 'overdue',
  callbackBlocked: 'blocked',
  callbackChanged: 'changed',
  callbackSettled: 'settled',
  callbackFailed: 'failed',
  callbackCancelled: 'cancelled',
};

/** The event that a fact means to other programs; null if none. */
export function callbackEventOf(fact: Fact): CallbackEventName | null {
  if (fact.kind !== 'event') return null;
  // callback.number: a second request has joined the first
  if (fact.name === 'callbackPromised' && fact.detail?.joined === true) return 'joined';
  return NAMES[fact.name] ?? null;
}
