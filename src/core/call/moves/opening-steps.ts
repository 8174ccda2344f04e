import type { Phrase } from '../../standard/standard.ts';
import type { StepDraft } from '../step-draft.ts';
import { awaitsMark } from './satisfaction.ts';

/** callback.opening: what a called customer hears before the talk, step by step. callback.programme: a follow-up has a script of
 * its own, if the standard has one. callback.follow_up: the question, and the reply to its answer, are steps of their own. */
export function openingSteps(d: StepDraft): readonly Phrase[] {
  const opening = callersSteps(d);
  const { callback } = d.call;
  const followUp = d.rules.standard.clauses['callback.follow_up'];
  if (callback?.kind !== 'satisfaction' || !followUp) return opening;
  const { say, sayThanks, sayComplaint } = followUp;
  const { satisfied } = callback;
  return [...opening, say, ...(satisfied === undefined ? [] : [satisfied ? sayThanks : sayComplaint])];
}

/** Who calls, and what for. */
function callersSteps(d: StepDraft): readonly Phrase[] {
  const { clauses } = d.rules.standard;
  const template = d.call.callback?.template;
  const opening = clauses['callback.opening'];
  const script = template && clauses['callback.programme']?.[template];
  const steps = script ?? opening?.steps ?? [opening?.say ?? []];
  const last = [...(steps.at(-1) ?? []), ...afterOpening(d)];
  return [...steps.slice(0, -1), last];
}

/** The step says who calls for the last time: the recording notice follows. */
export function isLastOfOpening(d: StepDraft, step: number): boolean {
  return step === callersSteps(d).length - 1;
}

/** callback.follow_up: the step asks whether the solution satisfied. */
export function asksForMark(d: StepDraft, step: number): boolean {
  return awaitsMark(d) && step === callersSteps(d).length;
}

/** The customer may answer after the step. */
export function awaitsAnswer(d: StepDraft, step: number): boolean {
  return step < callersSteps(d).length - 1 || asksForMark(d, step);
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
