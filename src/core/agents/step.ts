import type { Step } from '../effects.ts';
import type { Fact } from '../facts.ts';
import type { CallId } from '../ids.ts';
import { changeAvailability } from './availability.ts';
import type { AgentInput, AvailabilityEvent } from './input.ts';
import type { AgentDoing, AgentState } from './state.ts';

/** The engine may ring this agent now. */
export function canTakeCall(agent: AgentState): boolean {
  return agent.availability.is === 'loggedIn' && isIdle(agent.doing) && agent.device === 'idle';
}

/** Of two who can take a call, one who has something to write down comes last. */
export function hasWrapUp({ doing }: AgentState): boolean {
  return doing.is === 'wrapUp';
}

function isIdle(doing: AgentDoing): boolean {
  return doing.is === 'free' || (doing.is === 'wrapUp' && doing.yields === true);
}

/** A callback that prefers this agent waits: the agent is still busy with the call that it came `from`, or has time left
 * (`reserved`). */
export function isWorthWaitingFor(
  { availability, device, doing }: AgentState,
  from: CallId | null,
  reserved: boolean,
): boolean {
  if (availability.is !== 'loggedIn' || device === 'offline') return false;
  return reserved || ('call' in doing && doing.call === from);
}

/** The agent is available, even if busy in a call, so a caller can wait for this agent. An agent who does not answer, is on
 * a break or is logged out is not available. */
export function isPresent(agent: AgentState): boolean {
  return agent.availability.is === 'loggedIn' && agent.device !== 'offline' && agent.doing.is !== 'skipped';
}

/** Monotonic ms at which the machine next needs the clock, or null. */
export function agentDeadline(agent: AgentState): number | null {
  const { doing } = agent;
  return doing.is === 'wrapUp' || doing.is === 'skipped' ? doing.untilMono : null;
}

const FREE: AgentDoing = { is: 'free' };

function busyWith(agent: AgentState, call: CallId): boolean {
  const { doing } = agent;
  return (doing.is === 'ringing' || doing.is === 'talking' || doing.is === 'wrapUp') && doing.call === call;
}

function next(agent: AgentState, input: Exclude<AgentInput, AvailabilityEvent>): AgentState | null {
  const { mono } = input.at;
  const free = { ...agent, doing: FREE };
  switch (input.type) {
    case 'device': {
      const back = agent.device === 'offline' && input.device !== 'offline';
      return {
        ...(back ? withoutRefusal(agent) : agent),
        device: input.device,
        idleSince: back ? mono : agent.idleSince,
      };
    }
    case 'offered':
      return isIdle(agent.doing) ? { ...agent, doing: { is: 'ringing', call: input.call } } : null;
    case 'pickedUp':
      if (!busyWith(agent, input.call) && !(input.unseen && agent.doing.is === 'free')) return null;
      return {
        ...withoutRefusal(agent),
        doing: { is: 'talking', call: input.call },
        missed: 0,
        lastCaller: input.caller,
      };
    case 'notPickedUp':
      return busyWith(agent, input.call) ? notPickedUp(agent, input) : null;
    case 'released':
      return busyWith(agent, input.call) ? free : null;
    case 'callEnded': {
      if (!busyWith(agent, input.call)) return null;
      if (input.wrapUpMs <= 0) return { ...free, idleSince: mono };
      const { call, wrapUpMs, yields } = input;
      const wrapUp = { is: 'wrapUp', call, untilMono: mono + wrapUpMs, ...(yields && { yields }) } as const;
      return { ...agent, doing: wrapUp };
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

function withoutRefusal({ refusal: _over, ...agent }: AgentState): AgentState {
  return agent;
}

/** answer.rings: the agent is passed over. One whose phone could not ring has missed nothing, unless the agent has told it not to. */
function notPickedUp(
  agent: AgentState,
  { at, passOverMs, refusal: why }: AgentInput & { readonly type: 'notPickedUp' },
): AgentState {
  const missed = why === undefined || why === 'doNotDisturb' ? agent.missed + 1 : agent.missed;
  return {
    ...withoutRefusal(agent),
    doing: { is: 'skipped', untilMono: at.mono + passOverMs },
    idleSince: at.mono,
    missed,
    ...(why && { refusal: { why, at: at.wall } }),
  };
}

/** One agent: logged in or not, registered or not, free, ringing, talking, in wrap-up (close.record) or passed over
 * (answer.rings). */
export function stepAgent(agent: AgentState, input: AgentInput): Step<AgentState> {
  const said = isAvailabilityInput(input) ? availabilityStep(agent, input) : null;
  const [state, facts] = said ?? (isAvailabilityInput(input) ? [null, []] : nextWithFacts(agent, input));
  return {
    state: state ?? agent,
    commands: [],
    tells: [],
    facts,
    unexpected: state === null && input.type !== 'deadline',
  };
}

function nextWithFacts(
  agent: AgentState,
  input: Exclude<AgentInput, AvailabilityEvent>,
): [AgentState | null, Fact[]] {
  const state = next(agent, input);
  if (state === null || input.type !== 'pickedUp' || agent.languages.includes(input.language))
    return [state, []];
  const { at, call, language } = input;
  // language.caller
  const fact = {
    kind: 'event',
    name: 'otherLanguage',
    at,
    call,
    by: { agent: agent.id },
    detail: { language },
  } as const;
  return [state, [fact]];
}

function isAvailabilityInput(input: AgentInput): input is AgentInput & AvailabilityEvent {
  return ['logIn', 'logOut', 'pause', 'resume'].includes(input.type);
}

function availabilityStep(agent: AgentState, input: AgentInput & AvailabilityEvent) {
  return changeAvailability(agent, input, input.at, 'call' in agent.doing ? agent.doing.call : undefined);
}
