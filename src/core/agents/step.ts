import type { Step } from '../effects.ts';
import type { CallId } from '../ids.ts';
import type { DeviceState, LegEnd } from '../legs.ts';
import type { Moment } from '../time.ts';
import type { AgentDoing, AgentState } from './state.ts';

export type AgentEvent =
  | { readonly type: 'device'; readonly device: DeviceState }
  /** The phone is being rung for a call. */
  | { readonly type: 'offered'; readonly call: CallId }
  | { readonly type: 'pickedUp'; readonly call: CallId }
  /** The phone rang its share, was busy, refused or failed. */
  | {
      readonly type: 'notPickedUp';
      readonly call: CallId;
      readonly how: LegEnd;
      readonly passOverMs: number;
    }
  /** The phone is rung no more, through no fault of the agent's. */
  | { readonly type: 'released'; readonly call: CallId }
  | { readonly type: 'callEnded'; readonly call: CallId; readonly wrapUpMs: number }
  /** close.record: the disposition is there. */
  | { readonly type: 'recorded'; readonly call: CallId }
  | { readonly type: 'deadline' };

export type AgentInput = AgentEvent & { readonly at: Moment };

/** May be rung now. */
export function isAvailable(agent: AgentState): boolean {
  return agent.doing.is === 'free' && agent.device === 'idle';
}

/** Is about, be it in a call: who waits for somebody of that kind waits for somebody. Not one who lets the phone ring. */
export function isThere(agent: AgentState): boolean {
  return agent.device !== 'offline' && agent.doing.is !== 'passedOver';
}

/** Monotonic ms at which the machine wants to hear from the clock, or null. */
export function agentDeadline(agent: AgentState): number | null {
  const { doing } = agent;
  return doing.is === 'wrapUp' || doing.is === 'passedOver' ? doing.untilMono : null;
}

const FREE: AgentDoing = { is: 'free' };

function busyWith(agent: AgentState, call: CallId): boolean {
  const { doing } = agent;
  return (doing.is === 'ringing' || doing.is === 'talking' || doing.is === 'wrapUp') && doing.call === call;
}

function next(agent: AgentState, input: AgentInput): AgentState | null {
  const { mono } = input.at;
  const free = { ...agent, doing: FREE };
  switch (input.type) {
    case 'device': {
      const back = agent.device === 'offline' && input.device !== 'offline';
      return { ...agent, device: input.device, idleSince: back ? mono : agent.idleSince };
    }
    case 'offered':
      return agent.doing.is === 'free' ? { ...agent, doing: { is: 'ringing', call: input.call } } : null;
    case 'pickedUp':
      if (!busyWith(agent, input.call)) return null;
      return { ...agent, doing: { is: 'talking', call: input.call }, missed: 0 };
    case 'notPickedUp':
      if (!busyWith(agent, input.call)) return null;
      return {
        ...agent,
        doing: { is: 'passedOver', untilMono: mono + input.passOverMs },
        idleSince: mono,
        missed: agent.missed + 1,
      };
    case 'released':
      return busyWith(agent, input.call) ? free : null;
    case 'callEnded': {
      if (!busyWith(agent, input.call)) return null;
      if (input.wrapUpMs <= 0) return { ...free, idleSince: mono };
      return { ...agent, doing: { is: 'wrapUp', call: input.call, untilMono: mono + input.wrapUpMs } };
    }
    case 'recorded':
      return agent.doing.is === 'wrapUp' && agent.doing.call === input.call
        ? { ...free, idleSince: mono }
        : null;
    case 'deadline': {
      const due = agentDeadline(agent);
      return due !== null && mono >= due ? { ...free, idleSince: mono } : null;
    }
  }
}

/** One agent: registered or not, free, ringing, talking, in wrap-up (close.record) or passed over (answer.rings). */
export function stepAgent(agent: AgentState, input: AgentInput): Step<AgentState> {
  const state = next(agent, input);
  return {
    state: state ?? agent,
    commands: [],
    tells: [],
    facts: [],
    unexpected: state === null && input.type !== 'deadline',
  };
}
