import { LANGUAGES, type Language } from '../../ids.ts';
import type { CallInput, InputOf } from '../input.ts';
import { customerLost } from '../moves/callback-requests.ts';
import { endCall, playGoodbye, recordFirstHangup } from '../moves/ending.ts';
import { rememberLanguage } from '../moves/language.ts';
import { callerAbandoned } from '../moves/leaving.ts';
import { afterHoursKeyPressed } from '../moves/number-entry.ts';
import { NOTICE_HANGUP_MS, nextPreQueueStep, preQueueDeadline } from '../moves/pre-queue.ts';
import { startComplaint } from '../moves/transfer.ts';
import { keptWhenHeard } from '../pending-verdicts.ts';
import type { PreQueue } from '../pre-queue-state.ts';
import {
  addEvent,
  addVerdict,
  goTo,
  type PhaseOf,
  PROMPT_NOT_HEARD,
  type StepDraft,
  stopPlaying,
} from '../step-draft.ts';
import type { Next } from '../table.ts';

/** Before the queue: the prompts for the caller, and the caller's keys. */
export function preQueue(
  d: StepDraft<Next<'preQueue'>>,
  phase: PhaseOf<'preQueue'>,
  input: CallInput,
): boolean {
  switch (input.type) {
    case 'playStarted':
      return promptStarted(d, phase, input);
    case 'playEnded':
      return promptEnded(d, phase, input);
    case 'digit':
      if (input.leg === d.call.customer.leg) keyPressed(d, phase, input.digit);
      return input.leg === d.call.customer.leg;
    case 'deadline':
      if (d.at.mono >= preQueueDeadline(phase)) stepEnded(d, phase);
      return true;
    case 'legEnded':
      if (input.leg !== d.call.customer.leg) return false;
      callerLegEnded(d, phase, input);
      return true;
    default:
      return false;
  }
}

function promptStarted(d: StepDraft, phase: PhaseOf<'preQueue'>, input: InputOf<'playStarted'>): boolean {
  const { playing, remaining } = phase;
  if (input.playback !== playing?.id) return false;
  addEvent(d, 'prompt', 'engine', { what: phase.step });
  if (phase.step === 'closed' && !remaining.closed?.full) addEvent(d, 'closedHeard', 'caller');
  if (phase.step !== 'outage' || !remaining.outage) return true;
  addVerdict(d, 'outage.notice', playing.whole, 'engine', playing.whole ? {} : PROMPT_NOT_HEARD);
  const { id } = remaining.outage;
  const untilMono = Math.max(phase.untilMono, d.at.mono) + NOTICE_HANGUP_MS;
  d.call = { ...d.call, notice: { outage: id, untilMono } };
  addEvent(d, 'outageHeard', 'caller', { outage: id });
  d.tells.push({ to: 'outage', id, event: { type: 'heard' } });
  return true;
}

function promptEnded(
  d: StepDraft<'preQueue' | 'ringing' | 'closing' | 'over'>,
  phase: PhaseOf<'preQueue'>,
  input: InputOf<'playEnded'>,
): boolean {
  if (input.playback !== phase.playing?.id) return false;
  if (input.unseen && !phase.playing.started) {
    // the engine died before it was played, or while it was: whoever has not heard it to the end is asked nothing
    nextPreQueueStep(d, phase.remaining);
    return true;
  }
  if (input.outcome === 'failed') {
    addEvent(d, 'promptFailed', 'engine', { what: phase.step });
    // a prompt that is known to be missing was judged at its beginning
    if (phase.step === 'outage' && phase.playing.whole)
      addVerdict(d, 'outage.notice', false, 'engine', PROMPT_NOT_HEARD);
    if (phase.step === 'language') addVerdict(d, 'language.caller', false, 'engine', PROMPT_NOT_HEARD);
  }
  const next = { ...phase, playing: null };
  goTo(d, next);
  // stopped because the caller hung up; the next event reports that
  const heard = phase.step === 'outage' && input.outcome === 'done';
  if (heard || input.outcome === 'failed') stepEnded(d, next);
  return true;
}

/** The station ends without a key. */
function stepEnded(
  d: StepDraft<'preQueue' | 'ringing' | 'closing' | 'over'>,
  { step: name, remaining, playing }: PhaseOf<'preQueue'>,
): void {
  stopPlaying(d, playing);
  switch (name) {
    case 'language':
      addEvent(d, 'languageChosen', 'engine', { language: d.call.language, how: 'noKey' });
      nextPreQueueStep(d, { ...remaining, choose: null });
      break;
    case 'outage':
      nextPreQueueStep(d, { ...remaining, outage: null });
      break;
    case 'closed':
      playGoodbye(d, [], false);
      break;
    case 'complaint':
      nextPreQueueStep(d, withoutComplaint(remaining));
  }
}

function withoutComplaint({ complaintKey: _offered, ...ahead }: PreQueue): PreQueue {
  return ahead;
}

/** A key: of the menu, for a complaint, or of the closed line's offer. Others mean nothing. */
function keyPressed(
  d: StepDraft<'preQueue' | 'ringing' | 'enteringNumber' | 'transferring' | 'closing' | 'over'>,
  { step: name, remaining, playing }: PhaseOf<'preQueue'>,
  digit: string,
): void {
  if (name === 'language') {
    const language = languageOf(digit);
    if (!language || !remaining.choose?.includes(language)) return;
    stopPlaying(d, playing);
    chooseLanguage(d, language);
    nextPreQueueStep(d, { ...remaining, choose: null });
  }
  if ((name === 'complaint' || name === 'outage') && digit === d.call.complaintKey) {
    stopPlaying(d, playing);
    startComplaint(d);
  }
  if (name === 'closed' && remaining.closed && (digit === '1' || digit === '2')) {
    stopPlaying(d, playing);
    addEvent(d, 'offerTaken', 'caller', { key: digit });
    afterHoursKeyPressed(d, remaining.closed.opensAt, digit);
  }
}

/** The key for each language, as the recordings name it: 1 zh, 2 yue, 3 en. */
function languageOf(digit: string): Language | undefined {
  return LANGUAGES[Number(digit) - 1];
}

/** language.caller: all prompts from now on are in it. The next time the engine does not ask. */
function chooseLanguage(d: StepDraft, language: Language): void {
  d.call = { ...d.call, language };
  addEvent(d, 'languageChosen', 'caller', { language, how: 'key' });
  keptWhenHeard(d, null, { clause: 'language.caller', by: 'engine' });
  rememberLanguage(d);
}

/** A caller who hangs up in a menu has not been answered. A caller who hangs up after an outage notice, or on a closed line,
 * has been answered: then callback.unanswered applies only to callers who ask for a callback. */
function callerLegEnded(
  d: StepDraft<'over'>,
  { step: name, remaining }: PhaseOf<'preQueue'>,
  ended: InputOf<'legEnded'>,
): void {
  const { how, unseen } = ended;
  // an answer that was ordered, and never reported, has come too late: the caller has heard nothing of the engine
  const unanswered = how === 'lost' && !unseen && d.call.customer.answering !== undefined;
  if ((name === 'language' || name === 'complaint' || unanswered) && !remaining.closed) {
    callerAbandoned(d, null, ended);
    return;
  }
  // callback.dropped
  if (how === 'lost' && !remaining.closed) customerLost(d);
  recordFirstHangup(d, how === 'lost' ? 'network' : 'caller');
  endCall(d);
}
