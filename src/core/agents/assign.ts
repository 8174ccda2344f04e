import type { AgentId } from '../ids.ts';
import type { RequestedAgent } from '../model/requested-agent.ts';
import type { AgentState } from './state.ts';
import { canTakeCall, hasWrapUp, isPresent } from './step.ts';

/** A caller, or a due callback, that needs an agent. */
export interface AgentRequest {
  readonly kind: 'call' | 'callback';
  readonly id: string;
  /** UTC ms. The earliest place is served first, caller or callback. */
  readonly place: number;
  /** hold.hurried: goes before those without priority. */
  readonly priority?: boolean;
  readonly wants: RequestedAgent;
  /** language.caller: it does not wait for a busy agent who speaks its language. */
  readonly anyLanguage?: boolean;
  /** It waits for this agent; no other agent gets it. */
  readonly only?: AgentId;
  /** These agents did not answer for it. Others get it, if any are available. */
  readonly after?: readonly AgentId[];
}

/** An agent and the caller or callback that the agent gets. */
export interface Assignment {
  readonly request: AgentRequest;
  readonly agent: AgentId;
}

/** The agent is the one who is asked for, or has the requested role and is not excluded. */
function mayServe({ id, role }: AgentState, wants: RequestedAgent): boolean {
  if (wants.agent !== undefined) return id === wants.agent;
  return (role === wants.role && id !== wants.not) || id === wants.preferred;
}

function speaks(agent: AgentState, { language }: RequestedAgent): boolean {
  return agent.languages.includes(language);
}

/** The company has an agent who fits the request, available or not. */
export function hasAnyAgent(agents: Iterable<AgentState>, wants: RequestedAgent): boolean {
  for (const agent of agents) {
    if (mayServe(agent, wants) && (!wants.mustSpeak || speaks(agent, wants))) return true;
  }
  return false;
}

/** A requested agent is available, even if busy in another call. */
export function isAnyAgentPresent(agents: Iterable<AgentState>, wants: RequestedAgent): boolean {
  for (const agent of agents) {
    if (mayServe(agent, wants) && isPresent(agent) && (!wants.mustSpeak || speaks(agent, wants))) return true;
  }
  return false;
}

/** language.caller: prefers agents who speak the language if any of them is available, else takes any free agent; also for a
 * request that has waited long enough. Of several, the agent who has been idle longest. */
function chooseAgent(free: readonly AgentState[], all: readonly AgentState[], want: AgentRequest) {
  const { kind, wants, only, anyLanguage = false } = want;
  // close.record: a wrap-up gives way to a caller who waits, and to nothing else
  const ready = kind === 'call' ? free : free.filter((agent) => !hasWrapUp(agent));
  if (only !== undefined) return ready.find(({ id }) => id === only);
  const able = othersFirst(ready, all, want).filter((agent) => mayServe(agent, wants));
  const speaker = able.find(({ id }) => id === wants.preferred) ?? able.find((agent) => speaks(agent, wants));
  if (speaker || wants.mustSpeak) return speaker;
  const waits = !anyLanguage && isAnyAgentPresent(all, { ...wants, mustSpeak: true });
  return waits ? undefined : able[0];
}

/** Leaves out the agents who did not answer for it, unless nobody else is available. */
function othersFirst(
  free: readonly AgentState[],
  all: readonly AgentState[],
  { wants, after = [] }: AgentRequest,
) {
  const others = all.filter(({ id }) => !after.includes(id));
  return isAnyAgentPresent(others, wants) ? free.filter((agent) => others.includes(agent)) : free;
}

/** Assigns free agents: priority first, then the earliest place; each caller or callback gets a requested agent. One that
 * cannot be served now does not delay the others. Each agent gets at most one. */
export function assignAgents(agents: Iterable<AgentState>, wants: Iterable<AgentRequest>): Assignment[] {
  const all = [...agents];
  let free = all
    .filter(canTakeCall)
    .sort(
      (a, b) =>
        Number(hasWrapUp(a)) - Number(hasWrapUp(b)) || a.idleSince - b.idleSince || a.id.localeCompare(b.id),
    );
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
