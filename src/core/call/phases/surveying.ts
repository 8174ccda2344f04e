import type { CallInput, InputOf } from '../input.ts';
import { customerLost } from '../moves/callback-requests.ts';
import { customerHungUpFirst, endCall, playGoodbye } from '../moves/ending.ts';
import { askQuestion } from '../moves/survey.ts';
import type { Survey } from '../phase.ts';
import { wasHeard } from '../playbacks.ts';
import {
  addEvent,
  addVerdict,
  goTo,
  type PhaseOf,
  PROMPT_NOT_HEARD,
  promptsOf,
  type StepDraft,
  stopPlaying,
} from '../step-draft.ts';
import type { Next } from '../table.ts';

/** A key within this after the one before still belongs to it: a bouncing finger gives no second mark. */
const BOUNCE_MS = 500;

/** The engine asks the caller for a mark. */
export function surveying(
  d: StepDraft<Next<'surveying'>>,
  { survey }: PhaseOf<'surveying'>,
  input: CallInput,
): boolean {
  switch (input.type) {
    case 'digit':
      if (input.leg !== d.call.customer.leg) return false;
      marked(d, survey, input);
      return true;
    case 'deadline':
      // a caller who gives no mark now gets no further question
      if (d.at.mono >= survey.keyByMono) finishSurvey(d, survey);
      return true;
    case 'playStarted':
      return input.playback === survey.playing?.id;
    case 'playEnded':
      if (input.playback !== survey.playing?.id) return false;
      questionEnded(d, survey, input);
      return true;
    case 'legEnded':
      if (input.leg !== d.call.customer.leg) return false;
      surveyLegEnded(d, survey, input);
      return true;
    default:
      return false;
  }
}

/** One key is a mark; any other key means nothing. */
function marked(
  d: StepDraft<'surveying' | 'closing' | 'over'>,
  survey: Survey,
  { digit }: InputOf<'digit'>,
): void {
  const bounced = survey.question === 'accuracy' && d.at.mono - survey.askedAtMono < BOUNCE_MS;
  if (bounced || !/^[1-5]$/.test(digit)) return;
  stopPlaying(d, survey.playing);
  const marks = { ...survey.marks, [survey.question]: Number(digit) };
  // a key that came before the question is no answer to it
  const heard = survey.heard || survey.playing === null || survey.playing.started === true;
  const next = { marks, heard };
  if (survey.question === 'attitude') askQuestion(d, { question: 'accuracy', ...next });
  else finishSurvey(d, { ...survey, ...next, playing: null });
}

function questionEnded(
  d: StepDraft<'surveying' | 'closing' | 'over'>,
  survey: Survey,
  input: InputOf<'playEnded'>,
): void {
  if (input.unseen && !survey.playing?.started) {
    // the engine died before it was played, or while it was
    askQuestion(d, survey);
    return;
  }
  const whole = survey.playing && wasHeard(survey.playing, input);
  if (whole !== false || input.outcome === 'stopped') {
    const keyByMono = d.at.mono + d.rules.standard.handling.keyTimeoutMs;
    const heard = survey.heard || whole === true;
    goTo(d, { is: 'surveying', survey: { ...survey, playing: null, heard, keyByMono } });
    return;
  }
  // nobody can answer a question that did not play
  addEvent(d, 'promptFailed', 'engine', { what: 'quality.stars' });
  addVerdict(d, 'quality.stars', false, 'engine', PROMPT_NOT_HEARD);
  recordMarks(d, survey);
  playGoodbye(d, [], false);
}

/** Records the caller's marks. */
function recordMarks(d: StepDraft, { marks }: Survey): void {
  if (Object.keys(marks).length > 0) addEvent(d, 'survey', 'caller', { ...marks });
}

/** quality.stars: the question has played, or the caller answered it before its end. */
function judgeSurvey(d: StepDraft, survey: Survey): void {
  if (survey.heard) addVerdict(d, 'quality.stars', true, 'engine');
  recordMarks(d, survey);
}

function finishSurvey(d: StepDraft<'closing' | 'over'>, survey: Survey): void {
  stopPlaying(d, survey.playing);
  judgeSurvey(d, survey);
  const { clauses } = d.rules.standard;
  const rated = Object.keys(survey.marks).length > 0;
  const thanks = rated ? promptsOf(d, clauses['quality.stars']?.sayThanks) : [];
  playGoodbye(d, thanks, false, false);
}

function surveyLegEnded(d: StepDraft<'over'>, survey: Survey, { how }: InputOf<'legEnded'>): void {
  judgeSurvey(d, survey);
  if (how === 'lost') customerLost(d);
  customerHungUpFirst(d, how);
  endCall(d);
}
