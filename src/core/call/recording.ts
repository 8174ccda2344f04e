import type { AgentId } from '../ids.ts';
import type { CallbackKind, CallbackPromise } from '../model/callback.ts';
import { type Disposition, dialable } from '../rules.ts';
import { type Draft, event, judge } from './draft.ts';
import { judgeTalk } from './ears.ts';
import { promised, wishOf } from './handing.ts';
import type { AgentLeg } from './phase.ts';
import type { RecordDue } from './state.ts';

/** E.164, or null where the caller gave none; and as it is dialled. */
interface Dialled {
  readonly number: string | null;
  readonly dialled: string;
}

/** What is noted of a clause by which a caller is called back who cannot be. */
export const UNCALLABLE = { note: 'the caller gave no number that may be called' };

/** It is this agent's call: being talked in, or still to be written down. */
export function isTheirs({ call: { record, owed = [], agentLegs } }: Draft, agent: AgentId): boolean {
  return [...agentLegs, ...owed, ...(record ? [record] : [])].some((one) => one.agent === agent);
}

/** close.record: how the call ended, by key; once, during the call or in the time after it. */
export function writeDown(d: Draft, agent: AgentId, key: string): boolean {
  const meaning = d.rules.dispositions[key];
  const owed = d.call.owed?.find((due) => due.agent === agent);
  if (meaning && owed) return writeDownPart(d, owed, key, meaning);
  if (!meaning || !isTheirs(d, agent) || d.call.disposition !== null) return false;
  d.call = { ...d.call, disposition: meaning.name };
  const by = { agent };
  event(d, 'disposition', by, { key, name: meaning.name, open: meaning.open });
  judge(d, 'close.record', true, by);
  if (d.call.direction === 'out' || d.call.callback)
    d.call = { ...d.call, outcome: meaning.open ? 'open' : 'resolved' };
  else if (meaning.open) promiseNews(d);
  if (d.call.record) {
    d.call = { ...d.call, record: null };
    d.tells.push({ to: 'agent', id: agent, event: { type: 'recorded', call: d.call.id } });
    settleAttempt(d);
  }
  return true;
}

/** close.record: the agent has handed the call over, and has time to write down the part that is over. What was written down in
 * it is not what the call ends with. */
export function owe(d: Draft, leg: AgentLeg): void {
  judgeTalk(d, leg);
  const { agent } = leg;
  const wrapUpMs = d.rules.standard.clauses['close.record']?.wrapUpMs ?? 0;
  d.tells.push({ to: 'agent', id: agent, event: { type: 'callEnded', call: d.call.id, wrapUpMs } });
  if (wrapUpMs <= 0) return;
  if (d.call.disposition !== null) {
    d.call = { ...d.call, disposition: null };
    d.tells.push({ to: 'agent', id: agent, event: { type: 'recorded', call: d.call.id } });
    return;
  }
  const due: RecordDue = { agent, untilMono: d.at.mono + wrapUpMs };
  d.call = { ...d.call, owed: [...(d.call.owed ?? []), due] };
}

function settleDue(d: Draft, due: RecordDue): void {
  d.call = { ...d.call, owed: (d.call.owed ?? []).filter((one) => one !== due) };
}

function writeDownPart(d: Draft, due: RecordDue, key: string, { name, open }: Disposition): boolean {
  const by = { agent: due.agent };
  settleDue(d, due);
  event(d, 'disposition', by, { key, name, open });
  judge(d, 'close.record', true, by);
  if (open) promiseNews(d);
  d.tells.push({ to: 'agent', id: due.agent, event: { type: 'recorded', call: d.call.id } });
  return true;
}

/** The customer has a right to be called back, in the place kept. callback.purpose: false where the number may not be called, which
 * is on record. */
export function promiseCallback(d: Draft, kind: CallbackKind, customer: Dialled): boolean {
  const may = want(d, kind, customer, wishOf(d, kind));
  if (may) promised(d);
  return may;
}

/** A number that may not be called is told as well: the callback that comes of it says by which rule it is none. */
function want(d: Draft, kind: CallbackKind, customer: Dialled, more: Partial<CallbackPromise>): boolean {
  const { number, dialled } = customer;
  if (number === null) {
    event(d, 'callbackRefused', 'engine', { kind: more.kind ?? kind, rule: 'noNumber' });
    return false;
  }
  d.tells.push({ to: 'newCallback', promise: { ...wish(d, kind, { number, dialled }), ...more } });
  return dialable(d.rules, number, d.call.line) !== null;
}

/** An agent has promised it to the customer. */
export function promiseByAgent(
  d: Draft,
  kind: CallbackKind,
  customer: Dialled,
  more: Partial<CallbackPromise>,
): void {
  want(d, kind, customer, more);
}

/** A wish to be called back, as it comes from this call. */
function wish(
  { call }: Draft,
  kind: CallbackKind,
  { number, dialled }: Pick<CallbackPromise, 'number' | 'dialled'>,
): CallbackPromise {
  const { line, standard, language, id: from, place, hurried } = call;
  const base = { kind, number, dialled, line, standard, language, from, place };
  // hold.hurried
  return hurried ? { ...base, hurried } : base;
}

/** callback.dropped: the customer has been lost to the network, and is called back, in the place kept; not where the agent
 * had written down already that nothing is left to be done. A callback whose customer is lost is tried again anyway. */
export function dropped(d: Draft): void {
  event(d, 'legLost', 'network', { who: 'caller' });
  const { customer, callback, outcome, disposition } = d.call;
  if (outcome === 'reached') d.call = { ...d.call, outcome: 'lost' };
  const open = Object.values(d.rules.dispositions).some(({ name, open }) => open && name === disposition);
  if (disposition !== null && !open) return;
  if (!d.rules.standard.clauses['callback.dropped']) return;
  const again = callback !== null && d.call.direction === 'out';
  const kept = again || promiseCallback(d, 'dropped', customer);
  judge(d, 'callback.dropped', kept, 'engine', kept ? {} : UNCALLABLE);
}

/** callback.unanswered: a caller of a closed line is called back as it opens, in the place of one who comes then. */
export function promiseAfterHours(d: Draft, customer: Dialled, opensAt: number): void {
  const kept = want(d, 'afterHours', customer, { place: opensAt, dueAt: opensAt });
  judge(d, 'callback.unanswered', kept, 'engine', kept ? {} : UNCALLABLE);
}

/** callback.interim: no result yet, so the customer is promised news. */
function promiseNews(d: Draft): void {
  promiseByAgent(d, 'promised', d.call.customer, { place: d.at.wall });
}

const UNWRITTEN = { note: 'nothing was written down in the time for it' };

/** close.record: the time to write the call down is over. */
export function recordTimedOut(d: Draft): void {
  for (const due of d.call.owed ?? []) {
    if (d.at.mono < due.untilMono) continue;
    settleDue(d, due);
    judge(d, 'close.record', false, { agent: due.agent }, UNWRITTEN);
  }
  const { record } = d.call;
  if (!record || d.at.mono < record.untilMono) return;
  d.call = { ...d.call, record: null };
  const by = { agent: record.agent };
  judge(d, 'close.record', false, by, UNWRITTEN);
  settleAttempt(d);
}

/** Tells the callback how its attempt went, once all that can be known of it is. */
export function settleAttempt(d: Draft): void {
  const { callback, outcome, record, phase, lastAgent } = d.call;
  if (!callback || record || phase.is !== 'over') return;
  const nothing = d.call.direction === 'in' ? 'gaveUp' : 'agentFailed';
  const by = lastAgent === null ? {} : { agent: lastAgent };
  const ended = { type: 'attemptEnded', call: d.call.id, outcome: outcome ?? nothing, ...by } as const;
  d.tells.push({ to: 'callback', id: callback.id, event: ended });
  d.call = { ...d.call, callback: null };
}
