import type { AgentId } from '../../ids.ts';
import { promiseConfirmed } from '../moves/promise-question.ts';
import { ask, dropQuestion } from '../moves/question.ts';
import { stopScript } from '../moves/scripts.ts';
import { goTo, promptsOf, type StepDraft } from '../step-draft.ts';

/** hold.promise: the agent asks whether the customer agrees to be called back. Both hear the question, and the agent hears the
 * answer; the second press says that it was a yes. Returns false where the key means nothing. */
export function promiseKey(
  d: StepDraft<'talking' | 'enteringNumber' | 'closing' | 'over'>,
  agent: AgentId,
): boolean {
  const { phase, bridge } = d.call;
  const clause = d.rules.standard.clauses['hold.promise'];
  if (phase.is !== 'talking' || phase.agent.agent !== agent || !bridge) return false;
  const prompts = promptsOf(d, clause?.sayAsk);
  if (prompts.length === 0) return false;
  if (phase.promiseAsked || phase.question?.about === 'hold.promise') {
    dropQuestion(d, phase.question);
    promiseConfirmed(d, { ...phase, question: null }, agent);
    return true;
  }
  const talk = stopScript(d, phase, { agent });
  const question = ask(d, { bridge }, prompts, {
    about: 'hold.promise',
    by: { agent },
    answerMs: clause?.answerMs,
  });
  goTo(d, { ...talk, question });
  return true;
}
