import type { AgentId } from '../../ids.ts';
import { ask } from '../moves/question.ts';
import { playKeyPhrase, stopScript } from '../moves/scripts.ts';
import { goTo, promptsOf, type StepDraft } from '../step-draft.ts';

/** hold.announce: the agent asks before the hold. Both hear the question, and the agent hears the answer; the next hold
 * begins with music. If the standard asks nothing, both hear the announcement, and at the second press its other wording. Returns false where the key means nothing. */
export function consentKey(d: StepDraft<'talking'>, agent: AgentId): boolean {
  const { phase, bridge } = d.call;
  const clause = d.rules.standard.clauses['hold.announce'];
  if (phase.is !== 'talking' || phase.agent.agent !== agent || !clause || !bridge) return false;
  const prompts = promptsOf(d, clause.sayAsk ?? []);
  if (prompts.length === 0) {
    const other = clause.sayOther ? [clause.sayOther] : [];
    return playKeyPhrase(d, agent, 'hold.announce', [clause.say, ...other], 'first');
  }
  const talk = stopScript(d, phase, { agent });
  const { answerMs } = clause;
  const question = ask(d, { bridge }, prompts, { about: 'hold.announce', by: { agent }, answerMs });
  goTo(d, { ...talk, question });
  return true;
}
