import type { AgentId, Language, PromptId } from '../../ids.ts';
import { dialable } from '../../rules.ts';
import type { Phrase } from '../../standard/standard.ts';
import { stopRinging } from '../agent-ringing.ts';
import type { InputOf } from '../input.ts';
import type { AgentLeg, Playing, Ring, Wait } from '../phase.ts';
import type { TransferReason } from '../state.ts';
import { addEvent, addVerdict, goTo, promptsOf, type StepDraft, stopPlaying } from '../step-draft.ts';
import { beginWait, judgeWait, restartWaitMusic, stopWaitPrompt } from '../wait-prompts.ts';
import {
  type ClauseTransfer,
  judgeTransfer,
  newRequests,
  requestCallback,
  requestedAgentFor,
  TRANSFER_CLAUSES,
} from './callback-requests.ts';
import { promiseAndAsk } from './closing-question.ts';
import { playGoodbye } from './ending.ts';
import { stopHoldPrompts } from './hold.ts';
import { rememberLanguage } from './language.ts';
import { askCallerForNumber, offerToTakeBack } from './number-entry.ts';
import { stopScript } from './scripts.ts';
import { addWrapUp, startWrapUp } from './wrap-up.ts';

/** The answer comes in the same turn, unless Asterisk is out of reach. */
const PRESENCE_TIMEOUT_MS = 1000;

/** The phrases before the transfer, and for the case that nobody is available. */
export function transferPhrases(
  d: StepDraft,
  why: TransferReason,
): { say: Phrase; sayRecorded: Phrase; answerMs?: number | null } | undefined {
  const { clauses } = d.rules.standard;
  if (why === 'colleague') return undefined;
  if (why !== 'language') return clauses[TRANSFER_CLAUSES[why]];
  const say = clauses['language.caller']?.sayApology;
  return say && { say, sayRecorded: [...say, ...(clauses['hold.promise']?.say ?? [])] };
}

/** The agent presses the key: the caller hears the phrase, and then goes to the complaints agents (people.complaint), a
 * supervisor (people.supervisor) or a colleague who speaks the language (language.caller). Returns false where the key means
 * nothing now. */
export function startTransfer(
  d: StepDraft<'transferring'>,
  agent: AgentId,
  why: ClauseTransfer,
  language: Language = d.call.language,
): boolean {
  const { phase, transfer } = d.call;
  // a second press: the transfer is already under way
  if (phase.is === 'transferring') return phase.agent?.agent === agent && transfer?.why === why;
  if (phase.is !== 'talking' && phase.is !== 'held') return false;
  if (phase.agent.agent !== agent || !transferPhrases(d, why)) return false;
  if (phase.is === 'held') stopHoldPrompts(d, phase);
  else stopScript(d, phase, { agent });
  // the phrase is in the language that the caller chose
  d.call = { ...d.call, language };
  if (why === 'language') rememberLanguage(d);
  recordTransfer(d, why, agent);
  const askedByMono = d.at.mono + PRESENCE_TIMEOUT_MS;
  goTo(d, { is: 'transferring', agent: phase.agent, held: phase.is === 'held', playing: null, askedByMono });
  return true;
}

/** The agent's phone names a colleague: the caller hears the announcement of a hold, unless on hold already, and waits for nobody
 * else, with the reassurances and the limit of the standard (hold.announce, hold.reminder, hold.limit). */
export function transferToColleague(d: StepDraft<'waiting'>, by: AgentId, colleague: AgentId): boolean {
  const { phase, language } = d.call;
  if ((phase.is !== 'talking' && phase.is !== 'held') || phase.agent.agent !== by) return false;
  const announced = phase.is === 'held' && !phase.question;
  if (phase.is === 'held') stopHoldPrompts(d, phase);
  else stopScript(d, phase, { agent: by });
  d.call = {
    ...d.call,
    wants: { role: 'agent', language, agent: colleague },
    transfer: { why: 'colleague', by, heard: true, open: true },
  };
  addEvent(d, 'handedOver', { agent: by }, { why: 'colleague', language });
  const { sayAsk = [], say } = d.rules.standard.clauses['hold.announce'] ?? {};
  queueForTransfer(d, phase.agent, announced ? [] : promptsOf(d, sayAsk.length > 0 ? sayAsk : say));
  return true;
}

/** The colleague does not pick up, or has gone: the caller goes back to the agent who transferred, where free, else to any. */
export function backFromColleague(d: StepDraft): void {
  const { wants, transfer, language, ...call } = d.call;
  const by = transfer?.by ?? null;
  const tried = wants?.agent === undefined || by === null;
  d.call = {
    ...call,
    language,
    ...(transfer && { transfer }),
    ...(tried ? {} : { wants: { role: 'agent', language, preferred: by } }),
  };
}

/** people.complaint: the caller has chosen it before anybody answered. The engine records this, and the call goes to the
 * complaints agents. */
export function startComplaint(d: StepDraft<'transferring'>): void {
  recordTransfer(d, 'complaint', null);
  goTo(d, {
    is: 'transferring',
    agent: null,
    held: true,
    playing: null,
    askedByMono: d.at.mono + PRESENCE_TIMEOUT_MS,
  });
}

/** people.complaint: the caller presses the key while phones ring, or in the queue. False if it is another key, or there is
 * no such key, or a complaint is under way already. */
export function complaintKeyPressed(
  d: StepDraft<'transferring'>,
  {
    ring,
    wait,
    ringback,
  }: { readonly ring: Ring | null; readonly wait?: Wait; readonly ringback?: Playing | null },
  input: InputOf<'digit'>,
): boolean {
  const { customer, complaintKey, transfer } = d.call;
  if (input.leg !== customer.leg || input.digit !== complaintKey || transfer?.why === 'complaint')
    return false;
  // 1 and 2 are the keys of an offer that the caller has heard
  if (wait && wait.offers > 0 && (input.digit === '1' || input.digit === '2')) return false;
  stopRinging(d, ring);
  stopPlaying(d, ringback ?? null);
  if (wait) {
    stopWaitPrompt(d, wait);
    judgeWait(d, wait);
  }
  startComplaint(d);
  return true;
}

/** Records which agent the call asks for from now on. */
function recordTransfer(d: StepDraft, why: ClauseTransfer, by: AgentId | null): void {
  const { language } = d.call;
  const wants = requestedAgentFor(why, language);
  d.call = {
    ...d.call,
    wants: by === null ? wants : { ...wants, not: by },
    transfer: { why, by, heard: true, open: true },
  };
  const who = by === null ? 'caller' : { agent: by };
  if (why === 'complaint') addEvent(d, 'record', who, { type: 'complaint' });
  if (by !== null) addEvent(d, 'handedOver', who, { why, language });
}

/** Another agent has answered. */
export function transferTaken(d: StepDraft, { agent, otherLanguage }: Ring): void {
  const { transfer } = d.call;
  if (!transfer?.open) return;
  if (transfer.by !== null) addEvent(d, 'takenOver', { agent }, { of: transfer.by, why: transfer.why });
  // language.caller: the caller has waited long enough for somebody who speaks it
  const missed = otherLanguage === true && transfer.why === 'language';
  if (missed) judgeTransfer(d, false, 'engine', 'nobody who speaks the language was free in time');
  else judgeTransfer(d, true, { agent });
}

/** close.caller.first: the engine has released the agent, so the agent did not hang up on the caller. close.record: applies
 * as after any call. */
export function releaseAfterTransfer(d: StepDraft, agent: AgentLeg): void {
  addVerdict(d, 'close.caller.first', true, { agent: agent.agent }, { note: 'the engine let the agent go' });
  addWrapUp(d, agent);
}

/** The engine releases the agent. The caller waits for the requested agent and keeps their place in the queue. */
export function queueForTransfer(
  d: StepDraft<'waiting'>,
  agent: AgentLeg | null,
  say: readonly PromptId[] = [],
): void {
  const { bridge } = d.call;
  // close.anything: the next agent has not asked yet
  const { 'close.anything': _asked, ...scripts } = d.call.scripts ?? {};
  d.call = { ...d.call, scripts };
  if (agent) {
    d.commands.push({ do: 'hangUp', leg: agent.leg, reason: 'normal' });
    releaseAfterTransfer(d, agent);
  }
  if (bridge) d.commands.push({ do: 'endBridge', bridge });
  d.call = { ...d.call, bridge: null };
  restartWaitMusic(d);
  // a phrase that has just played replaces the announcement
  beginWait(d, say, (wait) => ({ is: 'waiting', wait, ring: null }));
}

/** Nobody is available: the caller gets a callback, or the engine asks for the number first. A caller who gives none waits
 * for any agent. */
export function nobodyAvailable(
  d: StepDraft<'waiting' | 'enteringNumber' | 'closing' | 'over'>,
  agent: AgentLeg | null,
): void {
  const { customer, transfer, bridge, phase } = d.call;
  const number = dialable(d.rules, customer.number, d.call.line);
  if (!number || !transfer) {
    if (phase.is === 'transferring') queueForTransfer(d, agent);
    const { wants: _unavailable, ...call } = d.call;
    d.call = call;
    // a caller who already has a number for the callback is not asked for one
    if (call.direction === 'in') askCallerForNumber(d);
    return;
  }
  if (phase.is === 'waiting') {
    stopWaitPrompt(d, phase.wait);
    judgeWait(d, phase.wait);
  }
  requestCallback(d, 'queue', { number: number.e164, dialled: number.dial });
  if (agent) {
    addVerdict(
      d,
      'close.caller.first',
      true,
      { agent: agent.agent },
      { note: 'the engine let the agent go' },
    );
    startWrapUp(d, agent);
  }
  const request = newRequests(d).at(-1);
  const { sayRecorded, answerMs } = transferPhrases(d, transfer.why) ?? {};
  const say = promptsOf(d, sayRecorded, { number: number.dial });
  const inMusic = bridge === null;
  if (answerMs) promiseAndAsk(d, say, { inMusic, about: 'hold.promise', answerMs });
  else playGoodbye(d, say, inMusic);
  offerToTakeBack(d, request);
}
