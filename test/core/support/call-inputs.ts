import { AGENT_KEYS, type AgentOrder } from '../../../src/core/agents/keys.ts';
import type { CallEvent, TransferTarget } from '../../../src/core/call/input.ts';
import type { HangupCause } from '../../../src/core/legs.ts';
import type { CallDrive } from './call-drive.ts';
import { DISPOSITIONS } from './rules.ts';

/** An input, and how long after now it comes. */
export interface Try {
  readonly name: string;
  readonly event: CallEvent;
  readonly inMs: number;
}

export const TYPES: readonly CallEvent['type'][] = [
  'deadline',
  'agentOffered',
  'customerRang',
  'agentsPresent',
  'noAgentsPresent',
  'legRinging',
  'legAnswered',
  'legEnded',
  'legHeld',
  'legResumed',
  'digit',
  'transferAsked',
  'talkStarted',
  'talkEnded',
  'lineWeak',
  'lineGood',
  'playStarted',
  'playEnded',
  'agentOrder',
];

/** What every key means, and a disposition that has no name. */
const ORDERS: readonly AgentOrder[] = [
  ...AGENT_KEYS.flatMap((key) => key.order('1111'.slice(0, key.code.replace(/[^A-Z]/g, '').length)) ?? []),
  ...[...Object.keys(DISPOSITIONS), '9'].map((key) => ({ do: 'disposition', key }) as const),
];

export const LEG_ENDS: readonly HangupCause[] = [
  'hungUp',
  'ended',
  'busy',
  'refused',
  'noAnswer',
  'invalidNumber',
  'congested',
  'unreachable',
  'trunkRefused',
  'lost',
];

const TARGETS: readonly (TransferTarget | null)[] = [
  { agent: '8002' },
  { order: { do: 'language', language: 'en' } },
  { order: { do: 'clause', clause: 'people.complaint' } },
  { order: { do: 'disposition', key: '1' } },
  null,
];

function orderTries(agent: string, type: 'agentOrder'): Try[] {
  return ORDERS.map((order) => now(`${agent} ${Object.values(order).join(' ')}`, { type, agent, order }));
}

function transferTries(call: CallDrive, type: 'transferAsked'): Try[] {
  return legs(call).flatMap((leg) =>
    TARGETS.map((to) => now(`${leg} ${JSON.stringify(to)}`, { type, leg, to })),
  );
}

const OUTCOMES = ['done', 'stopped', 'failed'] as const;

/** The legs that an input may name: of this call, one that has ended, and one that nobody knows. */
function legs({ state, ledger }: CallDrive): string[] {
  const agents = state.agentLegs.map(({ leg }) => leg);
  return [state.customer.leg, ...agents, ledger.endedLeg, 'nobody’s'].filter(
    (leg) => typeof leg === 'string',
  );
}

function playbacks(call: CallDrive): string[] {
  const past = call.commands.flatMap((c) => (c.do === 'play' ? [c.playback] : []));
  return [...new Set([...call.playing, ...past.slice(0, 1), 'nobody’s'])];
}

function now(name: string, event: CallEvent): Try {
  return { name, event, inMs: 0 };
}

/** All inputs of one type that make a difference to this call. */
export function tries(call: CallDrive, type: CallEvent['type']): Try[] {
  switch (type) {
    case 'deadline': {
      const due = (call.deadline ?? call.at.mono + 60_000) - call.at.mono;
      const times = [0, Math.max(due - 1, 0), due, due + 7, due + 3_600_000];
      return times.map((inMs) => ({ name: `in ${inMs} ms`, event: { type }, inMs }));
    }
    case 'customerRang':
    case 'agentsPresent':
    case 'noAgentsPresent':
      return [now('', { type })];
    case 'agentOffered':
      return [now('another agent', { type, agent: '8009' })];
    case 'phoneGone':
      return ['8001', '8009'].map((agent) => now(agent, { type, agent }));
    case 'legEnded':
      return legs(call).flatMap((leg) => LEG_ENDS.map((how) => now(`${leg} ${how}`, { type, leg, how })));
    case 'digit':
      return legs(call).flatMap((leg) =>
        ['1', '2', '7', '*', '#'].map((digit) => now(`${leg} ${digit}`, { type, leg, digit })),
      );
    case 'lineWeak':
    case 'lineGood':
      return legs(call).map((leg) => now(leg, { type, leg, lossPercent: 10, jitterMs: 5 }));
    case 'talkEnded':
      return legs(call).flatMap((leg) =>
        [20, 1500].map((afterMs) => now(`${leg} after ${afterMs}`, { type, leg, afterMs })),
      );
    case 'transferAsked':
      return transferTries(call, type);
    case 'playStarted':
      return playbacks(call).map((playback) => now(playback, { type, playback }));
    case 'playEnded':
      return playbacks(call).flatMap((playback) =>
        OUTCOMES.map((outcome) => now(`${playback} ${outcome}`, { type, playback, outcome })),
      );
    case 'agentOrder':
      return ['8001', '8009'].flatMap((agent) => orderTries(agent, type));
    default:
      return legs(call).map((leg) => now(leg, { type, leg }));
  }
}
