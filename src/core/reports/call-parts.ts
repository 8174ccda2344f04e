import type { Actor, Fact } from '../facts.ts';
import type { AgentId } from '../ids.ts';
import type { CallRecord } from './record.ts';

/** The part of a call that one agent answers for, or a whole call. */
export interface Part {
  /** Null where nobody answered, and for a whole call. */
  readonly agent: AgentId | null;
  readonly facts: readonly Fact[];
  /** How the call was answered counts here: with the agent who answered first. */
  readonly first: boolean;
  /** What became of it counts here: with the agent who answered last. */
  readonly last: boolean;
}

/** The agent who did, kept or broke it, or undefined. */
export function agentOf(by: Actor | undefined): AgentId | undefined {
  return typeof by === 'object' ? by.agent : undefined;
}

/** A call as one piece. */
export function wholeCall({ facts }: CallRecord): Part {
  return { agent: null, facts, first: true, last: true };
}

/** A call by the agents who answered it, one part each; one without an agent where nobody did. What an agent of the call
 * did is that agent's. Everything else belongs to whoever had answered last at that time, and what was before the first
 * answer to the agent who then answered. */
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
