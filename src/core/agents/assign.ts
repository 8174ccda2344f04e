import type { AgentId } from '../ids.ts';
import type { AgentState } from './state.ts';
import { isAvailable } from './step.ts';

/** Somebody for whom an agent is wanted: a caller, or a callback that is due. */
export interface Want {
  readonly kind: 'call' | 'callback';
  readonly id: string;
  /** UTC ms: who came first is served first, live or callback. */
  readonly place: number;
}

export interface Assignment {
  readonly want: Want;
  readonly agent: AgentId;
}

/** Who gets whom: the earliest place gets the agent who has been idle longest. Each agent is given once. */
export function assign(agents: Iterable<AgentState>, wants: Iterable<Want>): Assignment[] {
  const free = [...agents]
    .filter(isAvailable)
    .sort((a, b) => a.idleSince - b.idleSince || a.id.localeCompare(b.id));
  const queue = [...wants].sort((a, b) => a.place - b.place || a.id.localeCompare(b.id));
  return queue.slice(0, free.length).flatMap((want, i) => {
    const agent = free[i];
    return agent ? [{ want, agent: agent.id }] : [];
  });
}
