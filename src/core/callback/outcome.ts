import type { Step } from '../effects.ts';
import type { AttemptOutcome } from '../model/callback.ts';
import type { Rules } from '../rules.ts';
import type { Moment } from '../time.ts';
import { isEarly, judgeAttempt } from './appointment.ts';
import { settled } from './ending.ts';
import type { CallbackInput } from './input.ts';
import { needsResult } from './kinds.ts';
import { interimDue, newsWithin } from './news.ts';
import { isTalk, OUTCOMES } from './outcomes.ts';
import { gaveUp } from './rang.ts';
import { isNotReached, passedOn, retry } from './retry.ts';
import type { CallbackState } from './state.ts';
import { tryFrom } from './trying.ts';
import { interimFact } from './verdicts.ts';

/** What becomes of the callback after an attempt: settled, open with a new deadline, tried again, or given up. */
export function attemptEnded(
  state: CallbackState,
  input: Extract<CallbackInput, { type: 'attemptEnded' }>,
  rules: Rules,
): Step<CallbackState> {
  if (input.outcome === 'gaveUp') return gaveUp(state, input, rules);
  const { status, attempts, dueAt } = state;
  const { at } = input;
  const agreed = status.is === 'attempting' && status.agreed === true;
  const outcome = agreed && isTalk(input.outcome) ? 'rescheduled' : input.outcome;
  const by = input.agent === undefined ? {} : { agent: input.agent };
  const next = {
    ...state,
    attempts: attempts.map((a) => (a.call === input.call ? { ...a, ...by, outcome } : a)),
  };
  if (agreed) return tryFrom(next, dueAt, at, rules);
  const facts = outcome === 'agentFailed' ? [] : judgeAttempt(state, at, rules);
  const agreedAt = outcome === 'agentFailed' || isEarly(state) ? state.agreedAt : null;
  const after = { ...next, agreedAt };
  const askedAgain = status.is === 'attempting' && status.askedAgain === true;
  const step = askedAgain
    ? tryFrom({ ...after, reserved: false }, at.wall, at, rules)
    : become(after, outcome, at, rules);
  return { ...step, facts: [...facts, ...step.facts] };
}

function become(next: CallbackState, outcome: AttemptOutcome, at: Moment, rules: Rules): Step<CallbackState> {
  if (isNotReached(outcome)) return retry(next, at, rules, outcome);
  switch (OUTCOMES[outcome].becomes) {
    case 'passedOn':
      return passedOn(next, at, rules);
    case 'settled':
      return settled(next, at, rules);
    case 'byKind':
      // an agent's promise is kept by a stated result only; a wish to be called back is kept by the talk itself
      return needsResult(next.kind) ? openAgain(next, at, rules) : settled(next, at, rules);
    case 'newDeadline':
      return openAgain(next, at, rules);
    case 'asBefore':
      return tryFrom(next, next.dueAt, at, rules);
  }
}

/** callback.interim: the customer has had news; the promise stays open, with a new deadline. callback.appointment: who was called
 * before the time agreed upon is called then. */
function openAgain(state: CallbackState, at: Moment, rules: Rules): Step<CallbackState> {
  const { withinMs: _kept, agreedAt, ...rest } = state;
  const next: CallbackState = {
    ...rest,
    kind: needsResult(state.kind) ? state.kind : 'promised',
    agreedAt,
    deadlineAt: (agreedAt ?? at.wall) + newsWithin(rules),
    late: false,
  };
  return tryFrom(next, agreedAt ?? interimDue(at.wall, rules), at, rules, interimFact(state, at, rules));
}
