import type { HangupCause } from '../../legs.ts';
import { stopRinging } from '../agent-ringing.ts';
import type { InputOf } from '../input.ts';
import { isOnHold } from '../leg-places.ts';
import type { AgentLeg, Ring } from '../phase.ts';
import { addEvent, addVerdict, type StepDraft } from '../step-draft.ts';
import { APOLOGY, returnToQueue } from './back-to-queue.ts';
import {
  customerLost,
  hungUpDuringTransfer,
  NO_CALLABLE_NUMBER,
  requestAbandoned,
} from './callback-requests.ts';
import { customerHungUpFirst, endCall, playGoodbye, recordFirstHangup } from './ending.ts';
import { startWrapUp } from './wrap-up.ts';

/** A caller whom nobody has answered in time is answered by the dialplan, which asks for a number: the longest that this takes. */
const DIALPLAN_MS = 3 * 60_000;

/** callback.unanswered: a caller who gave up before an answer, or in the queue, gets a callback. callback.dropped: a caller
 * in the queue whose line broke off gets one, too. The end of an unanswered leg that nobody wanted is the dialplan's: it may be talking
 * to the caller, so the callback is due after that. A number that the caller leaves there takes the place of the caller's own. */
export function callerAbandoned(
  d: StepDraft<'over'>,
  ringing: Ring | null,
  { how, agoMs = 0, unseen }: Pick<InputOf<'legEnded'>, 'how' | 'agoMs' | 'unseen'>,
): void {
  stopRinging(d, ringing);
  const waitedMs = d.at.mono - agoMs - d.call.arrivedAt.mono;
  customerHungUpFirst(d, how);
  addEvent(d, 'abandoned', how === 'lost' ? 'network' : 'caller', { after: waitedMs / 1000 });
  const { customer, direction, callback, lastAgent } = d.call;
  const { clauses, handling } = d.rules.standard;
  if (hungUpDuringTransfer(d)) {
    endCall(d);
    return;
  }
  // an answer that was ordered, and never reported, has come too late
  const wasAnswered = customer.answered && (unseen === true || !customer.answering);
  if (how === 'lost' && wasAnswered && clauses['callback.dropped']) {
    customerLost(d);
    endCall(d);
    return;
  }
  const wanted = clauses['callback.unanswered'] && waitedMs >= handling.abandonAfterMs;
  if (callback && lastAgent === null) {
    // a caller who already gets a callback keeps its due time
    if (wanted && direction === 'in') addVerdict(d, 'callback.unanswered', true, 'engine');
  } else if (wanted) {
    const kept = requestAbandoned(d, how === 'lost' && !wasAnswered ? DIALPLAN_MS : 0);
    addVerdict(d, 'callback.unanswered', kept, 'engine', kept ? {} : NO_CALLABLE_NUMBER);
  }
  endCall(d);
}

/** The customer has left the call. */
export function customerLegEnded(d: StepDraft<'over'>, agent: AgentLeg | null, how: HangupCause): void {
  if (!agent) {
    callerAbandoned(d, null, { how });
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

/** How the agent's leg has ended. */
type AgentEnd = Pick<InputOf<'legEnded'>, 'how' | 'silentMs'>;

/** The agent has left first: the engine records who is to blame, and the agent's part in the call is over. */
export function endAgentPart(
  d: StepDraft,
  agent: AgentLeg,
  { how, silentMs }: AgentEnd,
  wrapUp: { readonly yields?: true } = {},
): void {
  const { bridge } = d.call;
  if (bridge) d.commands.push({ do: 'endBridge', bridge });
  d.call = { ...d.call, bridge: null };
  startWrapUp(d, agent, wrapUp);
  if (how === 'hungUp') {
    recordFirstHangup(d, 'agent', agent);
    addVerdict(d, 'close.caller.first', false, { agent: agent.agent }, { note: 'the agent hung up first' });
  } else {
    const silence = silentMs === undefined ? {} : { silent: silentMs / 1000 };
    addEvent(d, 'legLost', 'network', { who: agent.agent, ...silence });
  }
}

/** A phone that holds sends no sound, so that nobody notices that it has gone: its leg is ended, which is reported as lost. Of one
 * that talks Asterisk watches the sound. */
export function phoneGone(d: StepDraft, { agent }: InputOf<'phoneGone'>): true {
  const { phase } = d.call;
  const leg = 'agent' in phase && phase.agent?.agent === agent ? phase.agent.leg : null;
  if (leg && isOnHold(d.call)) d.commands.push({ do: 'hangUp', leg, reason: 'lost' });
  return true;
}

/** close.caller.first: an agent who hangs up first does not cut the caller off. If the agent's phone broke off, the agent
 * did not hang up: the caller goes back to the queue, in the old place. `hungUp`: the next step if the agent hung up; after
 * a talk the caller may still rate it (quality.stars). */
export function agentLegEnded(
  d: StepDraft<'waiting' | 'closing' | 'over'>,
  agent: AgentLeg,
  end: AgentEnd,
  hungUp: (inMusic: boolean) => void,
): void {
  const { how, silentMs = 0 } = end;
  const inMusic = d.call.bridge === null;
  // a caller who waits again does not wait for the wrap-up
  const waits = how === 'lost' && d.call.direction === 'in';
  endAgentPart(d, agent, end, waits ? { yields: true } : {});
  // a callback that broke off is retried, unless the agent had stated a result
  if (how !== 'hungUp' && d.call.outcome === 'reached') d.call = { ...d.call, outcome: 'lost' };
  if (how === 'hungUp') hungUp(inMusic);
  else if (d.call.direction === 'out') playGoodbye(d, [], inMusic);
  // the customer who holds has music: only in a talk the silence of the phone is the customer's
  else returnToQueue(d, [APOLOGY], inMusic ? 0 : silentMs);
}
