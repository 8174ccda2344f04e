import type { HangUpReason } from '../../commands.ts';
import type { PromptId } from '../../ids.ts';
import type { HangupCause } from '../../legs.ts';
import type { Phrase } from '../../standard/standard.ts';
import type { AgentLeg } from '../phase.ts';
import type { CallState } from '../state.ts';
import { addEvent, goTo, type PhaseOf, play, promptsOf, type StepDraft } from '../step-draft.ts';
import { questionDeadline } from './question.ts';
import { reportAttempt, startWrapUp } from './wrap-up.ts';

/** The engine repeats the order to end a leg after this time, if the leg has not ended. */
const REPEAT_HANGUP_MS = 5000;

/** For a standard that has no words for the end of a call: nobody is left in silence. */
const JUST_GOODBYE: Phrase = ['close.bye'];

/** Records only the first hang-up. */
export function recordFirstHangup(
  d: StepDraft,
  who: NonNullable<CallState['hungUpFirst']>,
  agent?: AgentLeg,
): void {
  if (d.call.hungUpFirst !== null) return;
  d.call = { ...d.call, hungUpFirst: who };
  const by = who === 'agent' && agent ? { agent: agent.agent } : who === 'agent' ? 'engine' : who;
  addEvent(d, 'hungUpFirst', by, { who });
}

/** The customer's leg has ended, and no other leg ended before it. */
export function customerHungUpFirst(d: StepDraft, how: HangupCause): void {
  recordFirstHangup(d, how === 'lost' ? 'network' : 'caller');
}

/** Orders every leg and the bridge to end. The call is over when the last leg has ended. `reason`: what a caller's network is
 * told. */
export function endCall(d: StepDraft<'over'>, reason: HangUpReason = 'normal'): void {
  const { customer, agentLegs, bridge } = d.call;
  if (customer.leg) d.commands.push({ do: 'hangUp', leg: customer.leg, reason });
  for (const { leg } of agentLegs) d.commands.push({ do: 'hangUp', leg, reason: 'normal' });
  if (bridge) d.commands.push({ do: 'endBridge', bridge });
  d.call = { ...d.call, bridge: null };
  goTo(d, { is: 'over', askAgainMono: d.at.mono + REPEAT_HANGUP_MS });
  reportAttempt(d);
}

/** The engine ends a talk after a script of hear.*, as the standard requires: nobody is to blame. If this happens in a
 * callback, the engine retries it, unless the agent had stated a result. */
export function endTalkByEngine(d: StepDraft<'over'>, agent: AgentLeg): void {
  recordFirstHangup(d, 'engine');
  if (d.call.outcome === 'reached') d.call = { ...d.call, outcome: 'lost' };
  startWrapUp(d, agent);
  endCall(d);
}

/** The customer is alone from here on. `inMusic`: in the bridge for waiting callers, where music would play between the
 * prompts. */
export function releaseAgents(d: StepDraft, inMusic: boolean): void {
  const { bridge, customer, agentLegs } = d.call;
  for (const { leg } of agentLegs) d.commands.push({ do: 'hangUp', leg, reason: 'normal' });
  if (bridge) d.commands.push({ do: 'endBridge', bridge });
  d.call = { ...d.call, bridge: null };
  if (inMusic && customer.leg) d.commands.push({ do: 'leave', leg: customer.leg });
}

/** close.goodbye: the last phrase (`promise`: it promises a callback), the goodbye, and then silence in which the caller can
 * hang up. `inMusic`: the caller is in the bridge for waiting callers. */
export function playGoodbye(
  d: StepDraft<'closing' | 'over'>,
  first: readonly PromptId[],
  inMusic: boolean,
  promise = first.length > 0,
): void {
  releaseAgents(d, inMusic);
  const { customer } = d.call;
  if (!customer.leg) {
    endCall(d);
    return;
  }
  const goodbye = promptsOf(d, goodbyeOf(d));
  const playing = play(d, { leg: customer.leg }, [...first, ...goodbye]);
  goTo(d, { is: 'closing', playing, promise, hangUpAtMono: silenceUntil(d) });
}

/** close.goodbye: when the engine hangs up on a customer who hears nothing from now on. Monotonic ms. */
export function silenceUntil(d: StepDraft): number {
  return d.at.mono + d.rules.standard.handling.goodbyeSilenceMs;
}

/** close.goodbye: a customer whom the company has called is thanked for taking the call, not for calling. */
function goodbyeOf({ call: { direction }, rules }: StepDraft): Phrase {
  const clause = rules.standard.clauses['close.goodbye'];
  return (direction === 'out' ? clause?.sayOutbound : undefined) ?? clause?.say ?? JUST_GOODBYE;
}

export function closingDeadline(phase: PhaseOf<'closing'>): number {
  const asked = phase.question ? questionDeadline(phase.question) : null;
  if (asked !== null) return asked;
  return phase.playing ? phase.playing.byMono : phase.hangUpAtMono;
}
