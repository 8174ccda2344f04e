import type { EventName, Fact } from '../facts.ts';
import type { CallId } from '../ids.ts';
import type { Timestamp } from '../time.ts';
import type { AvailabilityEvent } from './input.ts';
import type { AgentState, Availability } from './state.ts';

/** The agent's new availability; null if the change means nothing: an agent who is logged out can neither pause nor resume. */
function nextAvailability(now: Availability, event: AvailabilityEvent, since: number): Availability | null {
  if (now.is === 'loggedOut' && (event.type === 'resume' || event.type === 'pause')) return null;
  switch (event.type) {
    case 'logOut':
      return now.is === 'loggedOut' ? now : { is: 'loggedOut', since };
    case 'pause':
      return { is: 'paused', since, reason: event.reason, name: event.name };
    default:
      return now.is === 'loggedIn' ? now : { is: 'loggedIn', since };
  }
}

const NAMES: Readonly<Record<AvailabilityEvent['type'], EventName>> = {
  logIn: 'agentLoggedIn',
  logOut: 'agentLoggedOut',
  pause: 'agentPaused',
  resume: 'agentResumed',
};

/** The agent with the new availability, and the facts; null if the change means nothing. `call`: the call in which the agent
 * made it. */
export function changeAvailability(
  agent: AgentState,
  event: AvailabilityEvent,
  at: Timestamp,
  call: CallId | undefined,
): [AgentState, Fact[]] | null {
  const next = nextAvailability(agent.availability, event, at.wall);
  if (next === null) return null;
  if (next === agent.availability) return [agent, []];
  const before = { was: agent.availability.is, seconds: (at.wall - agent.availability.since) / 1000 };
  const why = event.type === 'pause' ? { reason: event.reason, name: event.name } : {};
  const ordered = event.who === undefined ? {} : { who: event.who };
  const fact: Fact = {
    kind: 'event',
    name: NAMES[event.type],
    at,
    by: { agent: agent.id },
    detail: { ...why, ...ordered, ...before },
    ...(call === undefined ? {} : { call }),
  };
  // an agent who comes back is idle from now on
  const back = agent.availability.is !== 'loggedIn' && next.is === 'loggedIn';
  return [{ ...agent, availability: next, idleSince: back ? at.mono : agent.idleSince }, [fact]];
}
