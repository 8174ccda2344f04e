import type { CallInput } from '../input.ts';
import type { Question } from '../phase.ts';
import { restartSilence } from '../speech-activity.ts';
import { goTo, type PhaseOf, type StepDraft } from '../step-draft.ts';
import { anythingElseAnswered } from './last-question.ts';
import { promiseAnswered } from './promise-question.ts';
import { type CustomerAnswer, hearQuestion } from './question.ts';
import { consentGiven, thankForWaiting } from './scripts.ts';

/** An input for a question that both hear while they talk. False if it has no meaning for the question. */
export function questionInTalk(
  d: StepDraft<'talking' | 'enteringNumber' | 'surveying' | 'closing' | 'over'>,
  phase: PhaseOf<'talking'>,
  question: Question,
  input: CallInput,
): boolean {
  if (question.about === 'hold.promise') return promiseAnswered(d, phase, question, input);
  const heard = hearQuestion(d, question, input);
  if (!heard) return false;
  if (heard.answer) answeredInTalk(d, phase, heard.question, heard.answer);
  else goTo(d, { ...phase, question: heard.question });
  return true;
}

function answeredInTalk(
  d: StepDraft<'talking' | 'surveying' | 'closing' | 'over'>,
  phase: PhaseOf<'talking'>,
  question: Question,
  answer: CustomerAnswer,
): void {
  const { about } = question;
  if (about === 'close.anything') {
    anythingElseAnswered(d, phase, question, answer);
    return;
  }
  const heard = answer !== 'unheard';
  const saying = about === 'hold.return' ? thankForWaiting(d, heard) : null;
  goTo(d, { ...phase, question: null, saying });
  if (about === 'hold.announce' && heard) consentGiven(d);
  restartSilence(d);
}
