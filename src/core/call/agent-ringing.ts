import type { AgentId } from '../ids.ts';
import { isHeardInTalk } from '../standard/speech.ts';
import type { InputOf } from './input.ts';
import type { AgentLeg, Ring } from './phase.ts';
import { addEvent, makeId, type StepDraft } from './step-draft.ts';

/** Asterisk ends a ringing leg this much later than the engine would, in case the engine is down. */
export const ENGINE_GONE_MS = 5000;

/** A phone that is there rings sooner, or says that it will not: one that a push message wakes takes some seconds. */
const REPLY_MS = 6000;

/** Rings an agent's phone for at most `shareMs`. answer.rings: no phone rings longer than its share. */
export function ringAgent(d: StepDraft, agent: AgentId, shareMs: number): Ring {
  const leg = makeId(d, 'agent');
  const callerId = { number: d.call.customer.dialled, name: d.call.line };
  const listen = d.call.direction !== 'alert' && isHeardInTalk('agent', d.rules.standard);
  d.commands.push({
    do: 'dial',
    leg,
    to: { agent },
    callerId,
    giveUpMs: shareMs + ENGINE_GONE_MS,
    ...(listen && { listen }),
  });
  d.call = { ...d.call, agentLegs: [...d.call.agentLegs, { agent, leg }] };
  addEvent(d, 'agentRung', 'engine', { agent });
  const { mono } = d.at;
  return { agent, leg, untilMono: mono + shareMs, replyByMono: mono + REPLY_MS };
}

/** When the engine stops to ring, monotonic ms. */
export function ringEndsAt({ untilMono, replyByMono = untilMono }: Ring): number {
  return Math.min(untilMono, replyByMono);
}

/** An agent's phone rings: it is there. */
export function noteReply(d: StepDraft, { leg }: InputOf<'legRinging'>): void {
  const { phase } = d.call;
  const replied = ({ replyByMono, ...ring }: Ring): Ring =>
    ring.leg === leg || replyByMono === undefined ? ring : { ...ring, replyByMono };
  if (phase.is === 'alerting') d.call = { ...d.call, phase: { ...phase, rings: phase.rings.map(replied) } };
  else if ('ring' in phase && phase.ring?.leg === leg)
    d.call = { ...d.call, phase: { ...phase, ring: replied(phase.ring) } };
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
export function markMissed(
  d: StepDraft,
  ringing: Ring,
  { how, refusal }: Pick<InputOf<'legEnded'>, 'how' | 'refusal'>,
): void {
  if (how === 'ended') {
    d.tells.push({ to: 'agent', id: ringing.agent, event: { type: 'released', call: d.call.id } });
    return;
  }
  const { passOverMs } = d.rules.standard.handling;
  const why = refusal === undefined ? {} : { refusal };
  const missed = { type: 'notPickedUp', call: d.call.id, how, passOverMs, ...why } as const;
  d.tells.push({ to: 'agent', id: ringing.agent, event: missed });
  addEvent(d, 'agentSkipped', { agent: ringing.agent }, { how, ...why });
}

/** The phone has rung for its share, or has given no answer: it stops ringing, and the agent is passed over. */
export function stopMissedRing(d: StepDraft, ringing: Ring): void {
  d.commands.push({ do: 'hangUp', leg: ringing.leg, reason: 'normal' });
  const rang = ringing.replyByMono === undefined;
  markMissed(d, ringing, rang ? { how: 'noAnswer' } : { how: 'unreachable', refusal: 'noReply' });
}

/** The caller no longer needs the agent: the phone stops ringing, and shows no missed call. */
export function stopRinging(d: StepDraft, ringing: Ring | null): void {
  if (!ringing) return;
  d.commands.push({ do: 'hangUp', leg: ringing.leg, reason: 'answeredElsewhere' });
  d.tells.push({ to: 'agent', id: ringing.agent, event: { type: 'released', call: d.call.id } });
}
