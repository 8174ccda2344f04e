import type { KeyedClause } from '../agents/keys.ts';
import type { AgentId } from '../ids.ts';
import { raiseAlert } from './alerting.ts';
import { dismiss } from './dismissing.ts';
import { type Draft, event } from './draft.ts';
import { handOver } from './handing.ts';
import { sayByKey } from './saying.ts';

/** The keys for callers who need somebody else, or something other than an answer. */
export type PeopleClause = Extract<KeyedClause, `people.${string}`>;

/** Returns false where the key means nothing now. */
export function peopleKey(d: Draft, agent: AgentId, clause: PeopleClause): boolean {
  switch (clause) {
    case 'people.complaint':
      return handOver(d, agent, 'complaint');
    case 'people.supervisor':
      return handOver(d, agent, 'supervisor');
    case 'people.urgent':
      return raiseAlert(d, agent);
    case 'people.nuisance':
    case 'people.misdial':
      return dismiss(d, agent, clause);
    case 'people.beyond':
      return takeDown(d, agent, clause, 'beyond');
    case 'people.suggestion':
      return takeDown(d, agent, clause, 'suggestion');
  }
}

/** people.beyond, people.suggestion: both hear the phrase, and it is on record; once, however often it is said. */
function takeDown(
  d: Draft,
  agent: AgentId,
  clause: 'people.beyond' | 'people.suggestion',
  type: 'beyond' | 'suggestion',
): boolean {
  const words = d.rules.standard.clauses[clause];
  const again = (d.call.scripts?.[clause] ?? 0) > 0;
  if (!sayByKey(d, agent, clause, words && [words.say])) return false;
  if (!again) event(d, 'record', { agent }, { type });
  return true;
}
