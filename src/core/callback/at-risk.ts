import type { Step, Tell } from '../effects.ts';
import type { Fact } from '../facts.ts';
import type { Rules } from '../rules.ts';
import type { Timestamp } from '../time.ts';
import { leadTime, newsWithin } from './news-deadline.ts';
import type { CallbackState } from './state.ts';
import { callbackFact } from './verdicts.ts';

/** UTC ms from which on the callback is likely to miss its deadline: little time is left, or the next try is after it. Null
 * if there is nothing to report (an attempt is under way), or the report for this deadline exists. */
export function atRiskFrom(state: CallbackState, rules: Rules): number | null {
  const { status, late, warnedFor, deadlineAt, dueAt, withinMs } = state;
  const waits = status.is === 'scheduled' || status.is === 'due' || status.is === 'blocked';
  if (!waits || late || warnedFor === deadlineAt) return null;
  if (dueAt > deadlineAt) return state.promisedAt;
  const from = deadlineAt - leadTime(withinMs ?? newsWithin(rules));
  // a callback that has just become due gets some time to find an agent
  return status.is === 'blocked' || dueAt > from ? from : Math.max(from, dueAt + (deadlineAt - dueAt) / 3);
}

/** callback.done: reports in advance that a callback will miss its deadline, once for each deadline. The absence of the
 * agent whom an operator has assigned does not make it late: from now on any agent may take it. */
export function withRiskWarning(step: Step<CallbackState>, at: Timestamp, rules: Rules): Step<CallbackState> {
  const { state } = step;
  const from = step.unexpected ? null : atRiskFrom(state, rules);
  if (from === null || at.wall < from) return step;
  const { assigned, ...anybody } = state;
  const { deadlineAt, dueAt } = state;
  const why = dueAt > deadlineAt ? 'nextTry' : state.status.is === 'blocked' ? 'blocked' : 'noAgent';
  const detail = { why, deadlineAt, dueAt, ...(assigned === undefined ? {} : { assigned }) };
  // the agent who is assigned for a try after the deadline may well be available then
  const next = why === 'noAgent' ? anybody : state;
  return {
    ...step,
    state: { ...next, warnedFor: deadlineAt },
    facts: [...step.facts, callbackFact(state, at, 'callbackAtRisk', detail)],
    // callback.done: if the standard has it, an alert goes to somebody who can do something about it
    tells: rules.standard.clauses['callback.done'] ? [...step.tells, alertOf(state)] : step.tells,
  };
}

function alertOf({ id, deadlineAt, number, dialled, line, standard, language }: CallbackState): Tell {
  const alert = { id: `${id}-risk-${Math.round(deadlineAt)}`, of: { atRisk: id } };
  return { to: 'newAlert', alert: { ...alert, number, dialled, line, standard, language } };
}

/** callback.done: a callback past its deadline is overdue. The engine reports this, and goes on trying. */
export function overdueFact(state: CallbackState, at: Timestamp): Fact {
  return callbackFact(state, at, 'callbackOverdue', { deadlineAt: state.deadlineAt });
}
