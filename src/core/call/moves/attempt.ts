import type { AgentId } from '../../ids.ts';
import type { HangupCause } from '../../legs.ts';
import type { AttemptOutcome } from '../../model/callback.ts';
import { dialable } from '../../rules.ts';
import { ENGINE_GONE_MS, noteReply } from '../agent-ringing.ts';
import type { InputOf } from '../input.ts';
import type { AgentLeg, Playing } from '../phase.ts';
import { addEvent, goTo, makeId, type PhaseOf, PLAY_GRACE_MS, play, type StepDraft } from '../step-draft.ts';
import { endCall } from './ending.ts';

/** One ring of the tone that the agent hears while the customer's phone rings. */
const RINGBACK_MS = 5000;

export function failAttempt(d: StepDraft<'over'>, outcome: AttemptOutcome): void {
  d.call = { ...d.call, outcome };
  endCall(d);
}

export function releaseAgent(d: StepDraft, { agent }: AgentLeg, wrapUpMs: number): void {
  d.tells.push({ to: 'agent', id: agent, event: { type: 'callEnded', call: d.call.id, wrapUpMs } });
}

/** The customer's phone rings; returns when to stop (monotonic ms). */
function ringCustomer(d: StepDraft): number {
  const { customerRingMs } = d.rules.standard.handling;
  const leg = makeId(d, 'customer');
  const { customer, line } = d.call;
  d.commands.push({
    do: 'dial',
    leg,
    to: { customer: customer.dialled },
    callerId: { number: line },
    giveUpMs: customerRingMs + ENGINE_GONE_MS,
  });
  d.call = { ...d.call, customer: { ...customer, leg, dialling: true } };
  return d.at.mono + customerRingMs;
}

/** Asterisk has reported something about the customer's leg: it has been dialled. A leg that the engine has ended while it waited for
 * an answer has not: Asterisk never took it. Nor has one that the carrier did not take. */
export function noteDialled(d: StepDraft, input: InputOf<'legRinging' | 'legAnswered' | 'legEnded'>): true {
  if (input.type === 'legRinging') noteReply(d, input);
  const { phase, customer: known } = d.call;
  if (input.leg !== known.leg || !known.dialling) return true;
  const waits = phase.is === 'dialling' || phase.is === 'customerFirst';
  const taken = input.type !== 'legEnded' || (input.how !== 'ended' && input.how !== 'trunkRefused');
  if (waits && !taken) return true;
  const { dialling: _told, ...customer } = known;
  d.call = { ...d.call, customer };
  const { id: call, callback } = d.call;
  const detail = { attempt: callback?.attempt ?? 1 };
  // also a fact of the callback, so that those who follow the callback see each attempt
  const about = callback ? { call, callback: callback.id } : { call };
  d.facts.push({ kind: 'event', name: 'customerDialled', at: d.at, ...about, by: 'engine', detail });
  return true;
}

/** callback.purpose: while the agent's phone rang, the calling hours may have ended, or the rules may have changed. */
function mayStillDial({ call: { customer, line }, rules, at }: StepDraft): boolean {
  return dialable(rules, customer.number, line) !== null && rules.nextCallingTime(line, at.wall) === at.wall;
}

export function dialCustomer(
  d: StepDraft<'dialling' | 'over'>,
  { agent, held }: PhaseOf<'whispering'>,
): void {
  if (!mayStillDial(d)) {
    releaseAgent(d, agent, 0);
    failAttempt(d, 'agentFailed');
    return;
  }
  const untilMono = ringCustomer(d);
  goTo(d, { is: 'dialling', agent, untilMono, ringback: ringback(d, agent, untilMono), held });
}

/** The agent hears ringing until that moment; null where it has come. */
function ringback(d: StepDraft, { leg }: AgentLeg, untilMono: number): Playing | null {
  const rings = Math.max(0, Math.ceil((untilMono - d.at.mono) / RINGBACK_MS));
  return play(
    d,
    { leg },
    Array.from({ length: rings }, () => 'tone.ringback'),
  );
}

/** The ringing that the agent hears is over, and the customer's phone still rings: it goes on. */
export function ringOn(d: StepDraft<'dialling'>, phase: PhaseOf<'dialling'>): void {
  goTo(d, { ...phase, ringback: ringback(d, phase.agent, phase.untilMono) });
}

/** The ringing has been heard to its end, or the end was missed: it may begin again. What ends too soon has no sound, for Asterisk skips
 * a missing file without a word: begun again, it would end again at once, and so on. */
export function mayRingOn(
  { at }: StepDraft,
  { byMono, whole }: Playing,
  { outcome, unseen }: InputOf<'playEnded'>,
): boolean {
  if (outcome !== 'done' || !whole) return false;
  return unseen === true || at.mono >= byMono - PLAY_GRACE_MS - RINGBACK_MS / 2;
}

/** The outcome of the attempt, from the end of a customer's leg that nobody answered. */
export function outcomeUnanswered(how: HangupCause): AttemptOutcome {
  // Asterisk was out of reach, and never took the dial
  if (how === 'ended') return 'notDialled';
  return how === 'hungUp' ? 'lost' : how;
}

/** The agent left before the customer was on the line. Another agent gets the callback, and this agent does not get it again
 * at once. If the customer's phone has already rung, the retry waits as after any other attempt. */
export function agentLeftAttempt(
  d: StepDraft<'over'>,
  agent: AgentLeg,
  how: HangupCause,
  outcome: 'agentFailed' | 'lost',
): void {
  addEvent(d, 'agentSkipped', { agent: agent.agent }, { how });
  releaseAgent(d, agent, d.rules.standard.handling.passOverMs);
  failAttempt(d, outcome);
}

/** Customer first: the customer's phone rings, and the agent is reserved meanwhile. */
export function dialCustomerFirst(d: StepDraft<'customerFirst'>, reserved: AgentId): void {
  goTo(d, { is: 'customerFirst', reserved, untilMono: ringCustomer(d) });
}

/** The engine no longer needs the reserved agent. */
export function releaseReservedAgent(d: StepDraft, reserved: AgentId): void {
  d.tells.push({ to: 'agent', id: reserved, event: { type: 'released', call: d.call.id } });
}
