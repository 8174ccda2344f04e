import { agentAnswered, markMissed } from '../agent-ringing.ts';
import type { CallInput } from '../input.ts';
import { ringTimedOut } from '../moves/answer.ts';
import { failAttempt } from '../moves/attempt.ts';
import type { AgentLeg } from '../phase.ts';
import { goTo, type PhaseOf, play, type StepDraft } from '../step-draft.ts';
import type { Next } from '../table.ts';
import { whisperOf } from '../whisper.ts';

export function ringingAgent(
  d: StepDraft<Next<'ringingAgent'>>,
  phase: PhaseOf<'ringingAgent'>,
  input: CallInput,
): boolean {
  switch (input.type) {
    case 'legAnswered':
      if (input.leg !== phase.ring.leg) return false;
      whisper(d, { agent: phase.ring.agent, leg: phase.ring.leg });
      return true;
    case 'legEnded':
      if (input.leg !== phase.ring.leg) return false;
      markMissed(d, phase.ring, input);
      failAttempt(d, 'agentFailed');
      return true;
    case 'deadline':
      if (!ringTimedOut(d, phase.ring)) failAttempt(d, 'agentFailed');
      return true;
    default:
      return false;
  }
}

/** The agent hears the reason and the customer's number, before the customer's phone rings. */
function whisper(d: StepDraft<'whispering'>, agent: AgentLeg): void {
  agentAnswered(d, agent);
  const prompts = ['tone.connect', ...whisperOf(d.call, d.at.wall)];
  const playing = play(d, { leg: agent.leg }, prompts);
  if (playing) goTo(d, { is: 'whispering', agent, playing, held: false });
}
