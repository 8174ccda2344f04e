import type { Survey } from '../phase.ts';
import { goTo, play, promptsOf, type StepDraft } from '../step-draft.ts';
import { playGoodbye, releaseAgents } from './ending.ts';

/** quality.stars: asks the caller for a mark for the attitude, then for the accuracy, and then plays the goodbye. Without
 * that clause only the goodbye plays. `inMusic`: the caller is in the bridge for waiting callers. */
export function startSurvey(d: StepDraft<'surveying' | 'closing' | 'over'>, inMusic: boolean): void {
  if (!d.rules.standard.clauses['quality.stars'] || !d.call.customer.leg) {
    playGoodbye(d, [], inMusic);
    return;
  }
  releaseAgents(d, inMusic);
  askQuestion(d, { question: 'attitude', marks: {}, heard: false });
}

export function askQuestion(
  d: StepDraft<'surveying'>,
  { question, ...more }: Pick<Survey, 'question' | 'marks' | 'heard'>,
): void {
  const clause = d.rules.standard.clauses['quality.stars'];
  const prompts = promptsOf(d, question === 'attitude' ? clause?.sayAttitude : clause?.sayAccuracy);
  const { leg } = d.call.customer;
  const playing = leg ? play(d, { leg }, prompts) : null;
  const said = d.rules.lengthOf(prompts, d.call.language);
  const keyByMono = d.at.mono + said + d.rules.standard.handling.keyTimeoutMs;
  goTo(d, { is: 'surveying', survey: { question, ...more, playing, askedAtMono: d.at.mono, keyByMono } });
}
