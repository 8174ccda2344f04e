import type { AgentId } from '../../ids.ts';
import type { Disposition } from '../../rules.ts';
import type { PendingWrapUp, StatedDisposition } from '../state.ts';
import { statedBy, withStated } from '../stated.ts';
import { addEvent, addVerdict, type StepDraft } from '../step-draft.ts';
import { requestNews } from './callback-requests.ts';
import { isSolved, requestFollowUp } from './follow-up.ts';
import { isOnCall, removeWrapUp, reportAttempt } from './wrap-up.ts';

/** A disposition with its key. */
type Keyed = Disposition & { readonly key: string };

/** close.record: the agent states by key how the call ended, during the call or in the time after it. The last one in that time
 * counts, and every one is on record. */
export function recordDisposition(d: StepDraft, agent: AgentId, key: string): boolean {
  const meaning = d.rules.dispositions[key];
  if (!meaning) return false;
  const pending = d.call.pendingWrapUps?.find((due) => due.agent === agent);
  if (pending) return recordPartDisposition(d, pending, { key, ...meaning });
  const before = statedBy(d.call, agent);
  if (before && mayChange(d, before)) return changeDisposition(d, before, { key, ...meaning });
  if (!isOnCall(d, agent) || d.call.disposition !== null) return false;
  recordFirst(d, agent, { key, ...meaning });
  if (d.call.direction === 'out' || d.call.callback) setOutcome(d, meaning);
  else if (meaning.open) requestNews(d);
  else requestFollowUp(d);
  if (d.call.wrapUp) {
    d.call = { ...d.call, wrapUp: null };
    d.tells.push({ to: 'agent', id: agent, event: { type: 'recorded', call: d.call.id } });
    reportAttempt(d);
  }
  return true;
}

function recordFirst(d: StepDraft, agent: AgentId, stated: Keyed): void {
  const { wrapUp, callback } = d.call;
  const one: StatedDisposition = {
    ...stated,
    agent,
    ...(wrapUp && { untilMono: wrapUp.untilMono }),
    ...(callback?.kind === 'satisfaction' && { inFollowUp: true }),
  };
  d.call = { ...withStated(d.call, one), disposition: stated.name };
  writeDown(d, agent, stated);
  addVerdict(d, 'close.record', true, { agent });
}

/** The agent has transferred the call: the disposition is about that part of it. */
function recordPartDisposition(d: StepDraft, due: PendingWrapUp, stated: Keyed): boolean {
  const { agent, untilMono } = due;
  removeWrapUp(d, due);
  d.call = withStated(d.call, { ...stated, agent, untilMono, part: true });
  writeDown(d, agent, stated);
  addVerdict(d, 'close.record', true, { agent });
  if (stated.open) requestNews(d);
  d.tells.push({ to: 'agent', id: agent, event: { type: 'recorded', call: d.call.id } });
  return true;
}

function writeDown(d: StepDraft, agent: AgentId, { key, name, open }: Keyed, was?: string): void {
  addEvent(d, 'disposition', { agent }, { key, name, open, ...(was !== undefined && { was }) });
}

function setOutcome(d: StepDraft, { open }: Disposition): void {
  d.call = { ...d.call, outcome: open ? 'open' : 'resolved' };
}

function mayChange(d: StepDraft, { agent, untilMono }: StatedDisposition): boolean {
  return untilMono === undefined ? isOnCall(d, agent) : d.at.mono < untilMono;
}

/** What the one before has brought about is taken back, as far as it has not happened yet. The same key again changes nothing. */
function changeDisposition(d: StepDraft, before: StatedDisposition, stated: Keyed): boolean {
  if (before.key === stated.key) return true;
  const { agent, part, inFollowUp } = before;
  writeDown(d, agent, stated, before.name);
  d.call = withStated(d.call, { ...before, ...stated });
  if (!part) d.call = { ...d.call, disposition: stated.name };
  // the callback does not know of it yet
  if (!part && d.call.callback) setOutcome(d, stated);
  else if (!stated.open) {
    if (before.open || isSolved(d, before.name)) takeBack(d, agent);
    if (!part) requestFollowUp(d, inFollowUp);
  } else if (!before.open) requestNews(d);
  return true;
}

/** callback.interim, callback.follow_up: the customer is not called because of what the agent has stated before. */
function takeBack(d: StepDraft, agent: AgentId): void {
  const { customer, line, id: call } = d.call;
  if (customer.number === null) return;
  d.tells.push({ to: 'resultChanged', number: customer.number, line, call, agent });
}
