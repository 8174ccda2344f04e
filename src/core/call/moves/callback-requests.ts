import type { AgentId, Language } from '../../ids.ts';
import type { CallbackKind, CallbackRequest } from '../../model/callback.ts';
import type { RequestedAgent } from '../../model/requested-agent.ts';
import { dialable } from '../../rules.ts';
import type { TransferReason } from '../state.ts';
import { addEvent, addVerdict, judgeHeard, PROMPT_NOT_HEARD, type StepDraft } from '../step-draft.ts';

/** E.164, or null if the caller gave none; and the number as dialled. */
interface CallbackNumber {
  readonly number: string | null;
  readonly dialled: string;
}

/** The verdict on a clause that requires a callback, for a caller whom the line cannot call. */
export const NO_CALLABLE_NUMBER = { note: 'the caller gave no number that may be called' };

/** The customer has a right to a callback, and keeps their place in the queue. callback.purpose: false if the line may not
 * call the number; the engine records that. */
export function requestCallback(d: StepDraft, kind: CallbackKind, customer: CallbackNumber): boolean {
  const may = sendRequest(d, kind, customer, callbackDetailsFor(d, kind));
  // a caller who is still there hears the promise first: transferPromiseHeard
  if (may && kind !== 'queue') judgeTransfer(d, true, 'engine', 'called back');
  return may;
}

/** The request also carries a number that the line may not call: the callback machine records which rule forbids it. */
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

/** An agent has promised a callback to the customer. */
export function requestByAgent(
  d: StepDraft,
  kind: CallbackKind,
  customer: CallbackNumber,
  more: Partial<CallbackRequest>,
): void {
  sendRequest(d, kind, customer, more);
}

/** The requests that this step makes. */
export function newRequests({ tells }: StepDraft): CallbackRequest[] {
  return tells.flatMap((tell) => (tell.to === 'newCallback' ? [tell.request] : []));
}

/** callback.number: another number for an earlier request of this call. */
export function correctCallback(
  d: StepDraft,
  was: CallbackRequest,
  wanted: Pick<CallbackRequest, 'number' | 'dialled'>,
): CallbackRequest {
  const request = { ...was, ...wanted };
  d.tells.push({ to: 'correctCallback', was, request });
  return request;
}

/** A request for a callback from this call. */
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

/** callback.dropped: the network lost the customer, who gets a callback and keeps their place in the queue. This does not
 * apply if the agent had already stated that nothing is left to do. A callback that loses its customer is retried anyway. */
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

/** callback.unanswered: the caller has given up. `afterMs`: the callback is due so much later. False if the line may not call the number. */
export function requestAbandoned(d: StepDraft, afterMs: number): boolean {
  const { customer } = d.call;
  if (afterMs === 0) return requestCallback(d, 'abandoned', customer);
  return sendRequest(d, 'abandoned', customer, { dueAt: d.at.wall + afterMs });
}

/** callback.unanswered: a caller of a closed line gets a callback when it opens, with the place of a caller who comes then; one for whom
 * there was no room gets it at once. */
export function requestAfterHours(d: StepDraft, customer: CallbackNumber, opensAt: number): void {
  const kind = opensAt > d.at.wall ? 'afterHours' : 'queue';
  const kept = sendRequest(d, kind, customer, { place: opensAt, dueAt: opensAt });
  addVerdict(d, 'callback.unanswered', kept, 'engine', kept ? {} : NO_CALLABLE_NUMBER);
}

/** callback.interim: there is no result yet, so the engine promises news to the customer. */
export function requestNews(d: StepDraft): void {
  requestByAgent(d, 'promised', d.call.customer, { place: d.at.wall });
}

/** The reasons that have a clause of the standard: a transfer to a colleague by the phone's key has none. */
export type ClauseTransfer = Exclude<TransferReason, 'colleague'>;

export const TRANSFER_CLAUSES = {
  complaint: 'people.complaint',
  supervisor: 'people.supervisor',
  language: 'language.caller',
} as const;

const TRANSFER_ROLES = { complaint: 'complaints', supervisor: 'supervisor', language: 'agent' } as const;

export function requestedAgentFor(why: ClauseTransfer, language: Language): RequestedAgent {
  const wants = { role: TRANSFER_ROLES[why], language };
  return why === 'language' ? { ...wants, mustSpeak: true } : wants;
}

/** Judges the clause of the transfer, once. */
export function judgeTransfer(
  d: StepDraft,
  kept: boolean,
  by: 'engine' | { agent: AgentId },
  note?: string,
): void {
  const { transfer } = d.call;
  if (!transfer?.open) return;
  d.call = { ...d.call, transfer: { ...transfer, open: false } };
  if (transfer.why === 'colleague') return;
  if (kept && transfer.heard === null) {
    judgeHeard(d, TRANSFER_CLAUSES[transfer.why], null);
    return;
  }
  const more = transfer.heard ? (note === undefined ? {} : { note }) : PROMPT_NOT_HEARD;
  addVerdict(d, TRANSFER_CLAUSES[transfer.why], kept && transfer.heard === true, by, more);
}

/** The callback for a caller who waits for a requested agent: its kind, its deadline, and the requested agent. */
function callbackDetailsFor({ call, rules }: StepDraft, kind: CallbackKind): Partial<CallbackRequest> {
  const { transfer, language, wants: asked } = call;
  if (!transfer || (!transfer.open && kind !== 'queue')) return {};
  if (transfer.why === 'colleague') return asked?.agent === undefined ? {} : { agent: asked.agent };
  const wants = requestedAgentFor(transfer.why, language);
  if (transfer.why === 'language') return { wants };
  const withinMs = rules.standard.clauses[TRANSFER_CLAUSES[transfer.why]]?.withinMs;
  return { kind: transfer.why, wants, ...(withinMs === undefined ? {} : { withinMs }) };
}

/** The caller has left before a requested agent answered, and gets a callback. False where the call asked for no particular
 * agent. */
export function hungUpDuringTransfer(d: StepDraft): boolean {
  const { transfer, customer } = d.call;
  if (!transfer?.open) return false;
  if (!requestCallback(d, 'abandoned', customer)) judgeTransfer(d, false, 'engine', NO_CALLABLE_NUMBER.note);
  return true;
}

/** A caller who asked for another agent hears that there will be a callback instead. */
export function transferPromiseHeard(d: StepDraft): void {
  judgeTransfer(d, true, 'engine', 'called back');
}
