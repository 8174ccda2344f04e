import type { Step } from '../effects.ts';
import type { Rules } from '../rules.ts';
import type { Moment } from '../time.ts';
import { isEarly, judgeAttempt } from './appointment.ts';
import { customerAttempts, done, failed, settled } from './ending.ts';
import { interimDue, NEWS_WITHIN_MS, newsWithin } from './news.ts';
import { gaveUp } from './rang.ts';
import { type AttemptOutcome, type CallbackState, needsResult } from './state.ts';
import type { CallbackInput } from './step.ts';
import { event, interimFact } from './verdicts.ts';

/** To be tried at once. */
export function dueNow(state: CallbackState, at: Moment): CallbackState {
  return { ...state, reserved: false, dueAt: at.wall, status: { is: 'due' } };
}

/** What becomes of the callback after an attempt: settled, open with a new deadline, tried again, or given up. */
export function attemptEnded(
  state: CallbackState,
  input: Extract<CallbackInput, { type: 'attemptEnded' }>,
  rules: Rules,
): Step<CallbackState> {
  if (input.outcome === 'gaveUp') return gaveUp(state, input);
  const { status, attempts, dueAt } = state;
  const agreed = status.is === 'attempting' && status.agreed === true;
  const outcome = agreed && TALKED.includes(input.outcome) ? 'rescheduled' : input.outcome;
  const by = input.agent === undefined ? {} : { agent: input.agent };
  const next = {
    ...state,
    attempts: attempts.map((a) => (a.call === input.call ? { ...a, ...by, outcome } : a)),
  };
  if (agreed) return done({ ...next, status: { is: dueAt > input.at.wall ? 'scheduled' : 'due' } });
  const facts = outcome === 'agentFailed' ? [] : judgeAttempt(state, input.at, rules);
  const agreedAt = outcome === 'agentFailed' || isEarly(state) ? state.agreedAt : null;
  const after = { ...next, agreedAt };
  if (status.is === 'attempting' && status.askedAgain) return done(dueNow(after, input.at), facts);
  if (outcome === 'agentFailed') return done({ ...after, reserved: false, status: { is: 'due' } });
  const step = afterCall(after, { ...input, outcome }, rules);
  return { ...step, facts: [...facts, ...step.facts] };
}

const TALKED: readonly AttemptOutcome[] = ['reached', 'resolved', 'open'];

/** The customer was dialled. */
function afterCall(
  next: CallbackState,
  input: Extract<CallbackInput, { type: 'attemptEnded' }>,
  rules: Rules,
): Step<CallbackState> {
  switch (input.outcome) {
    case 'resolved':
      return settled(next, input.at, rules);
    case 'reached':
      // an agent's promise is kept by a stated result only; a wish to be called back is kept by the talk itself
      return needsResult(next.kind) ? openAgain(next, input.at, rules) : settled(next, input.at, rules);
    case 'open':
    case 'rescheduled':
      return openAgain(next, input.at, rules);
    default:
      return retry(next, input.at, rules, input.outcome);
  }
}

/** callback.interim: the customer has had news; the promise stays open, with a new deadline. callback.appointment: who was called
 * before the time agreed upon is called then. */
function openAgain(state: CallbackState, at: Moment, rules: Rules): Step<CallbackState> {
  const { withinMs: _kept, agreedAt, ...rest } = state;
  const next: CallbackState = {
    ...rest,
    kind: needsResult(state.kind) ? state.kind : 'promised',
    dueAt: agreedAt ?? interimDue(at.wall, rules),
    agreedAt,
    deadlineAt: (agreedAt ?? at.wall) + newsWithin(rules),
    late: false,
    status: { is: 'scheduled' },
  };
  return done(next, interimFact(state, at, rules));
}

function retry(state: CallbackState, at: Moment, rules: Rules, why: AttemptOutcome): Step<CallbackState> {
  const { retryMs, maxAttempts } = rules.standard.handling;
  const tried = customerAttempts(state);
  const notReached = event(state, at, 'customerNotReached', { why, attempt: tried });
  if (tried >= maxAttempts) {
    const over = failed(state, at, rules, 'notReached');
    return done(over.state, [notReached, ...over.facts]);
  }
  const wait = retryMs[Math.min(tried, retryMs.length) - 1] ?? NEWS_WITHIN_MS;
  // callback.appointment: who was called too early is called at the time agreed upon
  const dueAt = state.agreedAt ?? at.wall + wait;
  return done({ ...state, dueAt, status: { is: 'scheduled' } }, [notReached]);
}
