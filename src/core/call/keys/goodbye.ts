import type { AgentId } from '../../ids.ts';
import { stopHoldPrompts } from '../moves/hold.ts';
import { askAnythingElse, releaseToGoodbye } from '../moves/last-question.ts';
import { stopScript } from '../moves/scripts.ts';
import type { StepDraft } from '../step-draft.ts';

/** close.goodbye: after the agent's key both hear whether there is anything else, if the standard asks that and the agent has
 * not. Then, or at the next press, the engine releases the agent. The caller rates the call, if the standard has that,
 * and hears the goodbye. Returns false if the agent is not with the caller, or the standard says nothing at the end. */
export function endCallWithGoodbye(
  d: StepDraft<'talking' | 'surveying' | 'closing' | 'over'>,
  agent: AgentId,
): boolean {
  const { phase } = d.call;
  const { clauses } = d.rules.standard;
  if (phase.is !== 'talking' && phase.is !== 'held') return false;
  if (phase.agent.agent !== agent) return false;
  if (!clauses['close.goodbye'] && !clauses['quality.stars']) return false;
  // close.anything
  if (phase.is === 'talking' && askAnythingElse(d, phase)) return true;
  if (phase.is === 'talking') stopScript(d, phase, { agent });
  else stopHoldPrompts(d, phase);
  releaseToGoodbye(d, phase.agent);
  return true;
}
