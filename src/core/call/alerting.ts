import type { Step } from '../effects.ts';
import type { AgentId, PromptId } from '../ids.ts';
import type { Alert } from '../model/alert.ts';
import { spokenDigits } from '../prompts/speak.ts';
import type { Rules } from '../rules.ts';
import type { Moment } from '../time.ts';
import { blankCall } from './blank.ts';
import { end } from './closing.ts';
import { type Draft, draft, event, finish, goTo, type In, play, stop } from './draft.ts';
import { giveUp, passOver, release, ring, taken } from './hunting.ts';
import type { CallInput } from './input.ts';
import type { Ring } from './phase.ts';
import type { CallState } from './state.ts';

/** So many phones are rung at most until one is picked up. */
const PHONES = 20;
/** No supervisor is rung any more so long after an agent's alert. */
export const ALERT_MS = 30 * 60_000;
/** Nor so long after it was seen that a callback is about to be late: the next one that is says so again. */
export const AT_RISK_ALERT_MS = 10 * 60_000;

/** people.urgent: the agent's key. Told at once to the supervisors, in a call of its own: the talk goes on undisturbed. Once in
 * a call; returns false where the key means nothing now. */
export function raiseAlert(d: Draft, agent: AgentId): boolean {
  const { customer, line, standard, language, id } = d.call;
  if (!d.rules.standard.clauses['people.urgent']) return false;
  if (!d.call.agentLegs.some((one) => one.agent === agent)) return false;
  if (d.call.alerted) return true;
  d.call = { ...d.call, alerted: true };
  event(d, 'alert', { agent }, { line });
  event(d, 'record', { agent }, { type: 'urgent' });
  const { number, dialled } = customer;
  const of = { raisedIn: id, agent };
  const alert = { id: `${id}-alert`, of, number, dialled, line, standard, language };
  d.tells.push({ to: 'newAlert', alert });
  return true;
}

/** The call that tells the supervisors. */
export function placeAlert(alert: Alert, at: Moment, rules: Rules): Step<CallState> {
  const { id, of, line, standard, language, number, dialled } = alert;
  const call = blankCall({
    id,
    direction: 'alert',
    line,
    standard,
    edition: rules.edition,
    language,
    salutation: 'morning',
    customer: { leg: null, answered: false, number, dialled },
    arrivedAt: at,
    phase: { is: 'alerting', rings: [], left: PHONES },
    callback: null,
  });
  return finish(draft({ ...call, wants: { role: 'supervisor', language }, alert: of }, at, rules));
}

/** Every supervisor's phone that is free rings, until one is picked up. */
export function alerting(d: Draft, phase: In<'alerting'>, input: CallInput): boolean {
  const { rings, left } = phase;
  switch (input.type) {
    case 'agentOffered': {
      if (left <= 0 || rings.some(({ agent }) => agent === input.agent)) return false;
      const rung = ring(d, input.agent, d.rules.standard.handling.agentRingQueuedMs);
      goTo(d, { is: 'alerting', rings: [...rings, rung], left: left - 1 });
      return true;
    }
    case 'legAnswered': {
      const picked = rings.find(({ leg }) => leg === input.leg);
      if (picked) tell(d, picked, rings);
      return picked !== undefined;
    }
    case 'legEnded': {
      const lost = rings.find(({ leg }) => leg === input.leg);
      if (!lost) return false;
      passOver(d, lost, input.how);
      ringOn(d, phase, [lost]);
      return true;
    }
    case 'deadline': {
      const over = rings.filter(({ untilMono }) => d.at.mono >= untilMono);
      for (const one of over) giveUp(d, one);
      ringOn(d, phase, over);
      return true;
    }
    default:
      return false;
  }
}

/** Goes on without these phones, unless that is all there was to do. */
function ringOn(d: Draft, { left, rings }: In<'alerting'>, without: readonly Ring[]): void {
  const others = rings.filter((one) => !without.includes(one));
  if (alertOver(d.call, d.at) || (left <= 0 && others.length === 0)) {
    for (const one of others) release(d, one);
    judgeAlert(d, false, { note: 'no supervisor picked up' });
    over(d);
  } else goTo(d, { is: 'alerting', rings: others, left });
}

/** Monotonic ms. */
export function alertEnds({ arrivedAt, alert }: CallState): number {
  return arrivedAt.mono + (alert && 'atRisk' in alert ? AT_RISK_ALERT_MS : ALERT_MS);
}

function alertOver(call: CallState, at: Moment): boolean {
  return at.mono >= alertEnds(call);
}

/** people.urgent: judged in the call in which it was raised. */
function judgeAlert(d: Draft, kept: boolean, more: { note: string } | Record<string, never> = {}): void {
  const { alert } = d.call;
  if (!alert || 'atRisk' in alert) return;
  const verdict = kept ? 'kept' : 'broken';
  const fact = { kind: 'clause', clause: 'people.urgent', verdict, by: 'engine', at: d.at } as const;
  d.facts.push({ ...fact, call: alert.raisedIn, ...more });
}

/** A supervisor has picked up, and hears what it is for and who the caller is, twice; the other phones ring no more. */
function tell(d: Draft, picked: Ring, rings: readonly Ring[]): void {
  const { alert, customer } = d.call;
  const agent = { agent: picked.agent, leg: picked.leg };
  for (const one of rings) if (one !== picked) release(d, one);
  taken(d, agent);
  const after = (d.at.mono - d.call.arrivedAt.mono) / 1000;
  const heard = { name: 'alertHeard', by: { agent: agent.agent }, detail: { after } } as const;
  if (alert) {
    const whose = 'atRisk' in alert ? { callback: alert.atRisk } : { call: alert.raisedIn };
    d.facts.push({ kind: 'event', at: d.at, ...whose, ...heard });
  }
  judgeAlert(d, true);
  const once = [...opening(alert), ...spokenDigits(customer.dialled)];
  const playing = play(d, { leg: agent.leg }, ['tone.connect', ...once, ...once]);
  if (playing) goTo(d, { is: 'alerted', agent, playing });
}

function opening(alert: CallState['alert']): PromptId[] {
  if (alert && 'atRisk' in alert) return ['alert.callback'];
  return ['alert.urgent', ...spokenDigits(alert?.agent ?? ''), 'alert.caller'];
}

/** A supervisor hears the alert, and is let go. */
export function alerted(d: Draft, phase: In<'alerted'>, input: CallInput): boolean {
  switch (input.type) {
    case 'playStarted':
      return input.playback === phase.playing.id;
    case 'playEnded':
      if (input.playback !== phase.playing.id) return false;
      if (input.outcome !== 'stopped') told(d, phase);
      return true;
    case 'deadline':
      if (d.at.mono >= phase.playing.byMono) told(d, phase);
      return true;
    case 'legHeld':
    case 'legResumed':
      return input.leg === phase.agent.leg;
    case 'legEnded':
      if (input.leg !== phase.agent.leg) return false;
      stop(d, phase.playing);
      told(d, phase);
      return true;
    default:
      return false;
  }
}

function told(d: Draft, { agent }: In<'alerted'>): void {
  const ended = { type: 'callEnded', call: d.call.id, wrapUpMs: 0 } as const;
  d.tells.push({ to: 'agent', id: agent.agent, event: ended });
  over(d);
}

/** Nothing is left to do; where no phone rings, nothing is left to wait for either. */
function over(d: Draft): void {
  end(d);
  if (d.call.agentLegs.length > 0) return;
  d.call = { ...d.call, endedAt: d.at.wall };
  event(d, 'ended', 'engine', { seconds: (d.at.mono - d.call.arrivedAt.mono) / 1000 });
}
