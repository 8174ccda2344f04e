import type { CallInput } from '../input.ts';
import { callerLeftDesk } from '../moves/auto-release.ts';
import { transferPromiseHeard } from '../moves/callback-requests.ts';
import { closingQuestion } from '../moves/closing-question.ts';
import {
  closingDeadline,
  customerHungUpFirst,
  endCall,
  recordFirstHangup,
  silenceUntil,
} from '../moves/ending.ts';
import { dropQuestion } from '../moves/question.ts';
import { choiceTakenBack } from '../moves/taken-back.ts';
import { wasHeard } from '../playbacks.ts';
import { addVerdict, goTo, judgeHeard, type PhaseOf, type StepDraft, stopPlaying } from '../step-draft.ts';
import type { Next } from '../table.ts';

/** The caller hears the goodbye and hangs up; otherwise the engine hangs up after a decent silence. */
export function closing(d: StepDraft<Next<'closing'>>, phase: PhaseOf<'closing'>, input: CallInput): boolean {
  if (phase.question && closingQuestion(d, phase, phase.question, input)) return true;
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
      goTo(d, { ...phase, playing: null, hangUpAtMono: silenceUntil(d) });
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
      dropQuestion(d, phase.question);
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
