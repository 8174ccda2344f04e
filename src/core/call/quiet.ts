import type { Rules } from '../rules.ts';
import { cueSilence } from './cues.ts';
import type { Draft, In } from './draft.ts';
import { earsOf } from './ears.ts';
import { beginSilent, endNow, stepDue, stepOn } from './silence.ts';
import type { CallState } from './state.ts';

/** What a customer's silence leads to, and when (monotonic ms). hear.silent: who has not been heard at all is asked, once.
 * hear.noresponse: of who has been, the agent is told, once in each silence. */
function nextOfSilence(
  call: CallState,
  rules: Rules,
): { readonly at: number; readonly asks: boolean } | null {
  const { customer, talk } = earsOf(call);
  if (!talk || customer !== null) return null;
  const asks = !talk.heard;
  const { clauses } = rules.standard;
  const clause = asks ? clauses['hear.silent'] : clauses['hear.noresponse'];
  if (!clause || (asks ? talk.asked : talk.told)) return null;
  return { at: talk.quietSince + clause.afterMs, asks };
}

/** Monotonic ms at which a talk in which nothing is being said wants to hear from the clock, or null. */
export function quietDeadline(call: CallState, phase: In<'talking'>, rules: Rules): number | null {
  if (phase.ending) return phase.ending.atMono;
  if (phase.silent) return stepDue({ rules }, phase.silent);
  return nextOfSilence(call, rules)?.at ?? null;
}

/** The clock has been looked at in such a talk. */
export function lookAtSilence(d: Draft, phase: In<'talking'>): void {
  const due = quietDeadline(d.call, phase, d.rules);
  if (due === null || d.at.mono < due) return;
  if (phase.ending) endNow(d, phase, phase.ending);
  else if (phase.silent) stepOn(d, phase);
  else if (nextOfSilence(d.call, d.rules)?.asks) beginSilent(d, 'engine');
  else cueSilence(d);
}
