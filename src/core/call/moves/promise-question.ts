import type { AgentId } from '../../ids.ts';
import type { CallInput } from '../input.ts';
import type { Question } from '../phase.ts';
import { restartSilence, speechOf } from '../speech-activity.ts';
import { addVerdict, goTo, type PhaseOf, PROMPT_NOT_HEARD, play, type StepDraft } from '../step-draft.ts';
import { confirmNumber } from './number-entry.ts';
import { dropQuestion, hearQuestion, recordAnswer } from './question.ts';
import { stopScript } from './scripts.ts';

/** After the customer's last word the agent has this long to say no, ms: the engine does not know what the word was. */
const AFTER_WORD_MS = 2000;
/** Nobody answers longer than this. */
const LONGEST_ANSWER_MS = 20_000;
/** The customer's key that refuses. */
const NO_KEY = '2';

/** hold.promise: an input while the customer's answer is awaited. A key of the customer (but not 2) is a yes. So is a word, if
 * the agent, who hears it, says and does nothing after it. An agent who begins to speak goes on alone, and confirms by the
 * second press; without an answer nothing is promised. False if the input has no meaning for the question. */
export function promiseAnswered(
  d: StepDraft<'talking' | 'enteringNumber' | 'closing' | 'over'>,
  phase: PhaseOf<'talking'>,
  question: Question,
  input: CallInput,
): boolean {
  const { customer } = d.call;
  const asked = question.playing === null;
  if (input.type === 'digit' && input.leg === customer.leg && input.digit === NO_KEY) {
    dropQuestion(d, question);
    notPromised(d, phase, false);
    return true;
  }
  if (input.type === 'talkStarted' && asked && input.leg === phase.agent.leg) {
    dropQuestion(d, question);
    goTo(d, { ...phase, question: null, promiseAsked: true });
    restartSilence(d);
    return true;
  }
  if (asked && (input.type === 'talkStarted' || input.type === 'talkEnded') && input.leg === customer.leg) {
    const ms = input.type === 'talkStarted' ? LONGEST_ANSWER_MS : AFTER_WORD_MS;
    const next = { ...question, said: true as const, untilMono: d.at.mono + ms };
    goTo(d, { ...phase, question: next });
    return true;
  }
  if (input.type === 'deadline' && question.said) {
    if (question.untilMono === null || d.at.mono < question.untilMono) return true;
    const stillSpeaks = speechOf(d.call).customer !== null;
    recordAnswer(d, question, stillSpeaks ? 'none' : 'voice');
    if (stillSpeaks) notPromised(d, phase, true);
    else promiseConfirmed(d, { ...phase, question: null }, phase.agent.agent);
    return true;
  }
  const heard = hearQuestion(d, question, input);
  if (!heard) return false;
  const { answer } = heard;
  if (answer === 'key') promiseConfirmed(d, { ...phase, question: null }, phase.agent.agent);
  else if (answer === 'unheard') promiseUnheard(d, phase);
  else if (answer) notPromised(d, phase, true);
  else goTo(d, { ...phase, question: heard.question });
  return true;
}

/** The talk goes on, and a tone says so to the agent. `asked`: the customer may still agree, which the agent's key says. */
function notPromised(d: StepDraft<'talking'>, phase: PhaseOf<'talking'>, asked: boolean): void {
  const { promiseAsked: _before, ...talk } = phase;
  play(d, { leg: phase.agent.leg }, ['tone.error']);
  goTo(d, { ...talk, question: null, ...(asked ? { promiseAsked: true as const } : {}) });
  restartSilence(d);
}

function promiseUnheard(d: StepDraft<'talking'>, phase: PhaseOf<'talking'>): void {
  addVerdict(d, 'hold.promise', false, 'engine', PROMPT_NOT_HEARD);
  notPromised(d, phase, false);
}

/** The customer has agreed: now the number, then the goodbye. */
export function promiseConfirmed(
  d: StepDraft<'enteringNumber' | 'closing' | 'over'>,
  phase: PhaseOf<'talking'>,
  agent: AgentId,
): void {
  stopScript(d, phase, { agent });
  addVerdict(d, 'hold.promise', true, { agent });
  confirmNumber(d, phase.agent, agent);
}

/** Another code of the agent's: the customer does not agree, and the talk goes on. */
export function refusePromise(d: StepDraft<'talking'>, agent: AgentId): void {
  const { phase } = d.call;
  if (phase.is !== 'talking' || phase.agent.agent !== agent) return;
  const { promiseAsked, question, ...talk } = phase;
  const open = question?.about === 'hold.promise' ? question : null;
  if (!promiseAsked && !open) return;
  dropQuestion(d, open);
  goTo(d, { ...talk, question: open ? null : (question ?? null) });
}
