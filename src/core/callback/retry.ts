import type { Step } from '../effects.ts';
import type { Fact } from '../facts.ts';
import type { AgentId } from '../ids.ts';
import type { AttemptOutcome } from '../model/callback.ts';
import type { Rules } from '../rules.ts';
import type { Handling } from '../standard/standard.ts';
import type { Timestamp } from '../time.ts';
import { failCallback, involvesCustomer, stepDone } from './callback-end.ts';
import { hasTalked, OUTCOME_RULES } from './outcome-rules.ts';
import { callingTime, scheduleAttempt } from './schedule-attempt.ts';
import type { Attempt, CallbackState } from './state.ts';
import { callbackFact } from './verdicts.ts';

/** The outcomes in which the customer was dialled and did not talk. */
export type NotReached = {
  [O in AttemptOutcome]: (typeof OUTCOME_RULES)[O]['becomes'] extends 'triedAgain' ? O : never;
}[AttemptOutcome];

export function isNotReached(outcome: AttemptOutcome): outcome is NotReached {
  return OUTCOME_RULES[outcome].becomes === 'triedAgain';
}

interface RetryRule {
  /** Under which the standard has the waits, one for each time that it went so; after the last one it is given up. */
  readonly waits: {
    [K in keyof Handling]: Handling[K] extends readonly number[] ? K : never;
  }[keyof Handling];
  /** On another day at another hour. */
  readonly otherHours: boolean;
}

/** callback.unanswered: how it is tried again, by how it went. */
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

/** The attempts in which the customer was dialled, since there was last talk. */
function unreachedAttempts(attempts: readonly Attempt[]): Attempt[] {
  const last = attempts.findLastIndex(({ outcome }) => hasTalked(outcome));
  return attempts.slice(last + 1).filter(involvesCustomer);
}

/** Tried again after the wait that the outcome asks for, or given up. */
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
  // callback.appointment: who was called too early is called at the time agreed upon
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
/** What is tried again on the same day is tried again soon because that may help. */
const ANOTHER_DAY_MS = 12 * HOUR_MS;

/** UTC ms, `wall` or later: who did not pick up at some hour on an earlier day is called at another hour, if there is one within
 * a day. */
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

/** So many times one after another an agent may let a callback ring, before it waits for that agent, and longer each time. */
const AGENT_TRIES = 3;
const LONGEST_WAIT_MS = 15 * 60_000;

/** No agent took it: the next one gets it at once. One who has let it ring again and again, because nobody else is there, is not
 * rung for it for ever; an operator's choice of that agent is then taken back. */
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

/** The agents who have let it ring since the customer was last dialled, each as often as that was. */
export function failedSince({ attempts }: Pick<CallbackState, 'attempts'>): AgentId[] {
  const last = attempts.findLastIndex(involvesCustomer);
  const since = attempts.slice(last + 1);
  return since.flatMap(({ agent, outcome }) => (outcome === 'agentFailed' && agent !== null ? [agent] : []));
}
