import type { Step, Tell } from '../effects.ts';
import type { Fact } from '../facts.ts';
import type { DialRule } from '../model/callback.ts';
import type { Rules } from '../rules.ts';
import type { Timestamp } from '../time.ts';
import { OUTCOME_RULES } from './outcome-rules.ts';
import type { Attempt, CallbackState } from './state.ts';
import { callbackFact, doneFact, interimFact } from './verdicts.ts';

/** A step whose input had a meaning. */
export function stepDone(state: CallbackState, facts: readonly Fact[] = [], tells: readonly Tell[] = []) {
  return { state, commands: [], tells, facts, unexpected: false };
}

/** The attempt dialled the customer, or somebody talked with the customer. */
export function involvesCustomer({ outcome }: Attempt): boolean {
  return outcome === undefined || OUTCOME_RULES[outcome].customer !== 'notDialled';
}

/** Attempts that dialled the customer, or are about to. */
export function customerAttempts(state: CallbackState): number {
  return state.attempts.filter(involvesCustomer).length;
}

/** The callback ends without the customer. `notAllowed`: by that `rule` (callback.purpose), or because there is no hour at
 * which the line may call the customer. */
export function failCallback(
  state: CallbackState,
  at: Timestamp,
  rules: Rules,
  why: Extract<CallbackState['status'], { is: 'failed' }>['why'],
  rule?: DialRule,
): { state: CallbackState; facts: Fact[] } {
  const tried = why === 'notAllowed' ? {} : { attempts: customerAttempts(state) };
  const detail = { why, ...tried, ...(rule === undefined ? {} : { rule }) };
  return {
    state: { ...state, status: { is: 'failed', at: at.wall, why, ...(rule === undefined ? {} : { rule }) } },
    facts: [
      ...interimFact(state, at, rules, { reached: false }),
      ...doneFact(state, at, rules, { reached: false, note: NOTES[why] }),
      callbackFact(state, at, 'callbackFailed', detail),
    ],
  };
}

const NOTES = {
  notReached: 'given up: the customer was not reached',
  invalidNumber: 'given up: there is no such number',
  notAllowed: 'the number may not be called',
} as const;

/** The customer has received what the engine promised. */
export function settleCallback(state: CallbackState, at: Timestamp, rules: Rules): Step<CallbackState> {
  return stepDone({ ...state, status: { is: 'settled', at: at.wall } }, [
    ...interimFact(state, at, rules),
    ...doneFact(state, at, rules),
    callbackFact(state, at, 'callbackSettled', { attempts: state.attempts.length }),
  ]);
}
