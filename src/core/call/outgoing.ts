import type { Step } from '../effects.ts';
import type { LegEnd } from '../legs.ts';
import type { AttemptOutcome } from '../model/callback.ts';
import type { OutgoingCall } from '../model/outgoing-call.ts';
import { dialable, type Rules } from '../rules.ts';
import type { Moment } from '../time.ts';
import { ringTimedOut } from './answering.ts';
import { ask, takenByCustomer } from './asking.ts';
import { blankCall } from './blank.ts';
import { callFirst } from './calling.ts';
import { end } from './closing.ts';
import { type Draft, draft, event, finish, goTo, type In, makeId, play, stop } from './draft.ts';
import { ENGINE_GONE_MS, passOver, ring, taken } from './hunting.ts';
import type { CallInput, Of } from './input.ts';
import type { AgentLeg } from './phase.ts';
import type { AttemptOf, CallState } from './state.ts';
import { whisperOf } from './whisper.ts';

/** One ring of the tone that the agent hears while the customer's phone rings. */
const RINGBACK_MS = 5000;

/** A callback is placed: the agent's phone rings first. */
export function placeCallback(out: OutgoingCall, at: Moment, rules: Rules): Step<CallState> {
  const call = blankCall({
    id: out.id,
    direction: 'out',
    line: out.line,
    standard: out.standard,
    edition: rules.edition,
    language: out.language,
    salutation: out.salutation,
    customer: { leg: null, answered: false, number: out.number, dialled: out.dialled },
    arrivedAt: at,
    phase: { is: 'over', askAgainMono: at.mono },
    callback: attemptOf(out),
  });
  const { place, recording, hurried, wants } = out;
  const more = { ...(recording ? { recording } : {}), ...(hurried ? { hurried } : {}) };
  const d = draft({ ...call, ...more, ...(wants ? { wants } : {}), place }, at, rules);
  if (out.customerFirst) {
    callFirst(d, out.agent);
    return finish(d);
  }
  const ringing = ring(d, out.agent, rules.standard.handling.agentRingQueuedMs);
  goTo(d, { is: 'ringingAgent', ring: ringing });
  return finish(d);
}

function attemptOf({ callback: id, attempt, kind, since, why, press1 }: OutgoingCall): AttemptOf {
  return { id, attempt, kind, since, ...(why ? { why } : {}), ...(press1 ? { press1 } : {}) };
}

export function giveUpAttempt(d: Draft, outcome: AttemptOutcome): void {
  d.call = { ...d.call, outcome };
  end(d);
}

export function ringingAgent(d: Draft, phase: In<'ringingAgent'>, input: CallInput): boolean {
  switch (input.type) {
    case 'legAnswered':
      if (input.leg !== phase.ring.leg) return false;
      whisper(d, { agent: phase.ring.agent, leg: phase.ring.leg });
      return true;
    case 'legEnded':
      if (input.leg !== phase.ring.leg) return false;
      passOver(d, phase.ring, input.how);
      giveUpAttempt(d, 'agentFailed');
      return true;
    case 'deadline':
      if (!ringTimedOut(d, phase.ring)) giveUpAttempt(d, 'agentFailed');
      return true;
    default:
      return false;
  }
}

/** The agent hears why and whom, before the customer's phone rings. */
function whisper(d: Draft, agent: AgentLeg): void {
  taken(d, agent);
  const prompts = ['tone.connect', ...whisperOf(d.call, d.at.wall)];
  const playing = play(d, { leg: agent.leg }, prompts);
  if (playing) goTo(d, { is: 'whispering', agent, playing, held: false });
}

export function whispering(d: Draft, phase: In<'whispering'>, input: CallInput): boolean {
  switch (input.type) {
    case 'playStarted':
      return input.playback === phase.playing.id;
    case 'playEnded':
      if (input.playback !== phase.playing.id) return false;
      // stopped: by the agent's hanging up, of which the next event tells
      if (input.outcome !== 'stopped') dialCustomer(d, phase);
      return true;
    case 'deadline':
      if (d.at.mono >= phase.playing.byMono) dialCustomer(d, phase);
      return true;
    case 'legHeld':
    case 'legResumed':
      return noteHold(d, phase, input);
    case 'legEnded':
      if (input.leg !== phase.agent.leg) return false;
      agentLeft(d, phase.agent, input.how, 'agentFailed');
      return true;
    default:
      return false;
  }
}

/** The key with which an agent leaves the callback to a colleague. */
const NOT_ME = '0';

/** The agent has heard enough: the customer is dialled at once; or another agent gets the callback, and this one, who has missed
 * nothing, not at once again. */
export function whisperKey(d: Draft, phase: In<'whispering'>, digit: string): boolean {
  stop(d, phase.playing);
  if (digit !== NOT_ME) {
    dialCustomer(d, phase);
    return true;
  }
  agentFree(d, phase.agent, d.rules.standard.handling.passOverMs);
  giveUpAttempt(d, 'agentFailed');
  return true;
}

export function agentFree(d: Draft, { agent }: AgentLeg, wrapUpMs: number): void {
  d.tells.push({ to: 'agent', id: agent, event: { type: 'callEnded', call: d.call.id, wrapUpMs } });
}

/** An agent may press hold before the customer is there: that is then the first thing the customer gets. */
function noteHold(
  d: Draft,
  phase: In<'whispering'> | In<'dialling'>,
  input: Of<'legHeld'> | Of<'legResumed'>,
): boolean {
  if (input.leg !== phase.agent.leg) return false;
  goTo(d, { ...phase, held: input.type === 'legHeld' });
  return true;
}

/** The agent went away before the customer was there: another one gets the callback, and this one not at once again. A
 * customer whose phone has rung already is tried again as after any other attempt, not at once. */
function agentLeft(d: Draft, agent: AgentLeg, how: LegEnd, outcome: 'agentFailed' | 'lost'): void {
  event(d, 'agentPassedOver', { agent: agent.agent }, { how });
  agentFree(d, agent, d.rules.standard.handling.passOverMs);
  giveUpAttempt(d, outcome);
}

/** The customer's phone is rung; gives when that is enough (monotonic ms). */
export function ringCustomer(d: Draft): number {
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
  d.call = { ...d.call, customer: { ...customer, leg } };
  const { id: call, callback } = d.call;
  const detail = { attempt: callback?.attempt ?? 1 };
  // a fact of the callback, too: whoever follows those is told of each attempt
  const about = callback ? { call, callback: callback.id } : { call };
  d.facts.push({ kind: 'event', name: 'customerDialled', at: d.at, ...about, by: 'engine', detail });
  return d.at.mono + customerRingMs;
}

/** callback.purpose: until the agent was there, the calling hours may have ended, or the rules may have changed. */
function mayStillBeCalled({ call: { customer, line }, rules, at }: Draft): boolean {
  return dialable(rules, customer.number, line) !== null && rules.nextCallingTime(line, at.wall) === at.wall;
}

function dialCustomer(d: Draft, { agent, held }: In<'whispering'>): void {
  if (!mayStillBeCalled(d)) {
    agentFree(d, agent, 0);
    giveUpAttempt(d, 'agentFailed');
    return;
  }
  const untilMono = ringCustomer(d);
  const rings = Math.ceil((untilMono - d.at.mono) / RINGBACK_MS);
  const ringback = play(
    d,
    { leg: agent.leg },
    Array.from({ length: rings }, () => 'tone.ringback'),
  );
  goTo(d, { is: 'dialling', agent, untilMono, ringback, held });
}

/** The customer's phone rings, and the agent hears that it does. */
export function dialling(d: Draft, phase: In<'dialling'>, input: CallInput): boolean {
  switch (input.type) {
    case 'legAnswered':
      if (input.leg !== d.call.customer.leg) return false;
      customerAnswered(d, phase);
      return true;
    case 'legHeld':
    case 'legResumed':
      return noteHold(d, phase, input);
    case 'legEnded':
      return diallingEnded(d, phase, input);
    case 'playStarted':
    case 'playEnded':
      return input.playback === phase.ringback?.id;
    case 'deadline':
      if (d.at.mono >= phase.untilMono) notReached(d, phase, 'noAnswer');
      return true;
    default:
      return false;
  }
}

function customerAnswered(d: Draft, phase: In<'dialling'>): void {
  const { agent, held, ringback } = phase;
  d.call = { ...d.call, customer: { ...d.call.customer, answered: true }, outcome: 'lost' };
  if (d.call.callback?.press1) ask(d, { agent, reserved: null, held, ringback });
  else takenByCustomer(d, { agent, reserved: null, held, ringback });
}

function notReached(d: Draft, phase: In<'dialling'>, how: LegEnd): void {
  agentFree(d, phase.agent, 0);
  giveUpAttempt(d, unreachedBy(how));
}

/** What the end of a customer's leg that was never answered says of the attempt. */
export function unreachedBy(how: LegEnd): AttemptOutcome {
  return how === 'hungUp' || how === 'ended' ? 'lost' : how;
}

function diallingEnded(d: Draft, phase: In<'dialling'>, input: Of<'legEnded'>): boolean {
  if (input.leg === phase.agent.leg) agentLeft(d, phase.agent, input.how, 'lost');
  else notReached(d, phase, input.how);
  return true;
}
