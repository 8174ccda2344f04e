import type { KeyedClause } from '../agents/keys.ts';
import type { AgentId } from '../ids.ts';
import type { Draft } from './draft.ts';
import { oneWay } from './oneway.ts';
import { peopleKey } from './people.ts';
import { sayByKey } from './saying.ts';
import { beginSilent } from './silence.ts';
import { takeLeave } from './survey.ts';

/** The key of a clause, pressed by the agent in a talk. Returns false where it means nothing now. */
export function keyOfClause(d: Draft, agent: AgentId, clause: KeyedClause): boolean {
  const { clauses } = d.rules.standard;
  switch (clause) {
    case 'hold.hurried':
      return hurry(d, agent);
    // close.anything, hear.handsfree, hear.repeat: one phrase, as often as the key is pressed
    case 'close.anything':
    case 'hear.handsfree':
    case 'hear.repeat': {
      const words = clauses[clause];
      return sayByKey(d, agent, clause, words && [words.say]);
    }
    case 'close.goodbye':
      return takeLeave(d, agent);
    case 'hear.silent':
      return inTalk(d, agent) && beginSilent(d, { agent });
    case 'hear.oneway':
      return oneWay(d, agent);
    // hear.noise, hear.signal, hear.noresponse: a step at each press
    case 'hear.noise':
    case 'hear.signal':
    case 'hear.noresponse':
      return sayByKey(d, agent, clause, clauses[clause]?.steps);
    case 'people.complaint':
    case 'people.supervisor':
    case 'people.urgent':
    case 'people.nuisance':
    case 'people.misdial':
    case 'people.beyond':
    case 'people.suggestion':
      return peopleKey(d, agent, clause);
    default:
      return false;
  }
}

/** hold.hurried: the phrase, and from now on a place before others whenever the caller waits again. */
function hurry(d: Draft, agent: AgentId): boolean {
  const words = d.rules.standard.clauses['hold.hurried'];
  if (!sayByKey(d, agent, 'hold.hurried', words && [words.say])) return false;
  d.call = { ...d.call, hurried: true };
  return true;
}

/** It is this agent who talks with the customer. */
function inTalk({ call: { phase } }: Draft, agent: AgentId): boolean {
  return phase.is === 'talking' && phase.agent.agent === agent;
}
