import type { AgentDoing, AgentState, Availability } from '../core/agents/state.ts';
import type { Phase, PhaseName, Wait } from '../core/call/phase.ts';
import type { CallState } from '../core/call/state.ts';
import type { AgentId, CallId, Language } from '../core/ids.ts';
import type { DeviceState } from '../core/legs.ts';
import type { Timestamp } from '../core/time.ts';
import type { Registry } from './registry.ts';
import type { EngineSite } from './site.ts';

/** Every call and every agent as they are at one moment. */
export interface LivePicture {
  /** UTC ms. */
  readonly at: number;
  /** The longest in the house first. */
  readonly calls: readonly LiveCall[];
  readonly agents: readonly LiveAgent[];
}

/** A call at one moment. All times in UTC ms. */
export interface LiveCall {
  readonly id: CallId;
  readonly direction: CallState['direction'];
  readonly line: string;
  readonly standard: string;
  readonly language: Language;
  /** E.164; null where it was withheld. */
  readonly number: string | null;
  readonly phase: PhaseName;
  readonly since: number;
  /** When its last leg ended: from then on an agent only finishes the wrap-up. Null: the call is in progress. */
  readonly endedAt: number | null;
  /** Who talks to the customer or holds the call; null: nobody. */
  readonly agent: AgentId | null;
  /** Whose phone rings for it; null: nobody's. */
  readonly ringing: AgentId | null;
  /** Since when the customer has waited, in the queue or on hold; null: does not wait. */
  readonly waitsSince: number | null;
  readonly due: Due;
}

/** By when the standard has something done for a customer who waits; null: nothing of this kind is due. */
export interface Due {
  /** answer.rings. */
  readonly answer: number | null;
  /** hold.reminder. */
  readonly reassurance: number | null;
  /** hold.limit. */
  readonly offer: number | null;
}

/** An agent at one moment. */
export interface LiveAgent extends Pick<AgentState, 'id' | 'name' | 'role'> {
  readonly device: DeviceState;
  readonly availability: Availability;
  readonly doing: AgentDoing['is'];
  readonly call: CallId | null;
  /** UTC ms of the end of the wrap-up, or of the time for which the phone does not ring; null: no end is known. */
  readonly until: number | null;
  /** Calls in a row that were not answered. */
  readonly missed: number;
}

/** What the registry knows of who is where. */
export function livePicture(registry: Registry, site: EngineSite, now: Timestamp): LivePicture {
  const wallOf = (mono: number) => now.wall + (mono - now.mono);
  const calls = [...registry.calls.values()].toSorted((a, b) => a.arrivedAt.mono - b.arrivedAt.mono);
  return {
    at: now.wall,
    calls: calls.map((call) => liveCall(call, site, wallOf)),
    agents: [...registry.agents.values()].map((agent) => liveAgent(agent, wallOf)),
  };
}

function liveCall(call: CallState, site: EngineSite, wallOf: (mono: number) => number): LiveCall {
  const { id, direction, line, standard, language, customer, phase, arrivedAt, endedAt } = call;
  const waitsSince = waitingSince(call);
  return {
    ...{ id, direction, line, standard, language, number: customer.number },
    phase: phase.is,
    since: wallOf(arrivedAt.mono),
    endedAt,
    agent: agentOf(phase),
    ringing: 'ring' in phase ? (phase.ring?.agent ?? null) : null,
    waitsSince: waitsSince === null ? null : wallOf(waitsSince),
    due: dueOf(phase, site.rules(standard).standard.clauses['hold.reminder']?.everyMs, wallOf),
  };
}

function agentOf(phase: Phase): AgentId | null {
  if ('agent' in phase && phase.agent) return phase.agent.agent;
  return 'reserved' in phase ? phase.reserved : null;
}

function waitOf(phase: Phase): Wait | null {
  return 'wait' in phase ? phase.wait : null;
}

/** Monotonic ms. */
function waitingSince({ direction, phase, arrivedAt }: CallState): number | null {
  if (phase.is === 'ringing' && direction === 'in') return arrivedAt.mono;
  return waitOf(phase)?.since ?? null;
}

function dueOf(phase: Phase, everyMs: number | undefined, wallOf: (mono: number) => number): Due {
  const wait = phase.is === 'waiting' || phase.is === 'held' ? phase.wait : null;
  return {
    answer: phase.is === 'ringing' && !phase.ringback ? wallOf(phase.answerByMono) : null,
    reassurance: wait && everyMs !== undefined ? wallOf(wait.reassuredAt + everyMs) : null,
    offer: wait && wait.offerAt !== null ? wallOf(wait.offerAt) : null,
  };
}

function liveAgent(agent: AgentState, wallOf: (mono: number) => number): LiveAgent {
  const { id, name, role, device, availability, doing, missed } = agent;
  return {
    ...{ id, name, role, device, availability, missed },
    doing: doing.is,
    call: 'call' in doing ? doing.call : null,
    until: 'untilMono' in doing ? wallOf(doing.untilMono) : null,
  };
}
