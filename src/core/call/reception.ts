import { LANGUAGES, type Language } from '../ids.ts';
import type { Phrase } from '../standard/standard.ts';
import { answerCustomer, judgeAnswer } from './answering.ts';
import { abandoned, end, farewell, firstToHangUp } from './closing.ts';
import { type Draft, event, goTo, type In, judge, play, promptsOf, stop, UNHEARD } from './draft.ts';
import { wantComplaint } from './handing.ts';
import type { CallInput, Of } from './input.ts';
import { takeAfterHours } from './keying.ts';
import type { Reception } from './phase.ts';
import { dropped } from './recording.ts';
import { ringsMs } from './rings.ts';
import type { CallState } from './state.ts';

/** Who hangs up within this after the outage notice has had enough of an answer. */
const NOTICE_OVER_MS = 10_000;
/** outage.notice where the line's standard has no words of its own. */
const OUTAGE: Phrase = ['outage.notice'];
/** How long a caller has for the key of a complaint, once it has been said. */
const COMPLAINT_MS = 3000;
/** One ring of the tone that the caller hears while agents are rung. */
const RINGBACK_MS = 5000;

/** answer.rings: a caller who has to be told or asked something first is answered by the engine at once. */
export function receive(d: Draft, reception: Reception): void {
  judgeAnswer(d, 'engine');
  answerCustomer(d);
  event(d, 'engineAnswered', 'engine');
  proceed(d, reception);
}

/** To the next station: the language menu, the outage notice, the closed line, the key for complaints; then agents are
 * rung. */
function proceed(d: Draft, ahead: Reception): void {
  const { keyTimeoutMs } = d.rules.standard.handling;
  if (ahead.choose) {
    const menu = ahead.choose.map((language) => `language.menu.${language}`);
    station(d, 'language', ahead, menu, keyTimeoutMs);
  } else if (ahead.outage) {
    // outage.notice
    const say = d.rules.standard.clauses['outage.notice']?.say ?? OUTAGE;
    station(d, 'outage', ahead, promptsOf(d, say), 0);
  } else if (ahead.closed) {
    const { hours } = ahead.closed;
    const say = ['closed.notice', 'closed.hours', ...hours, 'closed.callback'];
    station(d, 'closed', ahead, say, keyTimeoutMs);
  } else if (ahead.complaintKey && d.rules.standard.clauses['people.complaint']) {
    // people.complaint
    const say = ['people.complaint.menu', `digit.${ahead.complaintKey}`];
    station(d, 'complaint', ahead, say, COMPLAINT_MS);
  } else {
    ringAnswered(d);
  }
}

function station(
  d: Draft,
  name: In<'reception'>['station'],
  ahead: Reception,
  say: readonly string[],
  thenMs: number,
): void {
  const { leg } = d.call.customer;
  const playing = leg ? play(d, { leg }, say) : null;
  const untilMono = d.at.mono + d.rules.lengthOf(say, d.call.language) + thenMs;
  goTo(d, { is: 'reception', station: name, ahead, playing, untilMono });
}

/** The caller hears ringing again, as often as one who is not answered yet. */
function ringAnswered(d: Draft): void {
  const answerByMono = d.at.mono + ringsMs(d.rules);
  const { leg } = d.call.customer;
  const rings = Math.ceil(ringsMs(d.rules) / RINGBACK_MS);
  const tone = Array.from({ length: rings }, () => 'tone.ringback');
  goTo(d, { is: 'ringing', answerByMono, ring: null, ringback: leg ? play(d, { leg }, tone) : null });
}

/** Before the queue: what the caller is told, and the caller's keys. */
export function reception(d: Draft, phase: In<'reception'>, input: CallInput): boolean {
  switch (input.type) {
    case 'playStarted':
      return started(d, phase, input);
    case 'playEnded':
      return ended(d, phase, input);
    case 'digit':
      if (input.leg === d.call.customer.leg) pressed(d, phase, input.digit);
      return input.leg === d.call.customer.leg;
    case 'deadline':
      if (d.at.mono >= receptionDeadline(phase)) over(d, phase);
      return true;
    case 'legEnded':
      if (input.leg !== d.call.customer.leg) return false;
      gone(d, phase, input);
      return true;
    default:
      return false;
  }
}

/** Monotonic ms; while something plays, only should its end be lost. */
export function receptionDeadline({ playing, untilMono }: In<'reception'>): number {
  return playing ? Math.max(playing.byMono, untilMono) : untilMono;
}

function started(d: Draft, phase: In<'reception'>, input: Of<'playStarted'>): boolean {
  const { playing, ahead } = phase;
  if (input.playback !== playing?.id) return false;
  event(d, 'prompt', 'engine', { what: phase.station });
  if (phase.station === 'closed') event(d, 'closedHeard', 'caller');
  if (phase.station !== 'outage' || !ahead.outage) return true;
  judge(d, 'outage.notice', playing.whole, 'engine', playing.whole ? {} : UNHEARD);
  const { id } = ahead.outage;
  const untilMono = Math.max(phase.untilMono, d.at.mono) + NOTICE_OVER_MS;
  d.call = { ...d.call, notice: { outage: id, untilMono } };
  event(d, 'outageHeard', 'caller', { outage: id });
  d.tells.push({ to: 'outage', id, event: { type: 'heard' } });
  return true;
}

function ended(d: Draft, phase: In<'reception'>, input: Of<'playEnded'>): boolean {
  if (input.playback !== phase.playing?.id) return false;
  if (input.outcome === 'failed') {
    event(d, 'promptFailed', 'engine', { what: phase.station });
    // one that is known to be missing was judged when it began
    if (phase.station === 'outage' && phase.playing.whole)
      judge(d, 'outage.notice', false, 'engine', UNHEARD);
    if (phase.station === 'language') judge(d, 'language.caller', false, 'engine', UNHEARD);
  }
  const next = { ...phase, playing: null };
  goTo(d, next);
  // stopped: by the caller's hanging up, of which the next event tells
  const heard = phase.station === 'outage' && input.outcome === 'done';
  if (heard || input.outcome === 'failed') over(d, next);
  return true;
}

/** The station is over without a key. */
function over(d: Draft, { station: name, ahead, playing }: In<'reception'>): void {
  stop(d, playing);
  switch (name) {
    case 'language':
      event(d, 'languageChosen', 'engine', { language: d.call.language, how: 'noKey' });
      proceed(d, { ...ahead, choose: null });
      break;
    case 'outage':
      proceed(d, { ...ahead, outage: null });
      break;
    case 'closed':
      farewell(d, [], false);
      break;
    case 'complaint':
      proceed(d, withoutComplaint(ahead));
  }
}

function withoutComplaint({ complaintKey: _offered, ...ahead }: Reception): Reception {
  return ahead;
}

/** A key: of the menu, for a complaint, or of the closed line's offer. Others mean nothing. */
function pressed(d: Draft, { station: name, ahead, playing }: In<'reception'>, digit: string): void {
  if (name === 'language') {
    const language = languageOf(digit);
    if (!language || !ahead.choose?.includes(language)) return;
    stop(d, playing);
    choose(d, language);
    proceed(d, { ...ahead, choose: null });
  }
  if (name === 'complaint' && digit === ahead.complaintKey) {
    stop(d, playing);
    wantComplaint(d);
  }
  if (name === 'closed' && ahead.closed && (digit === '1' || digit === '2')) {
    stop(d, playing);
    event(d, 'offerTaken', 'caller', { key: digit });
    takeAfterHours(d, ahead.closed.opensAt, digit);
  }
}

/** language.caller: no menu for one who has chosen before. */
export function remembered(d: Draft): void {
  event(d, 'languageChosen', 'engine', { language: d.call.language, how: 'remembered' });
  judge(d, 'language.caller', true, 'engine');
  remember(d);
}

/** language.caller: the caller's next calls go by it. */
export function remember(d: Draft): void {
  const { language, customer } = d.call;
  const choice = { language, number: customer.number ?? '', at: d.at.wall };
  if (customer.number) d.tells.push({ to: 'customer', choice });
}

/** The key that each language's recording names: 1 zh, 2 yue, 3 en. */
function languageOf(digit: string): Language | undefined {
  return LANGUAGES[Number(digit) - 1];
}

/** language.caller: everything from now on is heard in it, and the next time without being asked. */
function choose(d: Draft, language: Language): void {
  d.call = { ...d.call, language };
  event(d, 'languageChosen', 'caller', { language, how: 'key' });
  judge(d, 'language.caller', true, 'engine');
  remember(d);
}

/** Who hangs up in a menu has not been answered. Who does so having been told of an outage, or on a line that is closed, has:
 * callback.unanswered is then for those who ask for it. */
function gone(d: Draft, { station: name, ahead }: In<'reception'>, { how }: Of<'legEnded'>): void {
  if ((name === 'language' || name === 'complaint') && !ahead.closed) {
    abandoned(d, null, how);
    return;
  }
  // callback.dropped
  if (how === 'lost' && !ahead.closed) dropped(d);
  firstToHangUp(d, how === 'lost' ? 'network' : 'caller');
  end(d);
}

/** The caller of an outage notice is gone: with that answer, or with another. */
export function noticeLeft(d: Draft, { how }: Of<'legEnded'>): void {
  const { notice, lastAgent }: CallState = d.call;
  if (!notice) return;
  const hungUp = how === 'hungUp' && lastAgent === null && d.at.mono <= notice.untilMono;
  event(d, 'outageLeft', 'caller', { outage: notice.outage, hungUp });
  d.tells.push({ to: 'outage', id: notice.outage, event: { type: 'left', hungUp } });
  d.call = { ...d.call, notice: null };
}
