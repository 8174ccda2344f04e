import type { AgentId } from '../ids.ts';
import type { Phrase } from '../standard/standard.ts';
import { type Draft, judge, play } from './draft.ts';
import { promiseByAgent } from './recording.ts';
import { sayByKey } from './saying.ts';

/** hear.oneway: the caller cannot hear the agent. Both are told that the caller will be called back, and that is promised at
 * once: by this agent, if possible, and as soon as the line is free. Returns false where the agent's key means nothing. */
export function oneWay(d: Draft, agent: AgentId): boolean {
  const clause = d.rules.standard.clauses['hear.oneway'];
  const { phase, customer, scripts } = d.call;
  if (!clause || phase.is !== 'talking' || phase.agent.agent !== agent) return false;
  const { number, dialled } = customer;
  if (!number) {
    const note = 'the caller gave no number that may be called';
    judge(d, 'hear.oneway', false, 'engine', { note });
    play(d, { leg: phase.agent.leg }, ['tone.error']);
    return true;
  }
  const promised = scripts?.['hear.oneway'] !== undefined;
  if (!sayByKey(d, agent, 'hear.oneway', [clause.say])) return false;
  if (promised) return true;
  promiseByAgent(d, 'oneWay', { number, dialled }, { why: 'oneWay', agent });
  judge(d, 'hear.oneway', true, { agent });
  return true;
}

/** hear.oneway: what a callback that was promised so says after its opening. */
export function sayWhy(d: Draft): Phrase {
  const { callback } = d.call;
  return callback?.why === 'oneWay' ? (d.rules.standard.clauses['hear.oneway']?.sayWhy ?? []) : [];
}
