import type { CallInput } from '../input.ts';
import { giveMusic, holdAnswered, stopHoldPrompts } from '../moves/hold.ts';
import { agentLegEnded, customerLegEnded } from '../moves/leaving.ts';
import { offerKeyPressed } from '../moves/number-entry.ts';
import { dropQuestion, hearQuestion } from '../moves/question.ts';
import { startSurvey } from '../moves/survey.ts';
import { endHold } from '../moves/talk.ts';
import type { Wait } from '../phase.ts';
import { goTo, type PhaseOf, type StepDraft } from '../step-draft.ts';
import type { Next } from '../table.ts';
import { onWaitDeadline, waitPlayEnded, waitPlayStarted } from '../wait-prompts.ts';

/** On an agent's hold: the same promises apply as in the queue. */
export function held(d: StepDraft<Next<'held'>>, phase: PhaseOf<'held'>, input: CallInput): boolean {
  const heard = phase.question && hearQuestion(d, phase.question, input);
  if (heard) {
    if (heard.answer) holdAnswered(d, phase, heard.question, heard.answer);
    else goTo(d, { ...phase, question: heard.question });
    return true;
  }
  switch (input.type) {
    case 'legResumed':
      if (input.leg !== phase.agent.leg) return false;
      dropQuestion(d, phase.question);
      endHold(d, phase.agent, phase.wait, input);
      return true;
    case 'legHeld':
      // a second press changes nothing
      if (input.unseen && input.leg === phase.agent.leg) giveMusic(d);
      return true;
    case 'digit':
      return offerKeyPressed(d, phase.wait, phase.agent, null, input);
    case 'deadline':
      if (!phase.question) goTo(d, { ...phase, wait: onWaitDeadline(d, phase.wait) });
      return true;
    case 'playStarted':
      return updateWait(d, phase, waitPlayStarted(d, phase.wait, input));
    case 'playEnded':
      return updateWait(d, phase, waitPlayEnded(d, phase.wait, input));
    case 'legEnded':
      stopHoldPrompts(d, phase);
      if (input.leg === phase.agent.leg)
        agentLegEnded(d, phase.agent, input, (inMusic) => startSurvey(d, inMusic));
      else customerLegEnded(d, phase.agent, input.how);
      return true;
    default:
      return false;
  }
}

function updateWait(d: StepDraft<'held'>, phase: PhaseOf<'held'>, wait: Wait | null): boolean {
  if (wait) goTo(d, { ...phase, wait });
  return wait !== null;
}
