import type { PromptId } from '../../ids.ts';
import type { ClauseId } from '../../standard/standard.ts';
import type { CallInput } from '../input.ts';
import type { Question } from '../phase.ts';
import { goTo, judgeHeard, type PhaseOf, type StepDraft } from '../step-draft.ts';
import { transferPromiseHeard } from './callback-requests.ts';
import { playGoodbye, releaseAgents, silenceUntil } from './ending.ts';
import { ask, hearQuestion } from './question.ts';
import { choiceTakenBack } from './taken-back.ts';

/** A promise that asks something (`好吗？`): the agent is released, and the goodbye follows the customer's answer, or the time for
 * one. */
export function promiseAndAsk(
  d: StepDraft<'closing' | 'over'>,
  say: readonly PromptId[],
  { inMusic, about, answerMs }: { inMusic: boolean; about: ClauseId; answerMs: number },
): void {
  const { leg } = d.call.customer;
  if (!leg || say.length === 0) {
    playGoodbye(d, say, inMusic);
    return;
  }
  releaseAgents(d, inMusic);
  const question = ask(d, { leg }, say, { about, by: 'engine', answerMs });
  goTo(d, { is: 'closing', playing: null, promise: true, question, hangUpAtMono: silenceUntil(d) });
}

/** An input while the answer to that question is awaited. Returns false where it has no meaning for it. */
export function closingQuestion(
  d: StepDraft<'closing' | 'over' | 'enteringNumber'>,
  { question: _asked, ...phase }: PhaseOf<'closing'>,
  question: Question,
  input: CallInput,
): boolean {
  const before = d.call.phase;
  // key 2 takes the choice of the number back, and is no answer
  if (input.type === 'digit') choiceTakenBack(d, { ...phase, question }, input);
  if (d.call.phase !== before) return true;
  if (input.type === 'playStarted' && input.playback === question.playing?.id) {
    judgeHeard(d, 'hold.promise', question.playing.whole);
    transferPromiseHeard(d);
  }
  const heard = hearQuestion(d, question, input);
  if (!heard) return false;
  if (!heard.answer) {
    goTo(d, { ...phase, question: heard.question });
    return true;
  }
  if (heard.answer === 'unheard') judgeHeard(d, 'hold.promise', false);
  const { choice } = phase;
  playGoodbye(d, [], false);
  const { phase: now } = d.call;
  if (choice && now.is === 'closing') goTo(d, { ...now, choice });
  return true;
}
