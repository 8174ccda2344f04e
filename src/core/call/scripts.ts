import type { KeyedClause } from '../agents/keys.ts';
import type { AgentId } from '../ids.ts';
import type { Draft } from './draft.ts';
import { sayByKey } from './saying.ts';
import { takeLeave } from './survey.ts';

/** The key of a clause, pressed by the agent in a talk. Returns false where it means nothing now. */
export function keyOfClause(d: Draft, agent: AgentId, clause: KeyedClause): boolean {
  const { clauses } = d.rules.standard;
  switch (clause) {
    case 'hold.hurried':
    case 'close.anything': {
      const words = clauses[clause];
      return sayByKey(d, agent, clause, words && [words.say]);
    }
    case 'close.goodbye':
      return takeLeave(d, agent);
    default:
      return false;
  }
}
