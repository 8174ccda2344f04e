import { withRecordingNotice } from '../call-recording.ts';
import type { InputOf } from '../input.ts';
import type { AgentLeg } from '../phase.ts';
import { wasHeard } from '../playbacks.ts';
import { setSpeech, speechOf } from '../speech-activity.ts';
import {
  addVerdict,
  goTo,
  type PhaseOf,
  PROMPT_NOT_HEARD,
  play,
  promptsOf,
  type StepDraft,
  stopPlaying,
} from '../step-draft.ts';
import { greetingClause } from './answer.ts';
import { asksForMark, awaitsAnswer, isLastOfOpening, openingSteps } from './opening-steps.ts';
import { takeMark } from './satisfaction.ts';
import { joinLegs, startTalk, startTalkOnHold } from './talk.ts';

/** The time for an answer, if the standard sets none, ms: a customer is never left in silence for 5 s. */
const ANSWER_MS = 4000;
/** A customer who talks longer than this is interrupted by the next step, ms. */
const LONGEST_ANSWER_MS = 8000;

/** callback.opening: an opening of several steps is a dialogue: after each step but the last the engine waits for the customer's
 * words, or a key, or until the time for an answer is over. The agent hears both, and may take over at any moment. False where
 * the opening is one phrase, or the agent holds the call. */
export function startOpening(d: StepDraft<'opening'>, agent: AgentLeg): boolean {
  if (!d.call.customer.leg || greetingClause(d, false) !== 'callback.opening') return false;
  if (openingSteps(d).length < 2) return false;
  joinLegs(d, agent);
  play(d, { leg: agent.leg }, ['tone.connect']);
  playStep(d, { agent, step: 0, whole: true });
  return true;
}

function playStep(
  d: StepDraft<'opening'>,
  { agent, step, whole }: Pick<PhaseOf<'opening'>, 'agent' | 'step' | 'whole'>,
): void {
  const said = promptsOf(d, openingSteps(d)[step]);
  const prompts = isLastOfOpening(d, step) ? withRecordingNotice(d, said, true) : said;
  const { bridge } = d.call;
  const playing = bridge ? play(d, { bridge }, prompts) : null;
  // a step that asks by name may have nothing to say
  const silent = playing === null && prompts.length > 0;
  goTo(d, { is: 'opening', agent, step, playing, whole: whole && !silent, untilMono: d.at.mono });
}

function nextStep(d: StepDraft<'opening' | 'talking'>, phase: PhaseOf<'opening'>): void {
  const { agent, step, whole } = phase;
  if (step + 1 < openingSteps(d).length) {
    playStep(d, { agent, step: step + 1, whole });
    return;
  }
  addVerdict(d, 'callback.opening', whole, 'engine', whole ? {} : PROMPT_NOT_HEARD);
  startTalk(d, agent);
}

/** A step has played: the customer has time for an answer, or is answering. Nobody waits for an answer to a question that did
 * not play; the last step needs none. */
export function stepPlayed(
  d: StepDraft<'opening' | 'talking'>,
  phase: PhaseOf<'opening'>,
  end: InputOf<'playEnded'> | null,
): void {
  const heard = phase.playing !== null && wasHeard(phase.playing, end) === true;
  const next = { ...phase, playing: null, whole: phase.whole && heard };
  // callback.follow_up
  if (asksForMark(d, phase.step))
    addVerdict(d, 'callback.follow_up', heard, 'engine', heard ? {} : PROMPT_NOT_HEARD);
  if (!heard || !awaitsAnswer(d, phase.step)) {
    nextStep(d, next);
    return;
  }
  const answering = speechOf(d.call).customer !== null;
  goTo(d, { ...next, untilMono: d.at.mono + (answering ? LONGEST_ANSWER_MS : answerMs(d)) });
}

function answerMs({ rules }: StepDraft): number {
  return rules.standard.clauses['callback.opening']?.answerMs ?? ANSWER_MS;
}

/** The customer speaks: the next step comes when the answer is over. The agent's first word ends the dialogue. */
export function openingSpeech(
  d: StepDraft<'opening' | 'talking'>,
  phase: PhaseOf<'opening'>,
  { type, leg }: InputOf<'talkStarted'> | InputOf<'talkEnded'>,
): void {
  if (leg === phase.agent.leg && type === 'talkStarted') takeOver(d, phase);
  if (leg !== d.call.customer.leg) return;
  setSpeech(d, { known: true });
  if (phase.playing) return;
  if (type === 'talkStarted') goTo(d, { ...phase, untilMono: d.at.mono + LONGEST_ANSWER_MS });
  else nextStep(d, phase);
}

/** The customer's key is an answer at any time. callback.follow_up: only the two keys of the question answer it. */
export function openingKey(
  d: StepDraft<'opening' | 'talking'>,
  phase: PhaseOf<'opening'>,
  digit: string,
): void {
  setSpeech(d, { known: true });
  const asks = asksForMark(d, phase.step);
  if (asks && !takeMark(d, digit)) return;
  if (asks && phase.playing) addVerdict(d, 'callback.follow_up', true, 'engine');
  stopPlaying(d, phase.playing);
  nextStep(d, phase);
}

export function openingDeadline({ playing, untilMono }: PhaseOf<'opening'>): number {
  return playing?.byMono ?? untilMono;
}

/** Nobody has answered in time, or the report of a step's end is lost. */
export function openingTimedOut(d: StepDraft<'opening' | 'talking'>, phase: PhaseOf<'opening'>): void {
  if (d.at.mono < openingDeadline(phase)) return;
  if (phase.playing) stepPlayed(d, phase, null);
  else nextStep(d, phase);
}

/** The agent speaks or presses a key, and goes on with the opening in person. */
export function takeOver(d: StepDraft<'talking'>, phase: PhaseOf<'opening'>): void {
  cutShort(d, phase);
  startTalk(d, phase.agent);
}

/** The agent holds the call in the middle of the opening. */
export function holdOpening(d: StepDraft<'held'>, phase: PhaseOf<'opening'>): void {
  cutShort(d, phase);
  startTalkOnHold(d, phase.agent);
}

function cutShort(d: StepDraft, { agent, playing, step, whole }: PhaseOf<'opening'>): void {
  stopPlaying(d, playing);
  const note = `the agent took over at step ${step + 1} of ${openingSteps(d).length}`;
  if (whole) addVerdict(d, 'callback.opening', true, { agent: agent.agent }, { note });
  else addVerdict(d, 'callback.opening', false, 'engine', PROMPT_NOT_HEARD);
}
