import type { Step, Tell } from '../effects.ts';
import type { Fact } from '../facts.ts';
import type { Rules } from '../rules.ts';
import type { Timestamp } from '../time.ts';
import { leadTime, newsWithin } from './news-deadline.ts';
import type { CallbackState } from './state.ts';
import { callbackFact } from './verdicts.ts';

/** UTC ms from which on the deadline is likely to be missed: little time is left, or the next try is behind it. Null where nothing
 * is to be said (an attempt is under way), or it has been said of this deadline. */
export function atRiskFrom(state: CallbackState, rules: Rules): number | null {
  const { status, late, warnedFor, deadlineAt, dueAt, withinMs } = state;
  const waits = status.is === 'scheduled' || status.is === 'due' || status.is === 'blocked';
  if (!waits || late || warnedFor === deadlineAt) return null;
  if (dueAt > deadlineAt) return state.promisedAt;
  const from = deadlineAt - leadTime(withinMs ?? newsWithin(rules));
  // what has just become due is given some time to find an agent
  return status.is === 'blocked' || dueAt > from ? from : Math.max(from, dueAt + (deadlineAt - dueAt) / 3);
}

/** callback.done: said beforehand that a deadline will be missed, once for each; who was named by an operator and is not there
 * does not make it late: from now on anybody may take it. */
export function withRiskWarning(step: Step<CallbackState>, at: Timestamp, rules: Rules): Step<CallbackState> {
  const { state } = step;
  const from = step.unexpected ? null : atRiskFrom(state, rules);
  if (from === null || at.wall < from) return step;
  const { assigned, ...anybody } = state;
  const { deadlineAt, dueAt } = state;
  const why = dueAt > deadlineAt ? 'nextTry' : state.status.is === 'blocked' ? 'blocked' : 'noAgent';
  const detail = { why, deadlineAt, dueAt, ...(assigned === undefined ? {} : { assigned }) };
  // who is named for a try after the deadline may well be there then
  const next = why === 'noAgent' ? anybody : state;
  return {
    ...step,
    state: { ...next, warnedFor: deadlineAt },
    facts: [...step.facts, callbackFact(state, at, 'callbackAtRisk', detail)],
    // callback.done: where the standard has it, somebody is told who can do something about it
    tells: rules.standard.clauses['callback.done'] ? [...step.tells, alertOf(state)] : step.tells,
  };
}

function alertOf({ id, deadlineAt, number, dialled, line, standard, language }: CallbackState): Tell {
  const alert = { id: `${id}-risk-${Math.round(deadlineAt)}`, of: { atRisk: id } };
  return { to: 'newAlert', alert: { ...alert, number, dialled, line, standard, language } };
}

/** callback.done: what is past its deadline is overdue, is tried as before, and is said. */
export function overdueFact(state: CallbackState, at: Timestamp): Fact {
  return callbackFact(state, at, 'callbackOverdue', { deadlineAt: state.deadlineAt });
}
