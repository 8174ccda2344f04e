import type { CallInput } from '../input.ts';
import { endCall } from '../moves/ending.ts';
import type { PhaseOf, StepDraft } from '../step-draft.ts';
import type { Next } from '../table.ts';

/** The engine has ordered every leg to end. It repeats the order for those that have not ended. */
export function over(d: StepDraft<Next<'over'>>, phase: PhaseOf<'over'>, input: CallInput): boolean {
  if (input.type === 'deadline') {
    const { customer, agentLegs } = d.call;
    if (d.at.mono >= phase.askAgainMono && (customer.leg || agentLegs.length > 0)) endCall(d);
    return true;
  }
  // the ends of stopped playbacks, and late keys
  return input.type !== 'agentOffered';
}
