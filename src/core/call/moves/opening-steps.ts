import type { Phrase } from '../../standard/standard.ts';
import type { StepDraft } from '../step-draft.ts';

/** callback.opening: what a called customer hears before the talk, step by step; after each step but the last the customer may
 * answer. callback.programme: a follow-up has a script of its own, if the standard has one. */
export function openingSteps(d: StepDraft): readonly Phrase[] {
  const { clauses } = d.rules.standard;
  const template = d.call.callback?.template;
  const opening = clauses['callback.opening'];
  const script = template && clauses['callback.programme']?.[template];
  const steps = script ?? opening?.steps ?? [opening?.say ?? []];
  const last = [...(steps.at(-1) ?? []), ...afterOpening(d)];
  return [...steps.slice(0, -1), last];
}

/** hear.oneway: why the callback is made. callback.interim: that there is no result yet. */
function afterOpening(d: StepDraft): Phrase {
  const { callback } = d.call;
  const { clauses } = d.rules.standard;
  return [
    ...((callback?.why === 'oneWay' && clauses['hear.oneway']?.sayWhy) || []),
    ...((callback?.kind === 'interim' && clauses['callback.interim']?.say) || []),
  ];
}
