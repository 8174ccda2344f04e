import type { CallInput, InputOf } from '../input.ts';
import { playGoodbye } from '../moves/ending.ts';
import { customerLegEnded, endAgentPart } from '../moves/leaving.ts';
import { holdOpening, openingKey, openingTimedOut, stepPlayed } from '../moves/opening-dialogue.ts';
import { type PhaseOf, type StepDraft, stopPlaying } from '../step-draft.ts';
import type { Next } from '../table.ts';

/** callback.opening, step by step: customer and agent hear it, and each other. */
export function opening(d: StepDraft<Next<'opening'>>, phase: PhaseOf<'opening'>, input: CallInput): boolean {
  switch (input.type) {
    case 'playStarted':
      return input.playback === phase.playing?.id;
    case 'playEnded':
      if (input.playback !== phase.playing?.id) return false;
      // stopped because the customer hung up; the next event reports that
      if (input.outcome !== 'stopped') stepPlayed(d, phase, input);
      return true;
    case 'deadline':
      openingTimedOut(d, phase);
      return true;
    case 'digit':
      if (input.leg !== d.call.customer.leg) return false;
      openingKey(d, phase, input.digit);
      return true;
    case 'legHeld':
    case 'legResumed':
      if (input.leg !== phase.agent.leg) return false;
      if (input.type === 'legHeld') holdOpening(d, phase);
      return true;
    case 'legEnded':
      legEnded(d, phase, input);
      return true;
    default:
      return false;
  }
}

function legEnded(
  d: StepDraft<'closing' | 'over'>,
  { agent, playing }: PhaseOf<'opening'>,
  { leg, how }: InputOf<'legEnded'>,
): void {
  stopPlaying(d, playing);
  if (leg === d.call.customer.leg) {
    customerLegEnded(d, agent, how);
    return;
  }
  // close.caller.first: the customer is not cut off
  endAgentPart(d, agent, { how });
  playGoodbye(d, [], false);
}
