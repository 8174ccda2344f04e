import type { AgentId } from '../../ids.ts';
import { requestByAgent } from '../moves/callback-requests.ts';
import { playKeyPhrase } from '../moves/scripts.ts';
import { keptWhenHeard } from '../pending-verdicts.ts';
import { addVerdict, play, type StepDraft } from '../step-draft.ts';

/** hear.oneway: the caller cannot hear the agent. Both hear that the caller will get a callback, which the engine promises
 * at once: by this agent, if possible, and as soon as the line is free. In a standard that has steps instead, both hear the
 * next step. Returns false where the agent's key means nothing. */
export function oneWayKey(d: StepDraft<'talking'>, agent: AgentId): boolean {
  const clause = d.rules.standard.clauses['hear.oneway'];
  const { phase, customer, scripts } = d.call;
  if (!clause || phase.is !== 'talking' || phase.agent.agent !== agent) return false;
  if (!clause.say) return playKeyPhrase(d, agent, 'hear.oneway', clause.steps);
  const { number, dialled } = customer;
  if (!number) {
    const note = 'the caller gave no number that may be called';
    addVerdict(d, 'hear.oneway', false, 'engine', { note });
    play(d, { leg: phase.agent.leg }, ['tone.error']);
    return true;
  }
  const promised = scripts?.['hear.oneway'] !== undefined;
  if (!playKeyPhrase(d, agent, 'hear.oneway', [clause.say])) return false;
  if (promised) return true;
  requestByAgent(d, 'oneWay', { number, dialled }, { why: 'oneWay', agent });
  keptWhenHeard(d, d.call.phase.is === 'talking' ? d.call.phase.saying : null, {
    clause: 'hear.oneway',
    by: { agent },
  });
  return true;
}
