import type { CallInput } from '../input.ts';
import { callerLeftRelease, deskSilenceOver, playRelease, releasingDeadline } from '../moves/auto-release.ts';
import { customerHungUpFirst, endCall } from '../moves/ending.ts';
import { type PhaseOf, type StepDraft, stopPlaying } from '../step-draft.ts';
import type { Next } from '../table.ts';

/** The phrase plays, again and again, with silence in between. */
export function releasing(
  d: StepDraft<Next<'releasing'>>,
  phase: PhaseOf<'releasing'>,
  input: CallInput,
): boolean {
  const { playing, heard } = phase;
  switch (input.type) {
    case 'playStarted':
      return input.playback === playing?.id;
    case 'playEnded':
      if (input.playback !== playing?.id) return false;
      // stopped because the caller hung up; the next event reports that
      if (input.outcome !== 'stopped') playRelease(d, { ...phase, heard: heard && input.outcome === 'done' });
      return true;
    case 'deadline':
      if (d.at.mono < releasingDeadline(phase)) return true;
      if (playing) playRelease(d, phase);
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
