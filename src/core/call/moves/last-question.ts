import type { AgentLeg, Question } from '../phase.ts';
import { restartSilence, speechOf } from '../speech-activity.ts';
import {
  addVerdict,
  goTo,
  type PhaseOf,
  PROMPT_NOT_HEARD,
  play,
  promptsOf,
  type StepDraft,
} from '../step-draft.ts';
import { ask, type CustomerAnswer } from './question.ts';
import { stopScript } from './scripts.ts';
import { startSurvey } from './survey.ts';
import { startWrapUp } from './wrap-up.ts';

/** close.anything: before the goodbye both hear the question, unless the agent has asked by key. Returns false where nothing
 * is to be asked. */
export function askAnythingElse(d: StepDraft<'talking'>, phase: PhaseOf<'talking'>): boolean {
  const { scripts, bridge } = d.call;
  const clause = d.rules.standard.clauses['close.anything'];
  if (!clause || !bridge || scripts?.['close.anything'] !== undefined) return false;
  const { agent } = phase.agent;
  const talk = stopScript(d, phase, { agent });
  const { answerMs } = clause;
  const question = ask(d, { bridge }, promptsOf(d, clause.say), {
    about: 'close.anything',
    by: { agent },
    answerMs,
  });
  if (!question) return false;
  d.call = { ...d.call, scripts: { ...scripts, 'close.anything': 1 } };
  goTo(d, { ...talk, question });
  return true;
}

/** A customer who answers goes on talking with the agent, whom a tone tells. One who wants nothing else hears the goodbye. */
export function anythingElseAnswered(
  d: StepDraft<'talking' | 'surveying' | 'closing' | 'over'>,
  phase: PhaseOf<'talking'>,
  { by }: Question,
  answer: CustomerAnswer,
): void {
  const heard = answer !== 'unheard';
  addVerdict(d, 'close.anything', heard, heard ? by : 'engine', heard ? {} : PROMPT_NOT_HEARD);
  // nobody is cut off in the middle of an answer
  const speaks = heard && speechOf(d.call).customer !== null;
  if (answer === 'voice' || answer === 'key' || speaks) {
    goTo(d, { ...phase, question: null });
    restartSilence(d);
    play(d, { leg: phase.agent.leg }, ['tone.cue']);
  } else {
    releaseToGoodbye(d, phase.agent);
  }
}

/** close.caller.first: the agent has left the end of the call to the caller, who rates it, if the standard has that, and hears
 * the goodbye. */
export function releaseToGoodbye(d: StepDraft<'surveying' | 'closing' | 'over'>, leg: AgentLeg): void {
  addVerdict(d, 'close.caller.first', true, { agent: leg.agent });
  startWrapUp(d, leg);
  startSurvey(d, d.call.bridge === null);
}
