import type { Actor, Fact } from '../facts.ts';
import type { AgentId } from '../ids.ts';
import type { CallRecord } from './record.ts';

/** The part of a call that one agent answers for, or a whole call. */
export interface Part {
  /** Null if nobody answered, and for a whole call. */
  readonly agent: AgentId | null;
  readonly facts: readonly Fact[];
  /** The answer to the call counts here: for the agent who answered first. */
  readonly first: boolean;
  /** The outcome of the call counts here: for the agent who answered last. */
  readonly last: boolean;
}

/** The agent who caused the event, or kept or broke the clause, or undefined. */
export function agentOf(by: Actor | undefined): AgentId | undefined {
  return typeof by === 'object' ? by.agent : undefined;
}

/** A call as one piece. */
export function wholeCall({ facts }: CallRecord): Part {
  return { agent: null, facts, first: true, last: true };
}

/** Splits a call by the agents who answered it, one part each; one part without an agent if nobody did. An agent's own acts
 * count for that agent. Everything else counts for the agent who had answered last at that time; the time before the first
 * answer counts for the first agent. */
export function byAgent(record: CallRecord): Part[] {
  const answers = record.facts.filter((fact) => fact.kind === 'event' && fact.name === 'agentAnswered');
  const agents = [...new Set(answers.map(({ by }) => agentOf(by)).filter((id) => id !== undefined))];
  const [first] = agents;
  if (first === undefined) return [wholeCall(record)];
  const facts = new Map<AgentId, Fact[]>(agents.map((agent) => [agent, []]));
  let current = first;
  for (const fact of record.facts) {
    const agent = agentOf(fact.by);
    if (fact.kind === 'event' && fact.name === 'agentAnswered' && agent !== undefined) current = agent;
    const owner = agent !== undefined && facts.has(agent) ? agent : current;
    facts.get(owner)?.push(fact);
  }
  return agents.map((agent) => ({
    agent,
    facts: facts.get(agent) ?? [],
    first: agent === first,
    last: agent === current,
  }));
}
