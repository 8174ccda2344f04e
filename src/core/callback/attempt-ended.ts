import type { Step } from '../effects.ts';
import type { AttemptOutcome } from '../model/callback.ts';
import type { Rules } from '../rules.ts';
import type { Timestamp } from '../time.ts';
import { isBeforeAppointment, judgeAttempt } from './appointment-verdict.ts';
import { settleCallback } from './callback-end.ts';
import type { CallbackInput } from './input.ts';
import { needsResult } from './kinds.ts';
import { interimDue, newsWithin } from './news-deadline.ts';
import { onInboundCallAbandoned } from './on-inbound-call.ts';
import { hasTalked, OUTCOME_RULES } from './outcome-rules.ts';
import { dialSoonAgain, isNotReached, isNotTaken, offerToNextAgent, retry } from './retry.ts';
import { scheduleAttempt } from './schedule-attempt.ts';
import type { CallbackState } from './state.ts';
import { interimFact } from './verdicts.ts';

/** Decides the callback's next status after an attempt: settled, open with a new deadline, tried again, or given up. */
export function attemptEnded(
  state: CallbackState,
  input: Extract<CallbackInput, { type: 'attemptEnded' }>,
  rules: Rules,
): Step<CallbackState> {
  if (input.outcome === 'abandoned') return onInboundCallAbandoned(state, input, rules);
  const { status, attempts, dueAt } = state;
  const { at } = input;
  const agreed = status.is === 'attempting' && status.agreed === true;
  const outcome = agreed && hasTalked(input.outcome) ? 'rescheduled' : input.outcome;
  const by = input.agent === undefined ? {} : { agent: input.agent };
  const next = {
    ...state,
    ...(input.satisfied === undefined ? {} : { satisfied: input.satisfied }),
    attempts: attempts.map((a) => (a.call === input.call ? { ...a, ...by, outcome } : a)),
  };
  if (agreed) return scheduleAttempt(next, dueAt, at, rules);
  const nobodyDialled = outcome === 'agentFailed' || outcome === 'notDialled' || outcome === 'trunkRefused';
  const facts = nobodyDialled ? [] : judgeAttempt(state, at, rules);
  const agreedAt = nobodyDialled || isBeforeAppointment(state) ? state.agreedAt : null;
  const after = { ...next, agreedAt };
  const askedAgain = status.is === 'attempting' && status.askedAgain === true;
  const step = askedAgain
    ? scheduleAttempt({ ...after, reserved: false }, at.wall, at, rules)
    : applyOutcome(after, outcome, at, rules);
  return { ...step, facts: [...facts, ...step.facts] };
}

function applyOutcome(
  next: CallbackState,
  outcome: AttemptOutcome,
  at: Timestamp,
  rules: Rules,
): Step<CallbackState> {
  if (isNotReached(outcome)) return retry(next, at, rules, outcome);
  if (isNotTaken(outcome)) return dialSoonAgain(next, at, rules, outcome);
  switch (OUTCOME_RULES[outcome].becomes) {
    case 'passedOn':
      return offerToNextAgent(next, at, rules);
    case 'settled':
      return settleCallback(next, at, rules);
    case 'byKind':
      // only a stated result keeps an agent's promise; the talk itself keeps a customer's request
      return needsResult(next.kind) ? reopen(next, at, rules) : settleCallback(next, at, rules);
    case 'newDeadline':
      return reopen(next, at, rules);
    case 'asBefore':
      return scheduleAttempt(next, next.dueAt, at, rules);
  }
}

/** callback.interim: the customer has had news; the promise stays open, with a new deadline. callback.appointment: the
 * engine calls again at the agreed time if the call came before it. */
function reopen(state: CallbackState, at: Timestamp, rules: Rules): Step<CallbackState> {
  const { withinMs: _kept, agreedAt, ...rest } = state;
  const next: CallbackState = {
    ...rest,
    kind: needsResult(state.kind) ? state.kind : 'promised',
    agreedAt,
    deadlineAt: (agreedAt ?? at.wall) + newsWithin(rules),
    late: false,
  };
  return scheduleAttempt(
    next,
    agreedAt ?? interimDue(at.wall, rules),
    at,
    rules,
    interimFact(state, at, rules),
  );
}
