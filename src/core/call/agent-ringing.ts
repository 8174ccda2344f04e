import type { AgentId } from '../ids.ts';
import type { HangupCause } from '../legs.ts';
import type { InputOf } from './input.ts';
import type { AgentLeg, Ring } from './phase.ts';
import { addEvent, makeId, type StepDraft } from './step-draft.ts';

/** Asterisk ends a ringing leg this much later than the engine would, in case the engine is down. */
export const ENGINE_GONE_MS = 5000;

/** Rings an agent's phone for at most `shareMs`. answer.rings: no phone rings longer than its share. */
export function ringAgent(d: StepDraft, agent: AgentId, shareMs: number): Ring {
  const leg = makeId(d, 'agent');
  const callerId = { number: d.call.customer.dialled, name: d.call.line };
  d.commands.push({ do: 'dial', leg, to: { agent }, callerId, giveUpMs: shareMs + ENGINE_GONE_MS });
  d.call = { ...d.call, agentLegs: [...d.call.agentLegs, { agent, leg }] };
  addEvent(d, 'agentRung', 'engine', { agent });
  return { agent, leg, untilMono: d.at.mono + shareMs };
}

/** Rings the phone of the agent who is free for a caller. */
export function ringOffered(
  d: StepDraft,
  { agent, otherLanguage }: InputOf<'agentOffered'>,
  shareMs: number,
): Ring {
  const ring = ringAgent(d, agent, shareMs);
  return otherLanguage ? { ...ring, otherLanguage } : ring;
}

/** An agent has answered: the call now belongs to that agent. */
export function agentAnswered(d: StepDraft, { agent }: AgentLeg): void {
  const { id: call, customer, line, standard, language } = d.call;
  const { number, dialled } = customer;
  const caller = number === null ? null : { call, number, dialled, line, standard, language };
  d.tells.push({ to: 'agent', id: agent, event: { type: 'pickedUp', call, caller, language } });
  d.call = { ...d.call, lastAgent: agent, agentKeys: '' };
  addEvent(d, 'agentAnswered', { agent });
}

/** answer.rings: records an agent who does not answer, and passes over that agent. This does not apply if the phone could
 * not ring because Asterisk was out of reach. */
export function markMissed(d: StepDraft, ringing: Ring, how: HangupCause): void {
  if (how === 'ended') {
    d.tells.push({ to: 'agent', id: ringing.agent, event: { type: 'released', call: d.call.id } });
    return;
  }
  const { passOverMs } = d.rules.standard.handling;
  const missed = { type: 'notPickedUp', call: d.call.id, how, passOverMs } as const;
  d.tells.push({ to: 'agent', id: ringing.agent, event: missed });
  addEvent(d, 'agentSkipped', { agent: ringing.agent }, { how });
}

/** The phone has rung for its share: it stops ringing, and the agent is passed over. */
export function stopMissedRing(d: StepDraft, ringing: Ring): void {
  d.commands.push({ do: 'hangUp', leg: ringing.leg, reason: 'normal' });
  markMissed(d, ringing, 'noAnswer');
}

/** The caller no longer needs the agent: the phone stops ringing, and shows no missed call. */
export function stopRinging(d: StepDraft, ringing: Ring | null): void {
  if (!ringing) return;
  d.commands.push({ do: 'hangUp', leg: ringing.leg, reason: 'answeredElsewhere' });
  d.tells.push({ to: 'agent', id: ringing.agent, event: { type: 'released', call: d.call.id } });
}
