import type { PromptId } from '../ids.ts';
import type { LegEnd } from '../legs.ts';
import { type Draft, event, goTo, type In, judge, play, promptsOf, stop, UNHEARD } from './draft.ts';
import { judgeTalk } from './ears.ts';
import { goneOnTheWay } from './handing.ts';
import { release } from './hunting.ts';
import type { CallInput } from './input.ts';
import { beginWait, waitAnew } from './patience.ts';
import type { AgentLeg, Ring } from './phase.ts';
import { dropped, promiseCallback, settleAttempt, UNCALLABLE } from './recording.ts';
import type { CallState } from './state.ts';
import { survey } from './survey.ts';

/** A leg that has been told to end and has not is told again after this. */
const ASK_AGAIN_MS = 5000;

/** Only the first is on record. */
export function firstToHangUp(d: Draft, who: NonNullable<CallState['hungUpFirst']>, agent?: AgentLeg): void {
  if (d.call.hungUpFirst !== null) return;
  d.call = { ...d.call, hungUpFirst: who };
  const by = who === 'agent' && agent ? { agent: agent.agent } : who === 'agent' ? 'engine' : who;
  event(d, 'hungUpFirst', by, { who });
}

/** The customer's leg has ended, and nobody's had before. */
export function endFirst(d: Draft, how: LegEnd): void {
  firstToHangUp(d, how === 'lost' ? 'network' : 'caller');
}

/** Every leg is told to end, and the bridge with them; the call is over when the last has. */
export function end(d: Draft): void {
  const { customer, agentLegs, bridge } = d.call;
  if (customer.leg) d.commands.push({ do: 'hangUp', leg: customer.leg, reason: 'normal' });
  for (const { leg } of agentLegs) d.commands.push({ do: 'hangUp', leg, reason: 'normal' });
  if (bridge) d.commands.push({ do: 'endBridge', bridge });
  d.call = { ...d.call, bridge: null };
  goTo(d, { is: 'over', askAgainMono: d.at.mono + ASK_AGAIN_MS });
  settleAttempt(d);
}

/** close.record: the agent has talked, and now has time to write it down. */
export function talkEnded(d: Draft, leg: AgentLeg): void {
  judgeTalk(d, leg);
  const { agent } = leg;
  const wrapUpMs = d.rules.standard.clauses['close.record']?.wrapUpMs ?? 0;
  d.tells.push({ to: 'agent', id: agent, event: { type: 'callEnded', call: d.call.id, wrapUpMs } });
  const due = wrapUpMs > 0 && d.call.disposition === null;
  if (due) d.call = { ...d.call, record: { agent, untilMono: d.at.mono + wrapUpMs } };
  else if (wrapUpMs > 0)
    d.tells.push({ to: 'agent', id: agent, event: { type: 'recorded', call: d.call.id } });
}

/** callback.unanswered: a caller who gave up while nobody had answered, or in the queue, is called back; callback.dropped: so
 * is one in the queue whose line broke off. */
export function abandoned(d: Draft, ringing: Ring | null, how: LegEnd): void {
  release(d, ringing);
  const waitedMs = d.at.mono - d.call.arrivedAt.mono;
  endFirst(d, how);
  event(d, 'abandoned', how === 'lost' ? 'network' : 'caller', { after: waitedMs / 1000 });
  const { customer, direction, callback, lastAgent } = d.call;
  const { clauses, handling } = d.rules.standard;
  if (goneOnTheWay(d)) {
    end(d);
    return;
  }
  if (how === 'lost' && customer.answered && clauses['callback.dropped']) {
    dropped(d);
    end(d);
    return;
  }
  const wanted = clauses['callback.unanswered'] && waitedMs >= handling.abandonAfterMs;
  if (callback && lastAgent === null) {
    // who is called back anyway keeps the time at which that is due
    if (wanted && direction === 'in') judge(d, 'callback.unanswered', true, 'engine');
  } else if (wanted) {
    const kept = promiseCallback(d, 'abandoned', customer);
    judge(d, 'callback.unanswered', kept, 'engine', kept ? {} : UNCALLABLE);
  }
  end(d);
}

/** The customer has gone. */
export function customerGone(d: Draft, agent: AgentLeg | null, how: LegEnd): void {
  if (!agent) {
    abandoned(d, null, how);
    return;
  }
  if (how === 'lost') dropped(d);
  // who hangs up on the opening of a callback does not want the next one in a minute
  else if (d.call.outcome === 'lost') d.call = { ...d.call, outcome: 'refused' };
  endFirst(d, how);
  // close.caller.first
  judge(d, 'close.caller.first', true, { agent: agent.agent });
  talkEnded(d, agent);
  end(d);
}

/** The agent has gone first: who is to blame is on record, and the agent's part in the call is over. */
export function agentLeft(d: Draft, agent: AgentLeg, how: LegEnd): void {
  const { bridge } = d.call;
  if (bridge) d.commands.push({ do: 'endBridge', bridge });
  d.call = { ...d.call, bridge: null };
  talkEnded(d, agent);
  if (how === 'hungUp') {
    firstToHangUp(d, 'agent', agent);
    judge(d, 'close.caller.first', false, { agent: agent.agent }, { note: 'the agent hung up first' });
  } else {
    event(d, 'legLost', 'network', { who: agent.agent });
  }
}

/** close.caller.first: an agent who hangs up first does not cut the caller off. An agent's phone that broke off has hung
 * up on nobody: the caller goes back to the queue, in the old place. */
export function agentGone(d: Draft, agent: AgentLeg, how: LegEnd): void {
  const inMusic = d.call.bridge === null;
  const talked = d.call.phase.is !== 'greeting';
  agentLeft(d, agent, how);
  // a callback that broke off is tried again, unless the agent had stated a result
  if (how !== 'hungUp' && d.call.outcome === 'reached') d.call = { ...d.call, outcome: 'lost' };
  // quality.stars: whoever was hung up on may still say what it was like
  if (how === 'hungUp' && talked) survey(d, inMusic);
  else if (how === 'hungUp' || d.call.direction === 'out') farewell(d, [], inMusic);
  else backToQueue(d);
}

/** The engine ends a talk, as the standard has it after a script of hear.*: nobody's fault. A callback in which this happens
 * is tried again, unless the agent had stated a result. */
export function endTalk(d: Draft, agent: AgentLeg): void {
  firstToHangUp(d, 'engine');
  if (d.call.outcome === 'reached') d.call = { ...d.call, outcome: 'lost' };
  talkEnded(d, agent);
  end(d);
}

/** The caller waits again, in the place kept. hold.announce */
export function backToQueue(d: Draft): void {
  d.call = { ...d.call, record: null };
  waitAnew(d);
  const say = promptsOf(d, d.rules.standard.clauses['hold.announce']?.sayQueue);
  beginWait(d, say, (wait) => ({ is: 'waiting', wait, ring: null }));
}

/** The customer is alone from here on. `inMusic`: where those are who wait, and would hear music between the prompts. */
export function letGo(d: Draft, inMusic: boolean): void {
  const { bridge, customer, agentLegs } = d.call;
  for (const { leg } of agentLegs) d.commands.push({ do: 'hangUp', leg, reason: 'normal' });
  if (bridge) d.commands.push({ do: 'endBridge', bridge });
  d.call = { ...d.call, bridge: null };
  if (inMusic && customer.leg) d.commands.push({ do: 'leave', leg: customer.leg });
}

/** close.goodbye: what is left to say (`promise`: it is that of a callback), the goodbye, and then silence for the caller
 * to hang up in. `inMusic`: the caller is where those are who wait. */
export function farewell(
  d: Draft,
  first: readonly PromptId[],
  inMusic: boolean,
  promise = first.length > 0,
): void {
  letGo(d, inMusic);
  const { customer } = d.call;
  if (!customer.leg) {
    end(d);
    return;
  }
  const goodbye = promptsOf(d, d.rules.standard.clauses['close.goodbye']?.say);
  const playing = play(d, { leg: customer.leg }, [...first, ...goodbye]);
  const hangUpAtMono = d.at.mono + d.rules.standard.handling.goodbyeSilenceMs;
  goTo(d, { is: 'closing', playing, promise, hangUpAtMono });
}

/** The caller hears the goodbye, and hangs up, or is hung up on after a decent silence. */
export function closing(d: Draft, phase: In<'closing'>, input: CallInput): boolean {
  const { goodbyeSilenceMs } = d.rules.standard.handling;
  switch (input.type) {
    case 'playStarted':
      if (input.playback !== phase.playing?.id) return false;
      if (phase.promise) {
        const { whole } = phase.playing;
        judge(d, 'hold.promise', whole, 'engine', whole ? {} : UNHEARD);
      }
      return true;
    case 'playEnded':
      if (input.playback !== phase.playing?.id) return false;
      // a caller who hangs up in the middle of it has said goodbye first
      if (input.outcome !== 'stopped') {
        const heard = input.outcome === 'done' && phase.playing.whole;
        judge(d, 'close.goodbye', heard, 'engine', heard ? {} : UNHEARD);
      }
      goTo(d, { ...phase, playing: null, hangUpAtMono: d.at.mono + goodbyeSilenceMs });
      return true;
    case 'deadline':
      if (d.at.mono < closingDeadline(phase)) return true;
      stop(d, phase.playing);
      firstToHangUp(d, 'engine');
      end(d);
      return true;
    case 'legEnded':
      if (input.leg !== d.call.customer.leg) return false;
      endFirst(d, input.how);
      end(d);
      return true;
    case 'digit':
      return true;
    default:
      return false;
  }
}

export function closingDeadline(phase: In<'closing'>): number {
  return phase.playing ? phase.playing.byMono : phase.hangUpAtMono;
}

/** Every leg has been told to end. Those that have not are told again. */
export function over(d: Draft, phase: In<'over'>, input: CallInput): boolean {
  if (input.type === 'deadline') {
    const { customer, agentLegs } = d.call;
    if (d.at.mono >= phase.askAgainMono && (customer.leg || agentLegs.length > 0)) end(d);
    return true;
  }
  // the ends of what was stopped, and keys pressed too late
  return input.type !== 'agentOffered';
}
