import type { CallInput } from '../input.ts';
import { callerLeftDesk } from '../moves/auto-release.ts';
import { closingDeadline, customerHungUpFirst, endCall, recordFirstHangup } from '../moves/ending.ts';
import {
  addVerdict,
  goTo,
  type PhaseOf,
  PROMPT_NOT_HEARD,
  type StepDraft,
  stopPlaying,
} from '../step-draft.ts';
import type { Next } from '../table.ts';

/** The caller hears the goodbye and hangs up; otherwise the engine hangs up after a decent silence. */
export function closing(d: StepDraft<Next<'closing'>>, phase: PhaseOf<'closing'>, input: CallInput): boolean {
  const { goodbyeSilenceMs } = d.rules.standard.handling;
  switch (input.type) {
    case 'playStarted':
      if (input.playback !== phase.playing?.id) return false;
      if (phase.promise) {
        const { whole } = phase.playing;
        addVerdict(d, 'hold.promise', whole, 'engine', whole ? {} : PROMPT_NOT_HEARD);
      }
      return true;
    case 'playEnded':
      if (input.playback !== phase.playing?.id) return false;
      // a caller who hangs up in the middle of it has said goodbye first
      if (input.outcome !== 'stopped') {
        const heard = input.outcome === 'done' && phase.playing.whole;
        addVerdict(d, 'close.goodbye', heard, 'engine', heard ? {} : PROMPT_NOT_HEARD);
      }
      goTo(d, { ...phase, playing: null, hangUpAtMono: d.at.mono + goodbyeSilenceMs });
      return true;
    case 'deadline':
      if (d.at.mono < closingDeadline(phase)) return true;
      stopPlaying(d, phase.playing);
      recordFirstHangup(d, 'engine');
      if (phase.atDesk) addVerdict(d, 'close.caller.first', false, 'engine', { note: 'the engine hung up' });
      endCall(d);
      return true;
    case 'legEnded':
      if (input.leg !== d.call.customer.leg) return false;
      if (phase.atDesk) callerLeftDesk(d);
      customerHungUpFirst(d, input.how);
      endCall(d);
      return true;
    case 'digit':
      return true;
    default:
      return false;
  }
}
