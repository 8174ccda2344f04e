import type { CallInput } from '../input.ts';
import { agentLeftAttempt, dialCustomer, failAttempt, releaseAgent } from '../moves/attempt.ts';
import { goTo, type PhaseOf, type StepDraft, stopPlaying } from '../step-draft.ts';
import type { Next } from '../table.ts';

export function whispering(
  d: StepDraft<Next<'whispering'>>,
  phase: PhaseOf<'whispering'>,
  input: CallInput,
): boolean {
  switch (input.type) {
    case 'playStarted':
      return input.playback === phase.playing.id;
    case 'playEnded':
      if (input.playback !== phase.playing.id) return false;
      // stopped because the agent hung up; the next event reports that
      if (input.outcome !== 'stopped') dialCustomer(d, phase);
      return true;
    case 'deadline':
      if (d.at.mono >= phase.playing.byMono) dialCustomer(d, phase);
      return true;
    case 'legHeld':
    case 'legResumed':
      if (input.leg !== phase.agent.leg) return false;
      // the customer's call then begins with the hold
      goTo(d, { ...phase, held: input.type === 'legHeld' });
      return true;
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

/** callback.interim: the key with which an agent says that there is a result by now. */
const RESULT_KEY = '1';

/** The agent has heard enough: the engine dials the customer at once. Or another agent gets the callback; this agent, who
 * has missed nothing, does not get it again at once. */
export function whisperKey(
  d: StepDraft<'dialling' | 'over'>,
  phase: PhaseOf<'whispering'>,
  digit: string,
): boolean {
  stopPlaying(d, phase.playing);
  if (digit !== DECLINE_KEY) {
    const { callback } = d.call;
    if (digit === RESULT_KEY && callback?.kind === 'interim')
      d.call = { ...d.call, callback: { ...callback, kind: 'promised' } };
    dialCustomer(d, phase);
    return true;
  }
  releaseAgent(d, phase.agent, d.rules.standard.handling.passOverMs);
  failAttempt(d, 'agentFailed');
  return true;
}
