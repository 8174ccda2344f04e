import type { Rules } from '../../rules.ts';
import { cueSilence } from '../agent-cues.ts';
import { speechOf } from '../speech-activity.ts';
import type { CallState } from '../state.ts';
import type { PhaseOf, StepDraft } from '../step-draft.ts';
import { hangUpNow, nextStepDue, playNextStep, startSilentScript } from './scripts.ts';

/** The reaction to a customer's silence, and its time (monotonic ms). hear.silent: the engine asks a customer who has not
 * been heard at all, once. hear.noresponse: if the customer has been heard, the agent gets a tone, once in each silence. */
function nextSilenceAction(
  call: CallState,
  rules: Rules,
): { readonly at: number; readonly asks: boolean } | null {
  const { customer, talk } = speechOf(call);
  if (!talk || customer !== null || call.customer.holds) return null;
  const asks = !talk.heard;
  const { clauses } = rules.standard;
  const clause = asks ? clauses['hear.silent'] : clauses['hear.noresponse'];
  if (!clause || (asks ? talk.asked : talk.told)) return null;
  return { at: talk.quietSince + clause.afterMs, asks };
}

/** Monotonic ms at which a talk without a playing prompt needs the clock, or null. */
export function silenceDeadline(call: CallState, phase: PhaseOf<'talking'>, rules: Rules): number | null {
  if (phase.pendingHangup) return phase.pendingHangup.atMono;
  if (phase.silent) return nextStepDue({ rules }, phase.silent);
  return nextSilenceAction(call, rules)?.at ?? null;
}

/** The clock input for such a talk. */
export function onSilenceDeadline(d: StepDraft<'talking' | 'over'>, phase: PhaseOf<'talking'>): void {
  const due = silenceDeadline(d.call, phase, d.rules);
  if (due === null || d.at.mono < due) return;
  if (phase.pendingHangup) hangUpNow(d, phase, phase.pendingHangup);
  else if (phase.silent) playNextStep(d, phase);
  else if (nextSilenceAction(d.call, d.rules)?.asks) startSilentScript(d, 'engine');
  else cueSilence(d);
}
