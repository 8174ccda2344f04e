import type { AgentId } from '../../ids.ts';
import type { AgentLeg } from '../phase.ts';
import { judgeInterruptions } from '../speech-activity.ts';
import type { PendingWrapUp } from '../state.ts';
import { statedBefore, timeToChange, withoutUnchangeable } from '../stated.ts';
import { addVerdict, notJudged, type StepDraft } from '../step-draft.ts';
import { requestFollowUp } from './follow-up.ts';

/** The call belongs to this agent, who is talking in it or still has to finish its wrap-up. */
export function isOnCall(
  { call: { wrapUp, pendingWrapUps = [], agentLegs } }: StepDraft,
  agent: AgentId,
): boolean {
  return [...agentLegs, ...pendingWrapUps, ...(wrapUp ? [wrapUp] : [])].some((one) => one.agent === agent);
}

/** close.record: the agent has transferred the call, and has time to finish the wrap-up of that part. Its disposition is not
 * the disposition of the whole call. */
export function addWrapUp(d: StepDraft, leg: AgentLeg): void {
  judgeInterruptions(d, leg);
  const { agent } = leg;
  const wrapUpMs = d.rules.standard.clauses['close.record']?.wrapUpMs ?? 0;
  d.tells.push({ to: 'agent', id: agent, event: { type: 'callEnded', call: d.call.id, wrapUpMs } });
  if (wrapUpMs <= 0) return;
  if (d.call.disposition !== null) {
    d.call = { ...timeToChange(d.call, agent, { mono: d.at.mono, wrapUpMs, part: true }), disposition: null };
    d.tells.push({ to: 'agent', id: agent, event: { type: 'recorded', call: d.call.id } });
    return;
  }
  const due: PendingWrapUp = { agent, untilMono: d.at.mono + wrapUpMs };
  d.call = { ...d.call, pendingWrapUps: [...(d.call.pendingWrapUps ?? []), due] };
}

/** close.record: `agent` takes the caller. The agent before keeps the time for the wrap-up of that part, and its disposition is
 * not the disposition of the next part. An agent whose phone broke off and who has the caller again writes it down at the end. */
export function passOnWrapUp(d: StepDraft, agent: AgentId): void {
  const { wrapUp, pendingWrapUps = [] } = d.call;
  const pending =
    wrapUp && !(wrapUp.yields && wrapUp.agent === agent)
      ? { pendingWrapUps: [...pendingWrapUps, wrapUp] }
      : {};
  d.call = { ...statedBefore(d.call, agent), ...pending, wrapUp: null, disposition: null };
}

/** The agent has written down that part of the call, or can no longer do so. */
export function removeWrapUp(d: StepDraft, due: PendingWrapUp): void {
  d.call = { ...d.call, pendingWrapUps: (d.call.pendingWrapUps ?? []).filter((one) => one !== due) };
}

const NOT_WRITTEN = { note: 'nothing was written down in the time for it' };

/** close.record: the time for the wrap-up is over. */
export function wrapUpTimedOut(d: StepDraft): void {
  d.call = withoutUnchangeable(d.call, d.at.mono);
  for (const due of d.call.pendingWrapUps ?? []) {
    if (d.at.mono < due.untilMono) continue;
    removeWrapUp(d, due);
    notWritten(d, due);
  }
  const { wrapUp } = d.call;
  if (!wrapUp || d.at.mono < wrapUp.untilMono) return;
  d.call = { ...d.call, wrapUp: null };
  notWritten(d, wrapUp);
  reportAttempt(d);
}

/** Whoever has lost a phone may have none to write with, and may have had to take the next caller. */
function notWritten(d: StepDraft, { agent, yields }: PendingWrapUp): void {
  if (yields) notJudged(d, 'close.record', "the agent's phone broke off");
  else addVerdict(d, 'close.record', false, { agent }, NOT_WRITTEN);
}

/** Reports to the callback how its attempt went, as soon as everything about it is known. */
export function reportAttempt(d: StepDraft): void {
  const { callback, outcome, wrapUp, phase, lastAgent } = d.call;
  if (!callback || wrapUp || phase.is !== 'over') return;
  const nothing = d.call.direction === 'in' ? 'abandoned' : 'agentFailed';
  const by = lastAgent === null ? {} : { agent: lastAgent };
  const mark = callback.satisfied === undefined ? {} : { satisfied: callback.satisfied };
  const more = { ...by, ...mark };
  const ended = { type: 'attemptEnded', call: d.call.id, outcome: outcome ?? nothing, ...more } as const;
  d.tells.push({ to: 'callback', id: callback.id, event: ended });
  // the callback has ended by then, and the follow-up is one of its own
  if (outcome === 'resolved') requestFollowUp(d, callback.kind === 'satisfaction');
  d.call = { ...d.call, callback: null };
}

/** close.record: the agent has talked, and now has time for the wrap-up. `yields`: a caller who waits goes before it. */
export function startWrapUp(d: StepDraft, leg: AgentLeg, yields: Pick<PendingWrapUp, 'yields'> = {}): void {
  judgeInterruptions(d, leg);
  const { agent } = leg;
  const wrapUpMs = d.rules.standard.clauses['close.record']?.wrapUpMs ?? 0;
  d.tells.push({
    to: 'agent',
    id: agent,
    event: { type: 'callEnded', call: d.call.id, wrapUpMs, ...yields },
  });
  const { mono } = d.at;
  const due = wrapUpMs > 0 && d.call.disposition === null;
  if (due) d.call = { ...d.call, wrapUp: { agent, untilMono: mono + wrapUpMs, ...yields } };
  else d.call = timeToChange(d.call, agent, { mono, wrapUpMs });
  if (!due && wrapUpMs > 0)
    d.tells.push({ to: 'agent', id: agent, event: { type: 'recorded', call: d.call.id } });
}
