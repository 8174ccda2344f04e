import type { EventName, Fact } from '../facts.ts';
import type { CallId } from '../ids.ts';
import type { Moment } from '../time.ts';
import type { DutyEvent } from './input.ts';
import type { AgentState, Duty } from './state.ts';

/** What the agent is then; null where it means nothing: who is logged out can neither pause nor resume. */
function nextDuty(duty: Duty, event: DutyEvent, since: number): Duty | null {
  if (duty.is === 'out' && (event.type === 'resume' || event.type === 'pause')) return null;
  switch (event.type) {
    case 'logOut':
      return duty.is === 'out' ? duty : { is: 'out', since };
    case 'pause':
      return { is: 'paused', since, reason: event.reason, name: event.name };
    default:
      return duty.is === 'in' ? duty : { is: 'in', since };
  }
}

const NAMES: Readonly<Record<DutyEvent['type'], EventName>> = {
  logIn: 'agentLoggedIn',
  logOut: 'agentLoggedOut',
  pause: 'agentPaused',
  resume: 'agentResumed',
};

/** The agent with the new duty, and what is known from now on; null where it means nothing. `call`: the one it was said in. */
export function onDuty(
  agent: AgentState,
  event: DutyEvent,
  at: Moment,
  call: CallId | undefined,
): [AgentState, Fact[]] | null {
  const duty = nextDuty(agent.duty, event, at.wall);
  if (duty === null) return null;
  if (duty === agent.duty) return [agent, []];
  const before = { was: agent.duty.is, seconds: (at.wall - agent.duty.since) / 1000 };
  const why = event.type === 'pause' ? { reason: event.reason, name: event.name } : {};
  const fact: Fact = {
    kind: 'event',
    name: NAMES[event.type],
    at,
    by: { agent: agent.id },
    detail: { ...why, ...before },
    ...(call === undefined ? {} : { call }),
  };
  // who comes back has been idle from now on
  const back = agent.duty.is !== 'in' && duty.is === 'in';
  return [{ ...agent, duty, idleSince: back ? at.mono : agent.idleSince }, [fact]];
}
