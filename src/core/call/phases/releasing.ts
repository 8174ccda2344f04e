import type { CallInput } from '../input.ts';
import { callerLeftRelease, deskSilenceOver, playRelease, releasingDeadline } from '../moves/auto-release.ts';
import { customerHungUpFirst, endCall } from '../moves/ending.ts';
import { wasHeard } from '../playbacks.ts';
import { goTo, type PhaseOf, type StepDraft, stopPlaying } from '../step-draft.ts';
import type { Next } from '../table.ts';

/** The phrase plays, again and again, with silence in between. */
export function releasing(
  d: StepDraft<Next<'releasing'>>,
  phase: PhaseOf<'releasing'>,
  input: CallInput,
): boolean {
  const { playing } = phase;
  switch (input.type) {
    case 'playStarted':
      if (input.playback !== playing?.id) return false;
      goTo(d, { ...phase, begun: true });
      return true;
    case 'playEnded':
      if (input.playback !== playing?.id) return false;
      // stopped because the caller hung up; the next event reports that
      if (input.outcome !== 'stopped') playRelease(d, afterPhrase(phase, wasHeard(playing, input)));
      return true;
    case 'deadline':
      if (d.at.mono < releasingDeadline(phase)) return true;
      if (playing) playRelease(d, afterPhrase(phase, wasHeard(playing, null)));
      else deskSilenceOver(d, phase);
      return true;
    case 'digit':
    case 'legHeld':
    case 'legResumed':
      return input.leg === d.call.customer.leg;
    case 'legEnded':
      if (input.leg !== d.call.customer.leg) return false;
      stopPlaying(d, playing);
      callerLeftRelease(d, phase);
      customerHungUpFirst(d, input.how);
      endCall(d);
      return true;
    default:
      return false;
  }
}

function afterPhrase(phase: PhaseOf<'releasing'>, heard: boolean | null): PhaseOf<'releasing'> {
  return { ...phase, heard: phase.heard && heard !== false, ...(heard ? { begun: true } : {}) };
}
