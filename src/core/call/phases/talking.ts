import { cuePlayback } from '../agent-cues.ts';
import type { CallInput, InputOf } from '../input.ts';
import { onSilenceDeadline } from '../moves/customer-silence.ts';
import { startHold } from '../moves/hold.ts';
import { releaseToGoodbye } from '../moves/last-question.ts';
import { agentLegEnded, customerLegEnded } from '../moves/leaving.ts';
import { takeMark } from '../moves/satisfaction.ts';
import { afterPhrase, phraseEnded, phraseStarted, stopScript } from '../moves/scripts.ts';
import { startSurvey } from '../moves/survey.ts';
import { questionInTalk } from '../moves/talk-question.ts';

import { setTalkActivity, stopListening } from '../speech-activity.ts';
import { goTo, type PhaseOf, type StepDraft } from '../step-draft.ts';
import type { Next } from '../table.ts';

/** A hold within this after the decision to connect two legs may have begun before they were in the bridge. */
const JOINING_MS = 500;

/** Customer and agent talk. */
export function talking(d: StepDraft<Next<'talking'>>, phase: PhaseOf<'talking'>, input: CallInput): boolean {
  if (phase.question && questionInTalk(d, phase, phase.question, input)) return true;
  switch (input.type) {
    case 'legHeld':
      if (input.leg !== phase.agent.leg) return false;
      agentHolds(d, phase, input);
      return true;
    case 'playStarted':
      return phraseStarted(d, phase, input) || cuePlayback(d, input);
    case 'playEnded':
      return phraseEnded(d, phase, input) || cuePlayback(d, input);
    case 'deadline':
      if (!phase.saying && !phase.question) onSilenceDeadline(d, phase);
      else if (!phase.saying) return true;
      else if (d.at.mono >= phase.saying.byMono) afterPhrase(d, phase, phase.saying);
      return true;
    case 'digit':
      if (input.leg !== d.call.customer.leg) return false;
      // callback.follow_up: also a customer who has first talked it over with the agent
      takeMark(d, input.digit);
      return true;
    case 'legEnded':
      goTo(d, stopScript(d, phase, input.leg === phase.agent.leg ? { agent: phase.agent.agent } : 'caller'));
      // close.anything: an agent who has pressed the key for the goodbye may hang up
      if (
        phase.question?.about === 'close.anything' &&
        input.leg === phase.agent.leg &&
        input.how === 'hungUp'
      )
        releaseToGoodbye(d, phase.agent);
      else if (input.leg === phase.agent.leg)
        agentLegEnded(d, phase.agent, input, (inMusic) => startSurvey(d, inMusic));
      else customerLegEnded(d, phase.agent, input.how);
      return true;
    default:
      return false;
  }
}

/** The agent presses hold, which ends a script. */
function agentHolds(
  d: StepDraft<'talking' | 'held'>,
  phase: PhaseOf<'talking'>,
  { unseen, joining }: InputOf<'legHeld'>,
): void {
  const { agent, saying, since, consent = false } = phase;
  // hold.announce: the agent has asked by key, and the answer is still to come
  const asked = phase.question?.about === 'hold.announce' && !phase.question.playing ? phase.question : null;
  const early = joining || d.at.mono - since < JOINING_MS;
  const separately = saying !== null || Boolean(phase.question) || early;
  goTo(d, stopScript(d, asked ? { ...phase, question: null } : phase, { agent: agent.agent }));
  stopListening(d);
  setTalkActivity(d, { asked: false });
  startHold(d, agent, { separately, consent, question: asked, unseen: unseen === true });
}
