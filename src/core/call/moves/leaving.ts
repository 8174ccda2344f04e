import type { HangupCause } from '../../legs.ts';
import { stopRinging } from '../agent-ringing.ts';
import type { AgentLeg, Ring } from '../phase.ts';
import { addEvent, addVerdict, type StepDraft } from '../step-draft.ts';
import { returnToQueue } from './back-to-queue.ts';
import {
  customerLost,
  hungUpDuringTransfer,
  NO_CALLABLE_NUMBER,
  requestCallback,
} from './callback-requests.ts';
import { customerHungUpFirst, endCall, playGoodbye, recordFirstHangup } from './ending.ts';
import { startWrapUp } from './wrap-up.ts';

/** callback.unanswered: a caller who gave up before an answer, or in the queue, gets a callback. callback.dropped: a caller
 * in the queue whose line broke off gets one, too. */
export function callerAbandoned(d: StepDraft<'over'>, ringing: Ring | null, how: HangupCause): void {
  stopRinging(d, ringing);
  const waitedMs = d.at.mono - d.call.arrivedAt.mono;
  customerHungUpFirst(d, how);
  addEvent(d, 'abandoned', how === 'lost' ? 'network' : 'caller', { after: waitedMs / 1000 });
  const { customer, direction, callback, lastAgent } = d.call;
  const { clauses, handling } = d.rules.standard;
  if (hungUpDuringTransfer(d)) {
    endCall(d);
    return;
  }
  if (how === 'lost' && customer.answered && clauses['callback.dropped']) {
    customerLost(d);
    endCall(d);
    return;
  }
  const wanted = clauses['callback.unanswered'] && waitedMs >= handling.abandonAfterMs;
  if (callback && lastAgent === null) {
    // a caller who already gets a callback keeps its due time
    if (wanted && direction === 'in') addVerdict(d, 'callback.unanswered', true, 'engine');
  } else if (wanted) {
    const kept = requestCallback(d, 'abandoned', customer);
    addVerdict(d, 'callback.unanswered', kept, 'engine', kept ? {} : NO_CALLABLE_NUMBER);
  }
  endCall(d);
}

/** While the engine stood still, the ringing timeout of a caller ran out and the dialplan took the caller. The dialplan asks for a number
 * and keeps the one that the caller leaves, so the engine promises no second callback. */
export function callerTakenByDialplan(d: StepDraft<'over'>, ringing: Ring | null, agoMs: number): void {
  stopRinging(d, ringing);
  addEvent(d, 'abandoned', 'network', { after: (d.at.mono - agoMs - d.call.arrivedAt.mono) / 1000 });
  endCall(d);
}

/** The customer has left the call. */
export function customerLegEnded(d: StepDraft<'over'>, agent: AgentLeg | null, how: HangupCause): void {
  if (!agent) {
    callerAbandoned(d, null, how);
    return;
  }
  if (how === 'lost') customerLost(d);
  // a customer who hangs up during the opening of a callback does not want the next one in a minute
  else if (d.call.outcome === 'lost') d.call = { ...d.call, outcome: 'refused' };
  customerHungUpFirst(d, how);
  // close.caller.first
  addVerdict(d, 'close.caller.first', true, { agent: agent.agent });
  startWrapUp(d, agent);
  endCall(d);
}

/** The agent has left first: the engine records who is to blame, and the agent's part in the call is over. */
export function endAgentPart(d: StepDraft, agent: AgentLeg, how: HangupCause): void {
  const { bridge } = d.call;
  if (bridge) d.commands.push({ do: 'endBridge', bridge });
  d.call = { ...d.call, bridge: null };
  startWrapUp(d, agent);
  if (how === 'hungUp') {
    recordFirstHangup(d, 'agent', agent);
    addVerdict(d, 'close.caller.first', false, { agent: agent.agent }, { note: 'the agent hung up first' });
  } else {
    addEvent(d, 'legLost', 'network', { who: agent.agent });
  }
}

/** close.caller.first: an agent who hangs up first does not cut the caller off. If the agent's phone broke off, the agent
 * did not hang up: the caller goes back to the queue, in the old place. `hungUp`: the next step if the agent hung up; after
 * a talk the caller may still rate it (quality.stars). */
export function agentLegEnded(
  d: StepDraft<'waiting' | 'closing' | 'over'>,
  agent: AgentLeg,
  how: HangupCause,
  hungUp: (inMusic: boolean) => void,
): void {
  const inMusic = d.call.bridge === null;
  endAgentPart(d, agent, how);
  // a callback that broke off is retried, unless the agent had stated a result
  if (how !== 'hungUp' && d.call.outcome === 'reached') d.call = { ...d.call, outcome: 'lost' };
  if (how === 'hungUp') hungUp(inMusic);
  else if (d.call.direction === 'out') playGoodbye(d, [], inMusic);
  else returnToQueue(d);
}
