import type { Step } from '../effects.ts';
import { e164Of, type Rules, withDoNotCall } from '../rules.ts';
import { alerted, alerting } from './alerting.ts';
import { greeting, ringing } from './answering.ts';
import { asking } from './asking.ts';
import { calling } from './calling.ts';
import { agentGone, closing, customerGone, over } from './closing.ts';
import { lineChanged } from './cues.ts';
import { dismissing } from './dismissing.ts';
import { type Draft, draft, event, finish } from './draft.ts';
import { listen, signOfLife } from './ears.ts';
import { handing } from './handing.ts';
import { held } from './holding.ts';
import type { CallInput, Of } from './input.ts';
import { keying } from './keying.ts';
import { agentPressed, obey } from './orders.ts';
import { dialling, ringingAgent, whispering, whisperKey } from './outgoing.ts';
import { overtaken } from './overtaken.ts';
import { noticeLeft, reception } from './reception.ts';
import { recordTimedOut } from './recording.ts';
import { goOn, stopSilent } from './silence.ts';
import type { CallState } from './state.ts';
import { surveying } from './survey.ts';
import { talking } from './talking.ts';
import { waiting } from './waiting.ts';

/** One call, one input. Every input is legal in every state: one that means nothing changes nothing, and is reported as
 * `unexpected`; the end of a leg is always taken. */
export function stepCall(call: CallState, input: CallInput, rules: Rules): Step<CallState> {
  const d = draft(call, input.at, withDoNotCall(rules, input.doNotCall));
  const expected = common(d, input) ?? chapter(d, input);
  if (input.type === 'legEnded') forget(d, input);
  return finish(d, !expected && !isEcho(input));
}

/** callback.purpose: the numbers (E.164) that the next step of the call may dial, or promise to call back. */
export function numbersOf({ customer, phase, line }: CallState, rules: Rules): string[] {
  const keyed = phase.is === 'keying' ? e164Of(rules.mayDial(phase.keying.digits, line)) : null;
  return [customer.number, keyed].filter((number) => number !== null);
}

const ECHOES: readonly CallInput['type'][] = [
  'playStarted',
  'playEnded',
  'digit',
  'talkStarted',
  'talkEnded',
  'lineWeak',
  'lineGood',
];

/** Ends of what was cut, keys that nobody asked for, and who speaks where it makes no difference: nothing that anybody has
 * to look at. */
function isEcho(input: CallInput): boolean {
  return ECHOES.includes(input.type);
}

/** answer.rings: somebody has to be found for this caller. */
export function wantsAgent({ phase }: CallState): boolean {
  if (phase.is === 'alerting') return phase.left > 0;
  return (phase.is === 'ringing' || phase.is === 'waiting') && phase.ring === null;
}

/** Whether anybody of those is there whom it asks for has to be known: before they are announced, and while the caller waits
 * for them. */
export function asksWhoIsThere({ phase, wants }: CallState): boolean {
  if (!wants) return false;
  return phase.is === 'handing' ? phase.playing === null : phase.is === 'waiting' && phase.ring === null;
}

/** A call is done when its last leg has ended and what has to be written down is, or cannot be any more. */
export function isDone(call: CallState): boolean {
  return call.endedAt !== null && call.record === null && (call.owed ?? []).length === 0;
}

function chapter(d: Draft, input: CallInput): boolean {
  const { phase } = d.call;
  switch (phase.is) {
    case 'reception':
      return reception(d, phase, input);
    case 'ringing':
      return ringing(d, phase, input);
    case 'greeting':
      return input.type === 'legEnded' ? greetingEnded(d, input) : greeting(d, phase, input);
    case 'waiting':
      return waiting(d, phase, input);
    case 'talking':
      return talking(d, phase, input);
    case 'held':
      return held(d, phase, input);
    case 'keying':
      return keying(d, phase, input);
    case 'surveying':
      return surveying(d, phase, input);
    case 'closing':
      return closing(d, phase, input);
    case 'ringingAgent':
      return ringingAgent(d, phase, input);
    case 'whispering':
      return whispering(d, phase, input);
    case 'dialling':
      return dialling(d, phase, input);
    case 'calling':
      return calling(d, phase, input);
    case 'asking':
      return asking(d, phase, input);
    case 'handing':
      return handing(d, phase, input);
    case 'dismissing':
      return dismissing(d, phase, input);
    case 'alerting':
      return alerting(d, phase, input);
    case 'alerted':
      return alerted(d, phase, input);
    case 'over':
      return over(d, phase, input);
  }
}

/** What is the same in every phase; undefined where it is the chapter's. */
function common(d: Draft, input: CallInput): boolean | undefined {
  switch (input.type) {
    case 'agentOrder':
      return obey(d, input.agent, input.order);
    case 'customerRang':
      return overtaken(d);
    case 'legRinging':
      return true;
    case 'deadline':
      recordTimedOut(d);
      return undefined;
    case 'digit':
      return pressed(d, input);
    case 'talkStarted':
    case 'talkEnded':
      heard(d, input);
      return true;
    case 'lineWeak':
    case 'lineGood':
      return lineChanged(d, input);
    case 'legEnded':
      return knowsLeg(d.call, input.leg) ? undefined : true;
    default:
      return undefined;
  }
}

/** A key of the agent's is an order; one of the customer's is a sign of life, whatever else it means. */
function pressed(d: Draft, input: Of<'digit'>): boolean | undefined {
  const agent = d.call.agentLegs.find((a) => a.leg === input.leg);
  if (agent) {
    if (d.call.phase.is === 'whispering') return whisperKey(d, d.call.phase, input.digit);
    goOn(d);
    agentPressed(d, agent, input.digit);
    return true;
  }
  if (input.leg === d.call.customer.leg) {
    signOfLife(d);
    stopSilent(d, 'key');
  }
  return undefined;
}

/** Legal everywhere: who talks is known before it matters. hear.silent: one word of the customer stops the script. */
function heard(d: Draft, input: Of<'talkStarted'> | Of<'talkEnded'>): void {
  listen(d, input);
  if (input.leg === d.call.customer.leg) stopSilent(d, 'word');
}

/** A leg that the phase knows; others have been told to end already. */
export function knowsLeg({ phase, customer }: CallState, leg: string): boolean {
  if (leg === customer.leg) return true;
  if (phase.is === 'alerting') return phase.rings.some((ring) => ring.leg === leg);
  if ('agent' in phase && phase.agent) return phase.agent.leg === leg;
  return 'ring' in phase && phase.ring?.leg === leg;
}

/** One of the two went away while the greeting was being heard. */
function greetingEnded(d: Draft, input: Of<'legEnded'>): boolean {
  const { phase } = d.call;
  if (phase.is !== 'greeting') return false;
  d.commands.push({ do: 'stopPlay', playback: phase.playing.id });
  if (input.leg === d.call.customer.leg) customerGone(d, phase.agent, input.how);
  else agentGone(d, phase.agent, input.how);
  return true;
}

/** The leg is gone, whatever the phase. */
function forget(d: Draft, input: Of<'legEnded'>): void {
  const { customer, agentLegs } = d.call;
  const left = agentLegs.filter((a) => a.leg !== input.leg);
  const leg = customer.leg === input.leg ? null : customer.leg;
  if (customer.leg === input.leg) noticeLeft(d, input);
  d.call = { ...d.call, agentLegs: left, customer: { ...customer, leg } };
  const needless = d.commands.findIndex((c) => c.do === 'hangUp' && c.leg === input.leg);
  if (needless >= 0) d.commands.splice(needless, 1);
  const last = d.call.phase.is === 'over' && leg === null && left.length === 0;
  if (!last || d.call.endedAt !== null) return;
  d.call = { ...d.call, endedAt: d.at.wall };
  event(d, 'ended', 'engine', { seconds: (d.at.mono - d.call.arrivedAt.mono) / 1000 });
}
