import type { HangupCause } from '../../legs.ts';
import type { CallInput, InputOf } from '../input.ts';
import {
  agentLeftAttempt,
  failAttempt,
  mayRingOn,
  outcomeUnanswered,
  releaseAgent,
  ringOn,
} from '../moves/attempt.ts';
import { askForPressOne, greetCustomer } from '../moves/press-one.ts';
import type { PhaseOf, StepDraft } from '../step-draft.ts';
import { goTo, stopPlaying } from '../step-draft.ts';
import type { Next } from '../table.ts';

/** The customer's phone rings, and the agent hears that. */
export function dialling(
  d: StepDraft<Next<'dialling'>>,
  phase: PhaseOf<'dialling'>,
  input: CallInput,
): boolean {
  switch (input.type) {
    case 'legAnswered':
      if (input.leg !== d.call.customer.leg) return false;
      customerAnswered(d, phase);
      return true;
    case 'legHeld':
    case 'legResumed':
      if (input.leg !== phase.agent.leg) return false;
      // the customer's call then begins with the hold
      goTo(d, { ...phase, held: input.type === 'legHeld' });
      return true;
    case 'legEnded':
      return diallingEnded(d, phase, input);
    case 'playStarted':
      return input.playback === phase.ringback?.id;
    case 'playEnded':
      if (input.playback !== phase.ringback?.id) return false;
      if (mayRingOn(d, phase.ringback, input)) ringOn(d, phase);
      return true;
    case 'deadline':
      if (d.at.mono >= phase.untilMono) notReached(d, phase, 'noAnswer');
      return true;
    default:
      return false;
  }
}

function customerAnswered(
  d: StepDraft<'greeting' | 'opening' | 'talking' | 'held' | 'pressOne'>,
  phase: PhaseOf<'dialling'>,
): void {
  const { agent, held, ringback } = phase;
  d.call = { ...d.call, customer: { ...d.call.customer, answered: true }, outcome: 'lost' };
  if (d.call.callback?.press1) {
    askForPressOne(d, { agent, reserved: null, held, ringback });
    return;
  }
  stopPlaying(d, ringback);
  greetCustomer(d, agent, held);
}

function notReached(d: StepDraft<'over'>, phase: PhaseOf<'dialling'>, how: HangupCause): void {
  releaseAgent(d, phase.agent, 0);
  failAttempt(d, outcomeUnanswered(how));
}

function diallingEnded(
  d: StepDraft<'over'>,
  phase: PhaseOf<'dialling'>,
  input: InputOf<'legEnded'>,
): boolean {
  if (input.leg === phase.agent.leg) agentLeftAttempt(d, phase.agent, input.how, 'lost');
  else notReached(d, phase, input.how);
  return true;
}
