import type { CallInput, InputOf } from '../input.ts';
import { greetingClause, greetingForAgent } from '../moves/answer.ts';
import { agentLeftGreeting } from '../moves/back-to-queue.ts';
import { playGoodbye } from '../moves/ending.ts';
import { agentLegEnded, customerLegEnded } from '../moves/leaving.ts';
import { startTalk, startTalkOnHold } from '../moves/talk.ts';
import { wasHeard } from '../playbacks.ts';
import { goTo, judgeHeard, type PhaseOf, play, type StepDraft, stopPlaying } from '../step-draft.ts';
import type { Next } from '../table.ts';

function greetingPlayed(
  d: StepDraft<'talking' | 'held'>,
  phase: PhaseOf<'greeting'>,
  end: InputOf<'playEnded'> | null,
): void {
  const clause = greetingClause(d, phase.late);
  const heard = wasHeard(phase.playing, end);
  judgeHeard(d, clause, heard);
  if (clause === 'answer.greeting') judgeHeard(d, 'answer.greeting.time', heard);
  stopPlaying(d, { id: phase.agentPlayback });
  if (phase.held) startTalkOnHold(d, phase.agent);
  else startTalk(d, phase.agent);
}

/** The agent hears the greeting with the caller. An agent who does not, because Asterisk did not play it or the engine died before,
 * hears it once more, as far as it lasts: nobody listens to silence. */
function agentPlaybackEnded(
  d: StepDraft<'greeting'>,
  phase: PhaseOf<'greeting'>,
  { outcome, unseen }: InputOf<'playEnded'>,
): void {
  if (phase.agentAgain || (outcome !== 'failed' && !unseen)) return;
  const again = play(d, { leg: phase.agent.leg }, greetingForAgent(d, phase.late));
  if (again) goTo(d, { ...phase, agentPlayback: again.id, agentAgain: true });
}

/** The greeting plays; then the engine connects both, so that nothing either says is clipped. */
export function greeting(
  d: StepDraft<Next<'greeting'>>,
  phase: PhaseOf<'greeting'>,
  input: CallInput,
): boolean {
  switch (input.type) {
    case 'playStarted':
      return input.playback === phase.playing.id || input.playback === phase.agentPlayback;
    case 'playEnded':
      // stopped because the customer hung up; the next event reports that
      if (input.playback === phase.playing.id && input.outcome !== 'stopped') greetingPlayed(d, phase, input);
      else if (input.playback === phase.agentPlayback) agentPlaybackEnded(d, phase, input);
      return input.playback === phase.playing.id || input.playback === phase.agentPlayback;
    case 'deadline':
      if (d.at.mono >= phase.playing.byMono) greetingPlayed(d, phase, null);
      return true;
    case 'legHeld':
    case 'legResumed':
      if (input.leg !== phase.agent.leg) return false;
      goTo(d, { ...phase, held: input.type === 'legHeld' });
      return true;
    case 'legEnded':
      stopPlaying(d, phase.playing);
      if (input.leg === d.call.customer.leg) customerLegEnded(d, phase.agent, input.how);
      else if (d.call.direction === 'in') agentLeftGreeting(d, phase.agent, input.how);
      else agentLegEnded(d, phase.agent, input, (inMusic) => playGoodbye(d, [], inMusic));
      return true;
    default:
      return false;
  }
}
