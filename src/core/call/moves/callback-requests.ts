import type { AgentId, Language } from '../../ids.ts';
import type { CallbackKind, CallbackRequest } from '../../model/callback.ts';
import type { RequestedAgent } from '../../model/requested-agent.ts';
import { dialable } from '../../rules.ts';
import type { TransferReason } from '../state.ts';
import { addEvent, addVerdict, PROMPT_NOT_HEARD, type StepDraft } from '../step-draft.ts';

/** E.164, or null where the caller gave none; and as it is dialled. */
interface CallbackNumber {
  readonly number: string | null;
  readonly dialled: string;
}

/** What is noted of a clause by which a caller is called back who cannot be. */
export const NO_CALLABLE_NUMBER = { note: 'the caller gave no number that may be called' };

/** The customer has a right to be called back, in the place kept. callback.purpose: false where the number may not be called, which
 * is on record. */
export function requestCallback(d: StepDraft, kind: CallbackKind, customer: CallbackNumber): boolean {
  const may = sendRequest(d, kind, customer, callbackDetailsFor(d, kind));
  if (may) transferCallbackPromised(d);
  return may;
}

/** A number that may not be called is told as well: the callback that comes of it says by which rule it is none. */
function sendRequest(
  d: StepDraft,
  kind: CallbackKind,
  customer: CallbackNumber,
  more: Partial<CallbackRequest>,
): boolean {
  const { number, dialled } = customer;
  if (number === null) {
    addEvent(d, 'callbackRefused', 'engine', { kind: more.kind ?? kind, rule: 'noNumber' });
    return false;
  }
  d.tells.push({ to: 'newCallback', request: { ...requestFromCall(d, kind, { number, dialled }), ...more } });
  return dialable(d.rules, number, d.call.line) !== null;
}

/** An agent has promised it to the customer. */
export function requestByAgent(
  d: StepDraft,
  kind: CallbackKind,
  customer: CallbackNumber,
  more: Partial<CallbackRequest>,
): void {
  sendRequest(d, kind, customer, more);
}

/** A wish to be called back, as it comes from this call. */
function requestFromCall(
  { call }: StepDraft,
  kind: CallbackKind,
  { number, dialled }: Pick<CallbackRequest, 'number' | 'dialled'>,
): CallbackRequest {
  const { line, standard, language, id: from, place, priority } = call;
  const base = { kind, number, dialled, line, standard, language, from, place };
  // hold.hurried
  return priority ? { ...base, priority } : base;
}

/** callback.dropped: the customer has been lost to the network, and is called back, in the place kept; not where the agent
 * had written down already that nothing is left to be done. A callback whose customer is lost is tried again anyway. */
export function customerLost(d: StepDraft): void {
  addEvent(d, 'legLost', 'network', { who: 'caller' });
  const { customer, callback, outcome, disposition } = d.call;
  if (outcome === 'reached') d.call = { ...d.call, outcome: 'lost' };
  const open = Object.values(d.rules.dispositions).some(({ name, open }) => open && name === disposition);
  if (disposition !== null && !open) return;
  if (!d.rules.standard.clauses['callback.dropped']) return;
  const again = callback !== null && d.call.direction === 'out';
  const kept = again || requestCallback(d, 'dropped', customer);
  addVerdict(d, 'callback.dropped', kept, 'engine', kept ? {} : NO_CALLABLE_NUMBER);
}

/** callback.unanswered: a caller of a closed line is called back as it opens, in the place of one who comes then. */
export function requestAfterHours(d: StepDraft, customer: CallbackNumber, opensAt: number): void {
  const kept = sendRequest(d, 'afterHours', customer, { place: opensAt, dueAt: opensAt });
  addVerdict(d, 'callback.unanswered', kept, 'engine', kept ? {} : NO_CALLABLE_NUMBER);
}

/** callback.interim: no result yet, so the customer is promised news. */
export function requestNews(d: StepDraft): void {
  requestByAgent(d, 'promised', d.call.customer, { place: d.at.wall });
}

export const TRANSFER_CLAUSES = {
  complaint: 'people.complaint',
  supervisor: 'people.supervisor',
  language: 'language.caller',
} as const;

const TRANSFER_ROLES = { complaint: 'complaints', supervisor: 'supervisor', language: 'agent' } as const;

export function requestedAgentFor(why: TransferReason, language: Language): RequestedAgent {
  const wants = { role: TRANSFER_ROLES[why], language };
  return why === 'language' ? { ...wants, mustSpeak: true } : wants;
}

/** The clause of the hand-over is judged, once. */
export function judgeTransfer(
  d: StepDraft,
  kept: boolean,
  by: 'engine' | { agent: AgentId },
  note?: string,
): void {
  const { transfer } = d.call;
  if (!transfer?.open) return;
  d.call = { ...d.call, transfer: { ...transfer, open: false } };
  const more = transfer.heard ? (note === undefined ? {} : { note }) : PROMPT_NOT_HEARD;
  addVerdict(d, TRANSFER_CLAUSES[transfer.why], kept && transfer.heard, by, more);
}

/** What a callback is to be for a caller who waits for somebody: of that kind, with its deadline, and for those who are asked
 * for. */
function callbackDetailsFor({ call, rules }: StepDraft, kind: CallbackKind): Partial<CallbackRequest> {
  const { transfer, language } = call;
  if (!transfer || (!transfer.open && kind !== 'queue')) return {};
  const wants = requestedAgentFor(transfer.why, language);
  if (transfer.why === 'language') return { wants };
  const withinMs = rules.standard.clauses[TRANSFER_CLAUSES[transfer.why]]?.withinMs;
  return { kind: transfer.why, wants, ...(withinMs === undefined ? {} : { withinMs }) };
}

/** The caller has gone before anybody took over: who asked for somebody is called back. False where nobody was asked for. */
export function hungUpDuringTransfer(d: StepDraft): boolean {
  const { transfer, customer } = d.call;
  if (!transfer?.open) return false;
  if (!requestCallback(d, 'abandoned', customer)) judgeTransfer(d, false, 'engine', NO_CALLABLE_NUMBER.note);
  return true;
}

/** A callback is promised to a caller, who may be one who waits for somebody. */
function transferCallbackPromised(d: StepDraft): void {
  judgeTransfer(d, true, 'engine', 'called back');
}
