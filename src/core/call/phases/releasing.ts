import type { CallInput } from '../input.ts';
import { playRelease } from '../moves/auto-release.ts';
import { customerHungUpFirst, endCall } from '../moves/ending.ts';
import { addVerdict, type PhaseOf, PROMPT_NOT_HEARD, type StepDraft, stopPlaying } from '../step-draft.ts';
import type { Next } from '../table.ts';

/** The phrase plays, again and again. */
export function releasing(
  d: StepDraft<Next<'releasing'>>,
  phase: PhaseOf<'releasing'>,
  input: CallInput,
): boolean {
  const { clause, playing, left, heard } = phase;
  switch (input.type) {
    case 'playStarted':
      return input.playback === playing.id;
    case 'playEnded':
      if (input.playback !== playing.id) return false;
      // stopped because the caller hung up; the next event reports that
      if (input.outcome !== 'stopped') playRelease(d, clause, left, heard && input.outcome === 'done');
      return true;
    case 'deadline':
      if (d.at.mono >= playing.byMono) playRelease(d, clause, left, heard);
      return true;
    case 'digit':
    case 'legHeld':
    case 'legResumed':
      return input.leg === d.call.customer.leg;
    case 'legEnded':
      if (input.leg !== d.call.customer.leg) return false;
      stopPlaying(d, playing);
      addVerdict(d, clause, heard, 'engine', heard ? {} : PROMPT_NOT_HEARD);
      customerHungUpFirst(d, input.how);
      endCall(d);
      return true;
    default:
      return false;
  }
}
