import type { CallInput } from '../input.ts';
import { endCall } from '../moves/ending.ts';
import type { PhaseOf, StepDraft } from '../step-draft.ts';
import type { Next } from '../table.ts';

/** Every leg has been told to end. Those that have not are told again. */
export function over(d: StepDraft<Next<'over'>>, phase: PhaseOf<'over'>, input: CallInput): boolean {
  if (input.type === 'deadline') {
    const { customer, agentLegs } = d.call;
    if (d.at.mono >= phase.askAgainMono && (customer.leg || agentLegs.length > 0)) endCall(d);
    return true;
  }
  // the ends of what was stopped, and keys pressed too late
  return input.type !== 'agentOffered';
}
