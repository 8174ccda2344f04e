import type { AgentId } from '../ids.ts';
import type { RequestedAgent } from '../model/requested-agent.ts';
import type { AgentState } from './state.ts';
import { canTakeCall, isPresent } from './step.ts';

/** A caller, or a due callback, that needs an agent. */
export interface AgentRequest {
  readonly kind: 'call' | 'callback';
  readonly id: string;
  /** UTC ms: who came first is served first, live or callback. */
  readonly place: number;
  /** hold.hurried: goes before those who are not. */
  readonly priority?: boolean;
  readonly wants: RequestedAgent;
  /** It waits for this agent, and nobody else gets it. */
  readonly only?: AgentId;
  /** They have let it ring: others are to get it, where any are there. */
  readonly after?: readonly AgentId[];
}

/** An agent and the caller or callback that the agent gets. */
export interface Assignment {
  readonly request: AgentRequest;
  readonly agent: AgentId;
}

/** Of the role that is asked for, and not the one who is not to be asked. */
function mayServe(agent: AgentState, { role, not }: RequestedAgent): boolean {
  return agent.role === role && agent.id !== not;
}

function speaks(agent: AgentState, { language }: RequestedAgent): boolean {
  return agent.languages.includes(language);
}

/** There is somebody in the company who may be asked for, there or not. */
export function hasAnyAgent(agents: Iterable<AgentState>, wants: RequestedAgent): boolean {
  for (const agent of agents) {
    if (mayServe(agent, wants) && (!wants.mustSpeak || speaks(agent, wants))) return true;
  }
  return false;
}

/** Somebody who is asked for is there, be it in another call. */
export function isAnyAgentPresent(agents: Iterable<AgentState>, wants: RequestedAgent): boolean {
  for (const agent of agents) {
    if (mayServe(agent, wants) && isPresent(agent) && (!wants.mustSpeak || speaks(agent, wants))) return true;
  }
  return false;
}

/** language.caller: who speaks the language, where anybody who does is there; else whoever is free. Of several the one who
 * has been idle longest. */
function chooseAgent(free: readonly AgentState[], all: readonly AgentState[], want: AgentRequest) {
  const { wants, only } = want;
  if (only !== undefined) return free.find(({ id }) => id === only);
  const able = othersFirst(free, all, want).filter((agent) => mayServe(agent, wants));
  const speaker = able.find((agent) => speaks(agent, wants));
  if (speaker || wants.mustSpeak) return speaker;
  return isAnyAgentPresent(all, { ...wants, mustSpeak: true }) ? undefined : able[0];
}

/** Without those who have let it ring, unless nobody else is there. */
function othersFirst(
  free: readonly AgentState[],
  all: readonly AgentState[],
  { wants, after = [] }: AgentRequest,
) {
  const others = all.filter(({ id }) => !after.includes(id));
  return isAnyAgentPresent(others, wants) ? free.filter((agent) => others.includes(agent)) : free;
}

/** Who gets whom: who is in a hurry first, then the earliest place; each gets somebody who is asked for. A want that cannot
 * be met now holds up nobody. Each agent is given once. */
export function assignAgents(agents: Iterable<AgentState>, wants: Iterable<AgentRequest>): Assignment[] {
  const all = [...agents];
  let free = all.filter(canTakeCall).sort((a, b) => a.idleSince - b.idleSince || a.id.localeCompare(b.id));
  const queue = [...wants].sort(
    (a, b) =>
      Number(b.priority ?? false) - Number(a.priority ?? false) ||
      a.place - b.place ||
      a.id.localeCompare(b.id),
  );
  const given: Assignment[] = [];
  for (const want of queue) {
    if (free.length === 0) break;
    const agent = chooseAgent(free, all, want);
    if (!agent) continue;
    free = free.filter((one) => one !== agent);
    given.push({ request: want, agent: agent.id });
  }
  return given;
}
