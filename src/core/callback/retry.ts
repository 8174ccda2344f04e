import type { Step } from '../effects.ts';
import type { Fact } from '../facts.ts';
import type { AgentId } from '../ids.ts';
import type { AttemptOutcome } from '../model/callback.ts';
import type { Rules } from '../rules.ts';
import type { Handling } from '../standard/standard.ts';
import type { Timestamp } from '../time.ts';
import { customerAttempts, failCallback, involvesCustomer, stepDone } from './callback-end.ts';
import { hasTalked, OUTCOME_RULES } from './outcome-rules.ts';
import { callingTime, scheduleAttempt } from './schedule-attempt.ts';
import type { Attempt, CallbackState } from './state.ts';
import { callbackFact } from './verdicts.ts';

/** The outcomes of attempts that dialled the customer without a talk. */
export type NotReached = {
  [O in AttemptOutcome]: (typeof OUTCOME_RULES)[O]['becomes'] extends 'triedAgain' ? O : never;
}[AttemptOutcome];

export function isNotReached(outcome: AttemptOutcome): outcome is NotReached {
  return OUTCOME_RULES[outcome].becomes === 'triedAgain';
}

interface RetryRule {
  /** The standard's list of waits for the outcome, one for each time. After the last one the engine gives up. */
  readonly waits: {
    [K in keyof Handling]: Handling[K] extends readonly number[] ? K : never;
  }[keyof Handling];
  /** On another day at another hour. */
  readonly otherHours: boolean;
}

/** callback.unanswered: the rule for the next try, by outcome. */
export const RETRY: Readonly<Record<NotReached, RetryRule>> = {
  busy: { waits: 'retryBusyMs', otherHours: false },
  noAnswer: { waits: 'retryNoAnswerMs', otherHours: true },
  refused: { waits: 'retryRefusedMs', otherHours: false },
  unreachable: { waits: 'retryUnreachableMs', otherHours: false },
  invalidNumber: { waits: 'retryInvalidNumberMs', otherHours: false },
  congested: { waits: 'retryCongestedMs', otherHours: false },
  machine: { waits: 'retryMachineMs', otherHours: true },
  lost: { waits: 'retryLostMs', otherHours: false },
};

/** The attempts that dialled the customer since the last talk. */
function unreachedAttempts(attempts: readonly Attempt[]): Attempt[] {
  const last = attempts.findLastIndex(({ outcome }) => hasTalked(outcome));
  return attempts.slice(last + 1).filter(involvesCustomer);
}

/** Tries again after the wait for the outcome, or gives up. */
export function retry(
  state: CallbackState,
  at: Timestamp,
  rules: Rules,
  why: NotReached,
): Step<CallbackState> {
  const { handling } = rules.standard;
  const tried = unreachedAttempts(state.attempts);
  const facts = [callbackFact(state, at, 'customerNotReached', { why, attempt: tried.length })];
  const so = tried.filter(({ outcome }) => outcome === why);
  const wait = handling[RETRY[why].waits][so.length - 1];
  if (wait === undefined || tried.length >= handling.maxAttempts) return giveUp(state, at, rules, why, facts);
  // callback.appointment: after a call that came too early, the engine calls at the agreed time
  if (state.agreedAt !== null) return scheduleAttempt(state, state.agreedAt, at, rules, facts);
  const dueAt = RETRY[why].otherHours ? otherHour(state, at.wall + wait, rules) : at.wall + wait;
  return scheduleAttempt(state, dueAt, at, rules, facts);
}

function giveUp(
  state: CallbackState,
  at: Timestamp,
  rules: Rules,
  last: NotReached,
  facts: readonly Fact[],
): Step<CallbackState> {
  const over = failCallback(state, at, rules, last === 'invalidNumber' ? last : 'notReached');
  return stepDone(over.state, [...facts, ...over.facts]);
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Outcomes with a retry on the same day, because a retry soon may help. */
const ANOTHER_DAY_MS = 12 * HOUR_MS;

/** UTC ms, `wall` or later. A customer who did not answer at some hour on an earlier day gets the next call at another hour,
 * if there is one within a day. */
function otherHour(state: CallbackState, wall: number, rules: Rules): number {
  const before = state.attempts
    .filter(({ outcome }) => outcome === 'noAnswer' || outcome === 'machine')
    .map(({ at }) => at);
  let from = wall;
  while (from < wall + DAY_MS) {
    const time = callingTime(state, from, rules);
    if (time === null) return wall;
    if (!before.some((at) => time - at > ANOTHER_DAY_MS && isSameHour(at, time))) return time;
    from = time + HOUR_MS;
  }
  return wall;
}

/** Less than an hour apart on the clock. */
function isSameHour(one: number, other: number): boolean {
  const apart = (other - one) % DAY_MS;
  return Math.min(apart, DAY_MS - apart) < HOUR_MS;
}

/** An agent may leave a callback unanswered this many times in a row. Then it waits before it rings for that agent again,
 * longer each time. */
const AGENT_TRIES = 3;
const LONGEST_WAIT_MS = 15 * 60_000;

/** No agent took it: the next agent gets it at once. An agent who repeatedly did not answer, with nobody else available,
 * does not get it for ever; the engine then removes an operator's choice of that agent. */
export function offerToNextAgent(before: CallbackState, at: Timestamp, rules: Rules): Step<CallbackState> {
  const state = { ...before, reserved: false };
  const failedBy = failedSince(state);
  const agent = failedBy.at(-1);
  const times = failedBy.filter((one) => one === agent).length;
  if (times < AGENT_TRIES) return scheduleAttempt(state, at.wall, at, rules);
  if (agent === state.assigned) {
    const { assigned: _notThere, ...anybody } = state;
    return scheduleAttempt(anybody, at.wall, at, rules);
  }
  const wait = rules.standard.handling.passOverMs * 2 ** Math.min(times - AGENT_TRIES + 1, 10);
  return scheduleAttempt(state, at.wall + Math.min(wait, LONGEST_WAIT_MS), at, rules);
}

/** The outcomes of attempts that Asterisk or the carrier did not take. */
export type NotTaken = {
  [O in AttemptOutcome]: (typeof OUTCOME_RULES)[O]['becomes'] extends 'soonAgain' ? O : never;
}[AttemptOutcome];

export function isNotTaken(outcome: AttemptOutcome | undefined): outcome is NotTaken {
  return outcome !== undefined && OUTCOME_RULES[outcome].becomes === 'soonAgain';
}

/** The first wait after a dial that nobody took; each further one in a row waits twice as long. */
const NOT_TAKEN_WAIT_MS = 30_000;

/** Asterisk or the carrier did not take the dial: the customer knows nothing of it, and the attempt does not count. */
export function dialSoonAgain(
  state: CallbackState,
  at: Timestamp,
  rules: Rules,
  why: NotTaken,
): Step<CallbackState> {
  const { attempts } = state;
  const last = attempts.findLastIndex(({ outcome }) => !isNotTaken(outcome));
  const times = attempts.length - 1 - last;
  const wait = NOT_TAKEN_WAIT_MS * 2 ** Math.min(times - 1, 10);
  const facts =
    why === 'trunkRefused'
      ? [callbackFact(state, at, 'customerNotReached', { why, attempt: customerAttempts(state) + 1 })]
      : [];
  return scheduleAttempt(state, at.wall + Math.min(wait, LONGEST_WAIT_MS), at, rules, facts);
}

/** The agents who did not answer for it since the customer was last dialled, each as often as that happened. */
export function failedSince({ attempts }: Pick<CallbackState, 'attempts'>): AgentId[] {
  const last = attempts.findLastIndex(involvesCustomer);
  const since = attempts.slice(last + 1);
  return since.flatMap(({ agent, outcome }) => (outcome === 'agentFailed' && agent !== null ? [agent] : []));
}
