import type { AgentOrder } from '../../agents/keys.ts';
import type { InputOf, TransferTarget } from '../input.ts';
import { transferToColleague } from '../moves/transfer.ts';
import type { AgentLeg } from '../phase.ts';
import type { StepDraft } from '../step-draft.ts';
import { applyAgentOrder } from './agent-keys.ts';
import type { AfterKey } from './clause-keys.ts';

/** The agent presses the transfer key of the phone, which hears how it went before its part of the call ends. */
export function transferKeyPressed(
  d: StepDraft<AfterKey | 'waiting'>,
  { leg, to }: InputOf<'transferAsked'>,
): void {
  const agent = d.call.agentLegs.find((one) => one.leg === leg);
  if (!agent && leg !== d.call.customer.leg) return;
  const before = d.commands.length;
  const accepted = agent !== undefined && to !== null && transferTo(d, agent, to);
  d.commands.splice(before, 0, { do: 'answerTransfer', leg, accepted });
}

function transferTo(d: StepDraft<AfterKey | 'waiting'>, { agent }: AgentLeg, to: TransferTarget): boolean {
  if ('agent' in to) return to.agent !== agent && transferToColleague(d, agent, to.agent);
  return isTransfer(to.order) && applyAgentOrder(d, agent, to.order);
}

/** The codes that a phone can name as the target of a transfer: those by which the caller goes to somebody else. */
function isTransfer(order: AgentOrder): boolean {
  if (order.do === 'clause')
    return order.clause === 'people.complaint' || order.clause === 'people.supervisor';
  return order.do === 'language';
}
