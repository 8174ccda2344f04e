import type { Step } from '../effects.ts';
import { e164Of, type Rules, withDoNotCall } from '../rules.ts';
import { lineQualityChanged } from './agent-cues.ts';
import { type CallInput, type InputOf, isEcho } from './input.ts';
import { agentKeyPressed, applyAgentOrder } from './keys/agent-keys.ts';
import { transferKeyPressed } from './keys/transfer-key.ts';
import { knowsLeg } from './leg-places.ts';
import { adjustListening } from './listening.ts';
import { callerAnswered, callerLeftUnanswered } from './moves/answer-report.ts';
import { noteDialled } from './moves/attempt.ts';
import { customerHolds } from './moves/customer-hold.ts';
import { phoneGone } from './moves/leaving.ts';
import { openingSpeech, takeOver } from './moves/opening-dialogue.ts';
import { outageCallerLeft } from './moves/pre-queue.ts';
import { cancelPendingHangup, stopSilentScript } from './moves/scripts.ts';
import { supersede } from './moves/superseded.ts';
import { wrapUpTimedOut } from './moves/wrap-up.ts';
import { dropPending, judgePending } from './pending-verdicts.ts';
import type { PhaseName } from './phase.ts';
import { alerting } from './phases/alerting.ts';
import { closing } from './phases/closing.ts';
import { customerFirst } from './phases/customer-first.ts';
import { dialling } from './phases/dialling.ts';
import { enteringNumber } from './phases/entering-number.ts';
import { greeting } from './phases/greeting.ts';
import { held } from './phases/held.ts';
import { opening } from './phases/opening.ts';
import { over } from './phases/over.ts';
import { playingAlert } from './phases/playing-alert.ts';
import { preQueue } from './phases/pre-queue.ts';
import { pressOne } from './phases/press-one.ts';
import { releasing } from './phases/releasing.ts';
import { ringing } from './phases/ringing.ts';
import { ringingAgent } from './phases/ringing-agent.ts';
import { surveying } from './phases/surveying.ts';
import { talking } from './phases/talking.ts';
import { transferring } from './phases/transferring.ts';
import { waiting } from './phases/waiting.ts';
import { whispering, whisperKey } from './phases/whispering.ts';
import { withoutStopping, withStarted } from './playbacks.ts';
import { customerHeard, speechChanged } from './speech-activity.ts';
import type { CallState } from './state.ts';
import { changeableUntil } from './stated.ts';
import { addEvent, finishStep, newDraft, type PhaseOf, type StepDraft, stopOverdue } from './step-draft.ts';
import type { NextBy } from './table.ts';

/** The phases after inputs that any phase handles alike: an agent's keys, speech, and a customer who calls in. */
type NextInAnyPhase =
  | NextBy<'agentOrder' | 'transferAsked' | 'digit' | 'customerRang' | 'talkStarted' | 'talkEnded'>
  | 'opening';

/** Takes one input for one call. Every input is legal in every state. An input that means nothing changes nothing, and is
 * reported as `unexpected`. The end of a leg always counts. */
export function stepCall(call: CallState, input: CallInput, rules: Rules): Step<CallState> {
  const d = newDraft<PhaseName>(call, input.at, withDoNotCall(rules, input.doNotCall));
  const expected = handleInAnyPhase(d, input) ?? handlePhase(d, input);
  if (input.type === 'legEnded') forgetLeg(d, input);
  if (input.type === 'deadline') stopOverdue(d, call);
  adjustListening(d, call);
  return finishStep(d, !expected && !isEcho(input));
}

/** callback.purpose: the numbers (E.164) that the next step of the call may dial, or promise to call back. */
export function numbersOf({ customer, phase, line }: CallState, rules: Rules): string[] {
  const keyed = phase.is === 'enteringNumber' ? e164Of(rules.mayDial(phase.entry.digits, line)) : null;
  return [customer.number, keyed].filter((number) => number !== null);
}

/** answer.rings: this caller needs an agent. */
export function needsAgent({ phase }: CallState): boolean {
  if (phase.is === 'alerting') return phase.left > 0;
  return (phase.is === 'ringing' || phase.is === 'waiting') && phase.ring === null;
}

/** The engine has to know whether any of the requested agents is available: before the announcement, and while the caller
 * waits for them. */
export function needsAgentPresence({ phase, wants }: CallState): boolean {
  if (!wants) return false;
  return phase.is === 'transferring' ? phase.playing === null : phase.is === 'waiting' && phase.ring === null;
}

/** A call is done when its last leg has ended and every wrap-up is written, or can no longer be written or changed. */
export function isDone(call: CallState): boolean {
  const { endedAt, wrapUp, pendingWrapUps = [] } = call;
  return (
    endedAt !== null && wrapUp === null && pendingWrapUps.length === 0 && changeableUntil(call).length === 0
  );
}

function handlePhase(d: StepDraft<PhaseName>, input: CallInput): boolean {
  const { phase } = d.call;
  switch (phase.is) {
    case 'preQueue':
      return preQueue(d, phase, input);
    case 'ringing':
      return ringing(d, phase, input);
    case 'greeting':
      return greeting(d, phase, input);
    case 'waiting':
      return waiting(d, phase, input);
    case 'talking':
      return talking(d, phase, input);
    case 'held':
      return held(d, phase, input);
    case 'enteringNumber':
      return enteringNumber(d, phase, input);
    case 'surveying':
      return surveying(d, phase, input);
    case 'closing':
      return closing(d, phase, input);
    case 'ringingAgent':
    case 'whispering':
    case 'dialling':
    case 'customerFirst':
    case 'pressOne':
    case 'opening':
      return handleCallbackPhase(d, phase, input);
    case 'transferring':
      return transferring(d, phase, input);
    case 'releasing':
      return releasing(d, phase, input);
    case 'alerting':
      return alerting(d, phase, input);
    case 'playingAlert':
      return playingAlert(d, phase, input);
    case 'over':
      return over(d, phase, input);
  }
}

/** The phases of a callback before its talk. */
function handleCallbackPhase(
  d: StepDraft<PhaseName>,
  phase: PhaseOf<'ringingAgent' | 'whispering' | 'dialling' | 'customerFirst' | 'pressOne' | 'opening'>,
  input: CallInput,
): boolean {
  switch (phase.is) {
    case 'ringingAgent':
      return ringingAgent(d, phase, input);
    case 'whispering':
      return whispering(d, phase, input);
    case 'dialling':
      return dialling(d, phase, input);
    case 'customerFirst':
      return customerFirst(d, phase, input);
    case 'pressOne':
      return pressOne(d, phase, input);
    case 'opening':
      return opening(d, phase, input);
  }
}

/** Handles inputs that every phase treats alike; undefined if the phase's own handler has to decide. */
function handleInAnyPhase(d: StepDraft<NextInAnyPhase>, input: CallInput): boolean | undefined {
  switch (input.type) {
    case 'agentOrder':
      return applyAgentOrder(d, input.agent, input.order);
    case 'transferAsked':
      transferKeyPressed(d, input);
      return true;
    case 'customerRang':
      return supersede(d);
    case 'legRinging':
      return noteDialled(d, input);
    case 'legAnswered':
      noteDialled(d, input);
      return callerAnswered(d, input);
    case 'playStarted':
    case 'playEnded':
      notePlayback(d, input);
      return undefined;
    case 'deadline':
      wrapUpTimedOut(d);
      return undefined;
    case 'digit':
      return keyPressed(d, input);
    case 'talkStarted':
    case 'talkEnded':
      speechHeard(d, input);
      return undefined;
    case 'lineWeak':
    case 'lineGood':
      return lineQualityChanged(d, input);
    case 'phoneGone':
      return phoneGone(d, input);
    case 'legHeld':
    case 'legResumed':
      return customerHolds(d, input);
    case 'legEnded':
      noteDialled(d, input);
      return knowsLeg(d.call, input.leg) ? undefined : true;
    default:
      return undefined;
  }
}

function notePlayback(d: StepDraft, input: InputOf<'playStarted'> | InputOf<'playEnded'>): void {
  if (input.type === 'playEnded') d.call = withoutStopping(d.call, input.playback);
  else d.call = { ...d.call, phase: withStarted(d.call.phase, input.playback) };
  judgePending(d, input);
}

/** An agent's key is an order; a customer's key is a sign of life, whatever else it means. */
function keyPressed(d: StepDraft<NextInAnyPhase>, input: InputOf<'digit'>): boolean | undefined {
  const agent = d.call.agentLegs.find((a) => a.leg === input.leg);
  if (agent) {
    if (d.call.phase.is === 'whispering') return whisperKey(d, d.call.phase, input.digit);
    if (d.call.phase.is === 'opening') takeOver(d, d.call.phase);
    cancelPendingHangup(d);
    agentKeyPressed(d, agent, input);
    return true;
  }
  if (input.leg === d.call.customer.leg) {
    customerHeard(d);
    stopSilentScript(d, 'key');
  }
  return undefined;
}

/** Legal in every phase: the engine records speech before it matters. hear.silent: one word of the customer stops the
 * script. */
function speechHeard(
  d: StepDraft<NextInAnyPhase>,
  input: InputOf<'talkStarted'> | InputOf<'talkEnded'>,
): void {
  speechChanged(d, input);
  if (d.call.phase.is === 'opening') openingSpeech(d, d.call.phase, input);
  if (input.leg === d.call.customer.leg) stopSilentScript(d, 'word');
}

/** The leg is gone, whatever the phase. */
function forgetLeg(d: StepDraft, input: InputOf<'legEnded'>): void {
  const isCustomer = d.call.customer.leg === input.leg;
  if (isCustomer) {
    callerLeftUnanswered(d, input);
    outageCallerLeft(d, input);
    dropPending(d);
  }
  const { customer, agentLegs } = d.call;
  const left = agentLegs.filter((a) => a.leg !== input.leg);
  const leg = isCustomer ? null : customer.leg;
  d.call = { ...d.call, agentLegs: left, customer: { ...customer, leg } };
  const needless = d.commands.findIndex((c) => c.do === 'hangUp' && c.leg === input.leg);
  if (needless >= 0) d.commands.splice(needless, 1);
  const last = d.call.phase.is === 'over' && leg === null && left.length === 0;
  if (!last || d.call.endedAt !== null) return;
  d.call = { ...d.call, endedAt: d.at.wall };
  addEvent(d, 'ended', 'engine', { seconds: (d.at.mono - d.call.arrivedAt.mono) / 1000 });
}
