import { markMissed, ringOffered } from '../agent-ringing.ts';
import type { CallInput } from '../input.ts';
import { agentPickedUp, answerCustomer, ringTimedOut } from '../moves/answer.ts';
import { enterQueue } from '../moves/enter-queue.ts';
import { callerAbandoned } from '../moves/leaving.ts';
import { complaintKeyPressed } from '../moves/transfer.ts';
import type { Playing, Ring } from '../phase.ts';
import { goTo, type PhaseOf, type StepDraft, stopPlaying } from '../step-draft.ts';
import type { Next } from '../table.ts';

/** The caller hears ringing. Agents' phones ring one after another until the last allowed ring. */
export function ringing(d: StepDraft<Next<'ringing'>>, phase: PhaseOf<'ringing'>, input: CallInput): boolean {
  switch (input.type) {
    case 'agentOffered':
      if (phase.ring) return false;
      goTo(d, { ...phase, ring: ringOffered(d, input, d.rules.standard.handling.agentRingMs) });
      return true;
    case 'legAnswered':
      if (input.leg !== phase.ring?.leg) return false;
      stopPlaying(d, phase.ringback ?? null);
      agentPickedUp(d, phase.ring, null);
      return true;
    case 'legEnded':
      if (input.leg === d.call.customer.leg) {
        callerAbandoned(d, phase.ring, input);
        return true;
      }
      if (input.leg !== phase.ring?.leg) return false;
      markMissed(d, phase.ring, input);
      goTo(d, { ...phase, ring: null });
      return true;
    case 'deadline': {
      const left = ringTimedOut(d, phase.ring);
      goTo(d, { ...phase, ring: left });
      if (d.at.mono >= phase.answerByMono) engineAnswers(d, left, phase.ringback ?? null);
      return true;
    }
    case 'digit':
      return complaintKeyPressed(d, phase, input);
    case 'playStarted':
      return input.playback === phase.ringback?.id;
    case 'playEnded':
      // silence does not count as ringing
      if (input.playback === phase.ringback?.id && input.outcome !== 'stopped')
        engineAnswers(d, phase.ring, null);
      return input.playback === phase.ringback?.id;
    default:
      return false;
  }
}

/** answer.rings: nobody has answered by the last allowed ring, so the engine answers and greets, and the caller waits. If
 * the engine had answered the caller before, that answer counts. */
function engineAnswers(d: StepDraft<'waiting'>, left: Ring | null, ringback: Playing | null): void {
  if (d.call.customer.answered) stopPlaying(d, ringback);
  else answerCustomer(d, 'engine');
  const { leg } = d.call.customer;
  if (leg) d.commands.push({ do: 'wait', leg });
  enterQueue(d, left);
}
