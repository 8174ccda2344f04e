import type { CallInput } from '../input.ts';
import { endAlert } from '../moves/supervisor-alert.ts';
import { type PhaseOf, type StepDraft, stopPlaying } from '../step-draft.ts';
import type { Next } from '../table.ts';

/** A supervisor hears the alert; then the engine ends the call. */
export function playingAlert(
  d: StepDraft<Next<'playingAlert'>>,
  phase: PhaseOf<'playingAlert'>,
  input: CallInput,
): boolean {
  switch (input.type) {
    case 'playStarted':
      return input.playback === phase.playing.id;
    case 'playEnded':
      if (input.playback !== phase.playing.id) return false;
      if (input.outcome !== 'stopped') alertHeard(d, phase);
      return true;
    case 'deadline':
      if (d.at.mono >= phase.playing.byMono) alertHeard(d, phase);
      return true;
    case 'legHeld':
    case 'legResumed':
      return input.leg === phase.agent.leg;
    case 'legEnded':
      if (input.leg !== phase.agent.leg) return false;
      stopPlaying(d, phase.playing);
      alertHeard(d, phase);
      return true;
    default:
      return false;
  }
}

function alertHeard(d: StepDraft<'over'>, { agent }: PhaseOf<'playingAlert'>): void {
  const ended = { type: 'callEnded', call: d.call.id, wrapUpMs: 0 } as const;
  d.tells.push({ to: 'agent', id: agent.agent, event: ended });
  endAlert(d);
}
