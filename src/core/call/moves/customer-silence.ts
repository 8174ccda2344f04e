import type { Rules } from '../../rules.ts';
import { cueSilence } from '../agent-cues.ts';
import { speechOf } from '../speech-activity.ts';
import type { CallState } from '../state.ts';
import type { PhaseOf, StepDraft } from '../step-draft.ts';
import { hangUpNow, nextStepDue, playNextStep, startSilentScript } from './scripts.ts';

/** What a customer's silence leads to, and when (monotonic ms). hear.silent: who has not been heard at all is asked, once.
 * hear.noresponse: of who has been, the agent is told, once in each silence. */
function nextSilenceAction(
  call: CallState,
  rules: Rules,
): { readonly at: number; readonly asks: boolean } | null {
  const { customer, talk } = speechOf(call);
  if (!talk || customer !== null) return null;
  const asks = !talk.heard;
  const { clauses } = rules.standard;
  const clause = asks ? clauses['hear.silent'] : clauses['hear.noresponse'];
  if (!clause || (asks ? talk.asked : talk.told)) return null;
  return { at: talk.quietSince + clause.afterMs, asks };
}

/** Monotonic ms at which a talk in which nothing is being said wants to hear from the clock, or null. */
export function silenceDeadline(call: CallState, phase: PhaseOf<'talking'>, rules: Rules): number | null {
  if (phase.pendingHangup) return phase.pendingHangup.atMono;
  if (phase.silent) return nextStepDue({ rules }, phase.silent);
  return nextSilenceAction(call, rules)?.at ?? null;
}

/** The clock has been looked at in such a talk. */
export function onSilenceDeadline(d: StepDraft<'talking' | 'over'>, phase: PhaseOf<'talking'>): void {
  const due = silenceDeadline(d.call, phase, d.rules);
  if (due === null || d.at.mono < due) return;
  if (phase.pendingHangup) hangUpNow(d, phase, phase.pendingHangup);
  else if (phase.silent) playNextStep(d, phase);
  else if (nextSilenceAction(d.call, d.rules)?.asks) startSilentScript(d, 'engine');
  else cueSilence(d);
}
