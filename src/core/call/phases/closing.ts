import type { CallInput } from '../input.ts';
import { callerLeftDesk } from '../moves/auto-release.ts';
import { transferPromiseHeard } from '../moves/callback-requests.ts';
import { closingDeadline, customerHungUpFirst, endCall, recordFirstHangup } from '../moves/ending.ts';
import { choiceTakenBack } from '../moves/taken-back.ts';
import { wasHeard } from '../playbacks.ts';
import { addVerdict, goTo, judgeHeard, type PhaseOf, type StepDraft, stopPlaying } from '../step-draft.ts';
import type { Next } from '../table.ts';

/** The caller hears the goodbye and hangs up; otherwise the engine hangs up after a decent silence. */
export function closing(d: StepDraft<Next<'closing'>>, phase: PhaseOf<'closing'>, input: CallInput): boolean {
  const { goodbyeSilenceMs } = d.rules.standard.handling;
  switch (input.type) {
    case 'playStarted':
      if (input.playback !== phase.playing?.id) return false;
      if (phase.promise) {
        judgeHeard(d, 'hold.promise', phase.playing.whole);
        transferPromiseHeard(d);
      }
      return true;
    case 'playEnded':
      if (input.playback !== phase.playing?.id) return false;
      if (phase.promise && input.outcome === 'failed') judgeHeard(d, 'hold.promise', false);
      // a caller who hangs up in the middle of it has said goodbye first
      if (input.outcome !== 'stopped') judgeHeard(d, 'close.goodbye', wasHeard(phase.playing, input));
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
      choiceTakenBack(d, phase, input);
      return true;
    default:
      return false;
  }
}
