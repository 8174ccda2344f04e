import type { AgentId } from '../ids.ts';
import { ask, takenByCustomer } from './asking.ts';
import { type Draft, goTo, type In } from './draft.ts';
import type { CallInput } from './input.ts';
import { giveUpAttempt, ringCustomer, unreachedBy } from './outgoing.ts';

/** Customer first: the customer's phone rings, and the agent is kept free meanwhile. */
export function callFirst(d: Draft, reserved: AgentId): void {
  goTo(d, { is: 'calling', reserved, untilMono: ringCustomer(d) });
}

export function calling(d: Draft, phase: In<'calling'>, input: CallInput): boolean {
  const { customer } = d.call;
  switch (input.type) {
    case 'legAnswered':
      if (input.leg !== customer.leg) return false;
      d.call = { ...d.call, customer: { ...customer, answered: true }, outcome: 'lost' };
      (d.call.callback?.press1 ? ask : takenByCustomer)(d, {
        agent: null,
        reserved: phase.reserved,
        held: false,
        ringback: null,
      });
      return true;
    case 'legEnded':
      if (input.leg !== customer.leg) return false;
      letGo(d, phase.reserved);
      giveUpAttempt(d, unreachedBy(input.how));
      return true;
    case 'deadline':
      if (d.at.mono < phase.untilMono) return true;
      letGo(d, phase.reserved);
      giveUpAttempt(d, 'noAnswer');
      return true;
    default:
      return false;
  }
}

/** The agent who was kept free is needed no more. */
export function letGo(d: Draft, reserved: AgentId): void {
  d.tells.push({ to: 'agent', id: reserved, event: { type: 'released', call: d.call.id } });
}
