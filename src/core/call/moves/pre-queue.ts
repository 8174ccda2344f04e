import type { Phrase } from '../../standard/standard.ts';
import type { InputOf } from '../input.ts';
import type { PreQueue } from '../pre-queue-state.ts';
import { ringLimitMs } from '../ring-timing.ts';
import type { CallState } from '../state.ts';
import { addEvent, goTo, type PhaseOf, play, promptsOf, type StepDraft } from '../step-draft.ts';
import { answerCustomer } from './answer.ts';

/** A caller who hangs up within this after the outage notice has had enough of an answer. */
export const NOTICE_HANGUP_MS = 10_000;

/** The phrase of outage.notice, if the line's standard has no words of its own. */
const DEFAULT_OUTAGE_PHRASE: Phrase = ['outage.notice'];

/** callback.unanswered: for a caller for whom there is no room. */
const FULL_PHRASE: Phrase = ['fallback.apology', 'fallback.offer'];

/** How long the engine waits for the key of a complaint after the prompt. */
const COMPLAINT_KEY_MS = 3000;

/** One ring of the tone that the caller hears while agents' phones ring. */
const RINGBACK_MS = 5000;

/** answer.rings: the engine answers a caller at once if it has to play or ask something first. */
export function startPreQueue(d: StepDraft<'preQueue' | 'ringing'>, reception: PreQueue): void {
  rememberComplaintKey(d, reception);
  answerCustomer(d, 'engine');
  nextPreQueueStep(d, reception);
}

/** people.complaint: the key means something until somebody answers; on a closed line nobody does. */
function rememberComplaintKey(d: StepDraft, { complaintKey, closed }: PreQueue): void {
  if (complaintKey && !closed && d.rules.standard.clauses['people.complaint'])
    d.call = { ...d.call, complaintKey };
}

/** Goes to the next station: the language menu, the outage notice, the closed line, the key for complaints. Then agents'
 * phones ring. */
export function nextPreQueueStep(d: StepDraft<'preQueue' | 'ringing'>, ahead: PreQueue): void {
  const { keyTimeoutMs } = d.rules.standard.handling;
  if (ahead.choose) {
    const menu = ahead.choose.map((language) => `language.menu.${language}`);
    playPreQueueStep(d, 'language', ahead, menu, keyTimeoutMs);
  } else if (ahead.outage) {
    // outage.notice
    const say = d.rules.standard.clauses['outage.notice']?.say ?? DEFAULT_OUTAGE_PHRASE;
    playPreQueueStep(d, 'outage', ahead, promptsOf(d, say), 0);
  } else if (ahead.closed) {
    const { hours, full } = ahead.closed;
    const told = hours.length > 0 ? ['closed.hours', ...hours] : [];
    const say = full ? FULL_PHRASE : ['closed.notice', ...told, 'closed.callback'];
    playPreQueueStep(d, 'closed', ahead, say, keyTimeoutMs);
  } else if (ahead.complaintKey && d.rules.standard.clauses['people.complaint']) {
    // people.complaint
    const say = ['people.complaint.menu', `digit.${ahead.complaintKey}`];
    playPreQueueStep(d, 'complaint', ahead, say, COMPLAINT_KEY_MS);
  } else {
    ringAfterPreQueue(d);
  }
}

function playPreQueueStep(
  d: StepDraft<'preQueue'>,
  name: PhaseOf<'preQueue'>['step'],
  ahead: PreQueue,
  say: readonly string[],
  thenMs: number,
): void {
  const { leg } = d.call.customer;
  const playing = leg ? play(d, { leg }, say) : null;
  const untilMono = d.at.mono + d.rules.lengthOf(say, d.call.language) + thenMs;
  goTo(d, { is: 'preQueue', step: name, remaining: ahead, playing, untilMono });
}

/** The caller hears ringing again, as often as a caller who has not been answered yet. */
function ringAfterPreQueue(d: StepDraft<'ringing'>): void {
  const answerByMono = d.at.mono + ringLimitMs(d.rules);
  const { leg } = d.call.customer;
  const rings = Math.ceil(ringLimitMs(d.rules) / RINGBACK_MS);
  const tone = Array.from({ length: rings }, () => 'tone.ringback');
  goTo(d, { is: 'ringing', answerByMono, ring: null, ringback: leg ? play(d, { leg }, tone) : null });
}

/** Monotonic ms. While a prompt plays, this is only the time limit for a lost end. */
export function preQueueDeadline({ playing, untilMono }: PhaseOf<'preQueue'>): number {
  return playing ? Math.max(playing.byMono, untilMono) : untilMono;
}

/** The caller of an outage notice has gone, satisfied with the notice or not. */
export function outageCallerLeft(d: StepDraft, { how }: InputOf<'legEnded'>): void {
  const { notice, lastAgent }: CallState = d.call;
  if (!notice) return;
  const hungUp = how === 'hungUp' && lastAgent === null && d.at.mono <= notice.untilMono;
  addEvent(d, 'outageLeft', 'caller', { outage: notice.outage, hungUp });
  d.tells.push({ to: 'outage', id: notice.outage, event: { type: 'left', hungUp } });
  d.call = { ...d.call, notice: null };
}
