import { markMissed, ringOffered } from '../agent-ringing.ts';
import type { CallInput } from '../input.ts';
import { agentPickedUp, apologiseForDelay, ringTimedOut } from '../moves/answer.ts';
import { callerAbandoned } from '../moves/leaving.ts';
import { offerKeyPressed } from '../moves/number-entry.ts';
import { startOpening } from '../moves/opening-dialogue.ts';
import { backFromColleague, complaintKeyPressed, nobodyAvailable } from '../moves/transfer.ts';
import type { Wait } from '../phase.ts';
import { goTo, type PhaseOf, type StepDraft } from '../step-draft.ts';
import type { Next } from '../table.ts';
import { anyLanguageAt, judgeWait, onWaitDeadline, waitPlayEnded, waitPlayStarted } from '../wait-prompts.ts';

/** In the queue: music, reassurances, the offer at the limit, and one agent after another. */
export function waiting(d: StepDraft<Next<'waiting'>>, phase: PhaseOf<'waiting'>, input: CallInput): boolean {
  switch (input.type) {
    case 'agentOffered':
      if (phase.ring) return false;
      goTo(d, { ...phase, ring: ringOffered(d, input, d.rules.standard.handling.agentRingQueuedMs) });
      return true;
    case 'legAnswered':
      if (input.leg !== phase.ring?.leg) return false;
      agentPickedUp(d, phase.ring, phase.wait, (agent) => startOpening(d, agent));
      return true;
    case 'legEnded':
      if (input.leg === d.call.customer.leg) {
        judgeWait(d, phase.wait);
        callerAbandoned(d, phase.ring, input);
        return true;
      }
      if (input.leg !== phase.ring?.leg) return false;
      markMissed(d, phase.ring, input);
      goTo(d, apologiseForDelay(d, { ...phase, ring: null }));
      return true;
    case 'noAgentsPresent':
      if (phase.ring || !d.call.wants) return false;
      if (d.call.transfer?.why === 'colleague') backFromColleague(d);
      else nobodyAvailable(d, null);
      return true;
    case 'digit':
      if (complaintKeyPressed(d, phase, input)) return true;
      return offerKeyPressed(d, phase.wait, null, phase.ring, input);
    case 'deadline': {
      const left = ringTimedOut(d, phase.ring);
      const next = { ...phase, ring: left };
      const told = phase.ring && !left ? apologiseForDelay(d, next) : next;
      goTo(d, { ...told, wait: languageWaited(d, onWaitDeadline(d, told.wait)) });
      return true;
    }
    case 'playStarted':
      return updateWait(d, phase, waitPlayStarted(d, phase.wait, input));
    case 'playEnded':
      return updateWait(d, phase, waitPlayEnded(d, phase.wait, input));
    default:
      return false;
  }
}

/** language.caller: nobody who speaks the language has been free for so long that from now on any agent will do, but for the one
 * who transferred the caller. */
function languageWaited(d: StepDraft, wait: Wait): Wait {
  if (wait.anyLanguage || d.at.mono < anyLanguageAt(wait, d.rules)) return wait;
  const { wants } = d.call;
  if (wants) {
    const { mustSpeak: _waited, ...others } = wants;
    d.call = { ...d.call, wants: others };
  }
  return { ...wait, anyLanguage: true };
}

function updateWait(d: StepDraft<'waiting'>, phase: PhaseOf<'waiting'>, wait: Wait | null): boolean {
  if (wait) goTo(d, { ...phase, wait });
  return wait !== null;
}
