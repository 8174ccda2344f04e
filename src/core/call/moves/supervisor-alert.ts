import type { AgentId } from '../../ids.ts';
import type { Timestamp } from '../../time.ts';
import type { CallState } from '../state.ts';
import { addEvent, type StepDraft } from '../step-draft.ts';
import { endCall } from './ending.ts';

/** After an agent's alert, the engine stops ringing supervisors after this time. */
export const ALERT_MS = 30 * 60_000;

/** The same limit for a callback that is about to be late: the next such callback raises a new alert. */
export const AT_RISK_ALERT_MS = 10 * 60_000;

/** people.urgent: the agent presses the key. The engine alerts the supervisors at once in a separate call, so that the talk
 * goes on undisturbed. This happens once in a call. Returns false where the key means nothing now. */
export function raiseAlert(d: StepDraft, agent: AgentId): boolean {
  const { customer, line, standard, language, id } = d.call;
  if (!d.rules.standard.clauses['people.urgent']) return false;
  if (!d.call.agentLegs.some((one) => one.agent === agent)) return false;
  if (d.call.alertRaised) return true;
  d.call = { ...d.call, alertRaised: true };
  addEvent(d, 'alert', { agent }, { line });
  addEvent(d, 'record', { agent }, { type: 'urgent' });
  const { number, dialled } = customer;
  const of = { raisedIn: id, agent };
  const alert = { id: `${id}-alert`, of, number, dialled, line, standard, language };
  d.tells.push({ to: 'newAlert', alert });
  return true;
}

/** Monotonic ms. */
export function alertEnds({ arrivedAt, alert }: CallState): number {
  return arrivedAt.mono + (alert && 'atRisk' in alert ? AT_RISK_ALERT_MS : ALERT_MS);
}

export function hasAlertExpired(call: CallState, at: Timestamp): boolean {
  return at.mono >= alertEnds(call);
}

/** people.urgent: judged in the call in which the agent raised the alert. */
export function judgeAlert(
  d: StepDraft,
  kept: boolean,
  more: { note: string } | Record<string, never> = {},
): void {
  const { alert } = d.call;
  if (!alert || 'atRisk' in alert) return;
  const verdict = kept ? 'kept' : 'broken';
  const fact = { kind: 'clause', clause: 'people.urgent', verdict, by: 'engine', at: d.at } as const;
  d.facts.push({ ...fact, call: alert.raisedIn, ...more });
}

/** Nothing is left to do. If no phone rings, there is nothing to wait for either. */
export function endAlert(d: StepDraft<'over'>): void {
  endCall(d);
  if (d.call.agentLegs.length > 0) return;
  d.call = { ...d.call, endedAt: d.at.wall };
  addEvent(d, 'ended', 'engine', { seconds: (d.at.mono - d.call.arrivedAt.mono) / 1000 });
}
