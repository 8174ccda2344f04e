import type { AgentOrder } from '../agents/keys.ts';
import type { AgentId } from '../ids.ts';
import { dialable } from '../rules.ts';
import type { Draft } from './draft.ts';
import { isTheirs, promiseByAgent } from './recording.ts';

type Promised = Extract<AgentOrder, { do: 'promise' | 'appointment' }>;

/** callback.appointment: a time has been agreed upon, in the call or while it is being written down. In a callback it is the same
 * number on the same line, so that the callback itself moves to that time. Returns false where nobody may be called, or not
 * then. */
export function promiseAt(d: Draft, agent: AgentId, order: Promised): boolean {
  const { customer, line } = d.call;
  const { number, dialled } = customer;
  if (!isTheirs(d, agent) || number === null || !dialable(d.rules, number, line)) return false;
  const { wall } = d.at;
  const dueAt =
    order.do === 'promise'
      ? wall + order.inMinutes * 60_000
      : d.rules.nextTimeOfDay(line, order.hour, order.minute, wall);
  if (dueAt === null || d.rules.nextCallingTime(line, dueAt) !== dueAt) return false;
  const kind = order.do === 'promise' ? 'promised' : 'appointment';
  promiseByAgent(d, kind, { number, dialled }, { dueAt, agent, place: wall });
  return true;
}
