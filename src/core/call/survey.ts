import type { AgentId } from '../ids.ts';
import { end, endFirst, farewell, letGo, talkEnded } from './closing.ts';
import { type Draft, event, goTo, type In, judge, play, promptsOf, stop, UNHEARD } from './draft.ts';
import type { CallInput, Of } from './input.ts';
import { interrupt } from './patience.ts';
import type { Survey } from './phase.ts';
import { dropped } from './recording.ts';
import { dropScript } from './silence.ts';

/** A key so soon after the one before belongs to it still: a finger that bounces is no second mark. */
const BOUNCE_MS = 500;

/** close.goodbye: on the agent's key the agent is let go, and the caller rates the call, where the standard has that, and
 * hears the goodbye. Returns false where the agent is not with the caller, or the standard says nothing at the end. */
export function takeLeave(d: Draft, agent: AgentId): boolean {
  const { phase, bridge } = d.call;
  const { clauses } = d.rules.standard;
  if (phase.is !== 'talking' && phase.is !== 'held') return false;
  if (phase.agent.agent !== agent) return false;
  if (!clauses['close.goodbye'] && !clauses['quality.stars']) return false;
  if (phase.is === 'talking') dropScript(d, phase, { agent });
  else interrupt(d, phase.wait);
  // close.caller.first: the agent has left the end of the call to the caller
  judge(d, 'close.caller.first', true, { agent });
  talkEnded(d, phase.agent);
  survey(d, bridge === null);
  return true;
}

/** quality.stars: the caller is asked for a mark for the attitude, then for the accuracy; then the goodbye. Without that
 * clause the goodbye alone. `inMusic`: the caller is where those are who wait. */
export function survey(d: Draft, inMusic: boolean): void {
  if (!d.rules.standard.clauses['quality.stars'] || !d.call.customer.leg) {
    farewell(d, [], inMusic);
    return;
  }
  letGo(d, inMusic);
  ask(d, { question: 'attitude', marks: {}, heard: false });
}

function ask(d: Draft, { question, ...more }: Pick<Survey, 'question' | 'marks' | 'heard'>): void {
  const clause = d.rules.standard.clauses['quality.stars'];
  const prompts = promptsOf(d, question === 'attitude' ? clause?.sayAttitude : clause?.sayAccuracy);
  const { leg } = d.call.customer;
  const playing = leg ? play(d, { leg }, prompts) : null;
  const said = d.rules.lengthOf(prompts, d.call.language);
  const keyByMono = d.at.mono + said + d.rules.standard.handling.keyTimeoutMs;
  goTo(d, { is: 'surveying', survey: { question, ...more, playing, askedAtMono: d.at.mono, keyByMono } });
}

/** The caller is asked for a mark. */
export function surveying(d: Draft, { survey }: In<'surveying'>, input: CallInput): boolean {
  switch (input.type) {
    case 'digit':
      if (input.leg !== d.call.customer.leg) return false;
      marked(d, survey, input);
      return true;
    case 'deadline':
      // a caller who gives no mark now is asked nothing more
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
      callerLeft(d, survey, input);
      return true;
    default:
      return false;
  }
}

/** One key is a mark; any other key means nothing. */
function marked(d: Draft, survey: Survey, { digit }: Of<'digit'>): void {
  const bounced = survey.question === 'accuracy' && d.at.mono - survey.askedAtMono < BOUNCE_MS;
  if (bounced || !/^[1-5]$/.test(digit)) return;
  stop(d, survey.playing);
  const marks = { ...survey.marks, [survey.question]: Number(digit) };
  const next = { marks, heard: true };
  if (survey.question === 'attitude') ask(d, { question: 'accuracy', ...next });
  else finishSurvey(d, { ...survey, ...next, playing: null });
}

function questionEnded(d: Draft, survey: Survey, { outcome }: Of<'playEnded'>): void {
  const whole = outcome === 'done' && survey.playing?.whole === true;
  if (outcome !== 'failed' && (whole || outcome === 'stopped')) {
    const keyByMono = d.at.mono + d.rules.standard.handling.keyTimeoutMs;
    const heard = survey.heard || whole;
    goTo(d, { is: 'surveying', survey: { ...survey, playing: null, heard, keyByMono } });
    return;
  }
  // nobody can answer what was not heard
  event(d, 'promptFailed', 'engine', { what: 'quality.stars' });
  judge(d, 'quality.stars', false, 'engine', UNHEARD);
  note(d, survey);
  farewell(d, [], false);
}

/** What the caller has given is on record. */
function note(d: Draft, { marks }: Survey): void {
  if (Object.keys(marks).length > 0) event(d, 'survey', 'caller', { ...marks });
}

/** quality.stars: the question was heard, or answered before its end. */
function judgeSurvey(d: Draft, survey: Survey): void {
  if (survey.heard) judge(d, 'quality.stars', true, 'engine');
  note(d, survey);
}

function finishSurvey(d: Draft, survey: Survey): void {
  stop(d, survey.playing);
  judgeSurvey(d, survey);
  const { clauses } = d.rules.standard;
  // who has rated nothing is thanked for nothing; but without a goodbye these thanks are all there is
  const thanked = Object.keys(survey.marks).length > 0 || !clauses['close.goodbye'];
  farewell(d, thanked ? promptsOf(d, clauses['quality.stars']?.sayThanks) : [], false, false);
}

function callerLeft(d: Draft, survey: Survey, { how }: Of<'legEnded'>): void {
  judgeSurvey(d, survey);
  if (how === 'lost') dropped(d);
  endFirst(d, how);
  end(d);
}
