import type { AgentId } from '../../ids.ts';
import { stopScript } from '../moves/scripts.ts';
import { startSurvey } from '../moves/survey.ts';
import { startWrapUp } from '../moves/wrap-up.ts';
import { addVerdict, type StepDraft } from '../step-draft.ts';
import { stopWaitPrompt } from '../wait-prompts.ts';

/** close.goodbye: after the agent's key the engine releases the agent. The caller rates the call, if the standard has that,
 * and hears the goodbye. Returns false if the agent is not with the caller, or the standard says nothing at the end. */
export function endCallWithGoodbye(d: StepDraft<'surveying' | 'closing' | 'over'>, agent: AgentId): boolean {
  const { phase, bridge } = d.call;
  const { clauses } = d.rules.standard;
  if (phase.is !== 'talking' && phase.is !== 'held') return false;
  if (phase.agent.agent !== agent) return false;
  if (!clauses['close.goodbye'] && !clauses['quality.stars']) return false;
  if (phase.is === 'talking') stopScript(d, phase, { agent });
  else stopWaitPrompt(d, phase.wait);
  // close.caller.first: the agent has left the end of the call to the caller
  addVerdict(d, 'close.caller.first', true, { agent });
  startWrapUp(d, phase.agent);
  startSurvey(d, bridge === null);
  return true;
}
