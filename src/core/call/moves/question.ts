import type { BridgeId, LegId, PromptId } from '../../ids.ts';
import type { CallInput } from '../input.ts';
import type { Question } from '../phase.ts';
import { addEvent, play, type StepDraft, stopPlaying } from '../step-draft.ts';

/** How a question ended: with words, with a key, or without an answer in time; `unheard`: it could not be played. */
export type CustomerAnswer = 'voice' | 'key' | 'none' | 'unheard';

/** What an input means for an open question: the question as it is now, and its answer once there is one. */
export interface QuestionHeard {
  readonly question: Question;
  readonly answer: CustomerAnswer | null;
}

/** The time for an answer, if the standard sets none, ms: a customer is never left in silence for 5 s. */
const ANSWER_MS = 4000;

/** Asks the customer something. Whoever calls this plays nothing else until `hearQuestion` has the answer. Null if there is
 * nothing to ask, or nobody. */
export function ask(
  d: StepDraft,
  on: { leg: LegId } | { bridge: BridgeId } | null,
  prompts: readonly PromptId[],
  { about, by, answerMs }: Pick<Question, 'about' | 'by'> & { readonly answerMs?: number | null | undefined },
): Question | null {
  const playing = on && play(d, on, prompts);
  if (!playing) return null;
  return { about, by, playing, beganMono: null, answerMs: answerMs ?? ANSWER_MS, untilMono: null };
}

/** Monotonic ms. While the question plays, this is only the time limit for a lost end. */
export function questionDeadline({ playing, untilMono }: Question): number | null {
  return playing ? playing.byMono : untilMono;
}

/** Gives an input to an open question; null if it has no meaning for it. A key answers at any time. Words answer when they
 * end after the question: the customer may have begun to speak while it still played. */
export function hearQuestion(d: StepDraft, question: Question, input: CallInput): QuestionHeard | null {
  const { playing } = question;
  switch (input.type) {
    case 'playStarted':
      if (input.playback !== playing?.id) return null;
      addEvent(d, 'prompt', question.by, { what: question.about });
      return { question: { ...question, beganMono: d.at.mono }, answer: null };
    case 'playEnded':
      if (input.playback !== playing?.id) return null;
      if (input.outcome === 'failed') addEvent(d, 'promptFailed', 'engine', { what: question.about });
      return asked(d, question, input.outcome !== 'failed' && playing.whole && question.beganMono !== null);
    case 'digit':
      // a key that came before the question is no answer to it
      if (input.leg !== d.call.customer.leg || question.beganMono === null) return null;
      stopPlaying(d, playing);
      return answered(d, question, 'key');
    case 'talkEnded':
      if (input.leg !== d.call.customer.leg || playing) return null;
      return answered(d, question, 'voice');
    case 'deadline':
      if (playing)
        return d.at.mono >= playing.byMono
          ? asked(d, question, playing.whole && question.beganMono !== null)
          : null;
      return question.untilMono !== null && d.at.mono >= question.untilMono
        ? answered(d, question, 'none')
        : null;
    default:
      return null;
  }
}

/** The question has been asked: now the customer has time to answer. Nobody waits for an answer to a question that did not
 * play. */
function asked(d: StepDraft, question: Question, heard: boolean): QuestionHeard {
  const now = { ...question, playing: null, untilMono: d.at.mono + question.answerMs };
  return heard ? { question: now, answer: null } : answered(d, now, 'unheard');
}

function answered(d: StepDraft, question: Question, answer: CustomerAnswer): QuestionHeard {
  recordAnswer(d, question, answer);
  return { question: { ...question, playing: null }, answer };
}

/** Something else replaces the question, or the call ends: no answer is awaited any more. */
export function dropQuestion(d: StepDraft, question: Question | null | undefined): void {
  if (!question) return;
  stopPlaying(d, question.playing);
  recordAnswer(d, question, 'stopped');
}

/** Records how the question ended, and how long after it. */
export function recordAnswer(
  d: StepDraft,
  { about, untilMono, answerMs }: Question,
  how: CustomerAnswer | 'stopped',
): void {
  const seconds = untilMono === null ? 0 : (d.at.mono - (untilMono - answerMs)) / 1000;
  const by = how === 'voice' || how === 'key' ? 'caller' : 'engine';
  addEvent(d, 'answered', by, { clause: about, how, seconds });
}
