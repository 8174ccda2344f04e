import type { AgentOrder } from '../../agents/keys.ts';
import type { AgentId } from '../../ids.ts';
import { dialable } from '../../rules.ts';
import { requestByAgent } from '../moves/callback-requests.ts';
import { isOnCall } from '../moves/wrap-up.ts';
import type { StepDraft } from '../step-draft.ts';

type CallbackOrder = Extract<AgentOrder, { do: 'promise' | 'appointment' }>;

/** callback.appointment: customer and agent have agreed on a time, during the call or during its wrap-up. A callback for the
 * same number on the same line moves to that time. Returns false if the line may call nobody, or not then. */
export function requestCallbackAt(d: StepDraft, agent: AgentId, order: CallbackOrder): boolean {
  const { customer, line } = d.call;
  const { number, dialled } = customer;
  if (!isOnCall(d, agent) || number === null || !dialable(d.rules, number, line)) return false;
  const { wall } = d.at;
  const dueAt =
    order.do === 'promise'
      ? wall + order.inMinutes * 60_000
      : d.rules.nextTimeOfDay(line, order.hour, order.minute, wall, order.on);
  if (dueAt === null || d.rules.nextCallingTime(line, dueAt) !== dueAt) return false;
  const kind = order.do === 'promise' ? 'promised' : 'appointment';
  requestByAgent(d, kind, { number, dialled }, { dueAt, agent, place: wall });
  return true;
}
