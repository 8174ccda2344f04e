import type { CallInput } from '../input.ts';
import { failAttempt, outcomeUnanswered, releaseReservedAgent } from '../moves/attempt.ts';
import { askForPressOne, queueCustomer } from '../moves/press-one.ts';
import type { PhaseOf, StepDraft } from '../step-draft.ts';
import type { Next } from '../table.ts';

export function customerFirst(
  d: StepDraft<Next<'customerFirst'>>,
  phase: PhaseOf<'customerFirst'>,
  input: CallInput,
): boolean {
  const { customer } = d.call;
  switch (input.type) {
    case 'legAnswered':
      if (input.leg !== customer.leg) return false;
      d.call = { ...d.call, customer: { ...customer, answered: true }, outcome: 'lost' };
      if (d.call.callback?.press1)
        askForPressOne(d, { agent: null, reserved: phase.reserved, held: false, ringback: null });
      else queueCustomer(d, phase.reserved);
      return true;
    case 'legEnded':
      if (input.leg !== customer.leg) return false;
      releaseReservedAgent(d, phase.reserved);
      failAttempt(d, outcomeUnanswered(input.how));
      return true;
    case 'deadline':
      if (d.at.mono < phase.untilMono) return true;
      releaseReservedAgent(d, phase.reserved);
      failAttempt(d, 'noAnswer');
      return true;
    default:
      return false;
  }
}
