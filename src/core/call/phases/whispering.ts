import type { CallInput } from '../input.ts';
import { agentLeftAttempt, dialCustomer, failAttempt, noteHold, releaseAgent } from '../moves/attempt.ts';
import { type PhaseOf, type StepDraft, stopPlaying } from '../step-draft.ts';

export function whispering(d: StepDraft, phase: PhaseOf<'whispering'>, input: CallInput): boolean {
  switch (input.type) {
    case 'playStarted':
      return input.playback === phase.playing.id;
    case 'playEnded':
      if (input.playback !== phase.playing.id) return false;
      // stopped: by the agent's hanging up, of which the next event tells
      if (input.outcome !== 'stopped') dialCustomer(d, phase);
      return true;
    case 'deadline':
      if (d.at.mono >= phase.playing.byMono) dialCustomer(d, phase);
      return true;
    case 'legHeld':
    case 'legResumed':
      return noteHold(d, phase, input);
    case 'legEnded':
      if (input.leg !== phase.agent.leg) return false;
      agentLeftAttempt(d, phase.agent, input.how, 'agentFailed');
      return true;
    default:
      return false;
  }
}

/** The key with which an agent leaves the callback to a colleague. */
const DECLINE_KEY = '0';

/** The agent has heard enough: the customer is dialled at once; or another agent gets the callback, and this one, who has missed
 * nothing, not at once again. */
export function whisperKey(d: StepDraft, phase: PhaseOf<'whispering'>, digit: string): boolean {
  stopPlaying(d, phase.playing);
  if (digit !== DECLINE_KEY) {
    dialCustomer(d, phase);
    return true;
  }
  releaseAgent(d, phase.agent, d.rules.standard.handling.passOverMs);
  failAttempt(d, 'agentFailed');
  return true;
}
