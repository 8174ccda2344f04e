import type { CallInput } from '../input.ts';
import { greetingClause } from '../moves/answer.ts';
import { playGoodbye } from '../moves/ending.ts';
import { agentLegEnded, customerLegEnded } from '../moves/leaving.ts';
import { startTalk, startTalkOnHold } from '../moves/talk.ts';
import {
  addVerdict,
  goTo,
  type PhaseOf,
  PROMPT_NOT_HEARD,
  type StepDraft,
  stopPlaying,
} from '../step-draft.ts';
import type { Next } from '../table.ts';

function greetingPlayed(
  d: StepDraft<'talking' | 'held'>,
  phase: PhaseOf<'greeting'>,
  outcome: 'done' | 'failed',
): void {
  const clause = greetingClause(d, phase.late);
  const heard = outcome === 'done' && phase.playing.whole;
  const more = heard ? {} : PROMPT_NOT_HEARD;
  addVerdict(d, clause, heard, 'engine', more);
  if (clause === 'answer.greeting') addVerdict(d, 'answer.greeting.time', heard, 'engine', more);
  stopPlaying(d, { id: phase.agentPlayback });
  if (phase.held) startTalkOnHold(d, phase.agent);
  else startTalk(d, phase.agent);
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
      if (input.playback === phase.playing.id && input.outcome !== 'stopped')
        greetingPlayed(d, phase, input.outcome);
      return input.playback === phase.playing.id || input.playback === phase.agentPlayback;
    case 'deadline':
      if (d.at.mono >= phase.playing.byMono) greetingPlayed(d, phase, 'done');
      return true;
    case 'legHeld':
    case 'legResumed':
      if (input.leg !== phase.agent.leg) return false;
      goTo(d, { ...phase, held: input.type === 'legHeld' });
      return true;
    case 'legEnded':
      stopPlaying(d, phase.playing);
      if (input.leg === d.call.customer.leg) customerLegEnded(d, phase.agent, input.how);
      else agentLegEnded(d, phase.agent, input.how, (inMusic) => playGoodbye(d, [], inMusic));
      return true;
    default:
      return false;
  }
}
