import type { Step } from '../effects.ts';
import type { DialRule } from '../model/callback.ts';
import { type CallableNumber, type Rules, refuseListed } from '../rules.ts';
import type { Timestamp } from '../time.ts';
import { judgeAppointment } from './appointment-verdict.ts';
import { failCallback, stepDone } from './callback-end.ts';
import { type NumberHistory, nextUncapped } from './dial-policy.ts';
import { KIND_RULES } from './kinds.ts';
import { callingTime } from './schedule-attempt.ts';
import { type CallbackState, isOpen } from './state.ts';
import { callbackFact, purposeFact } from './verdicts.ts';

/** Whether the rules allow a dial now: yes, with the number as dialled; never; or not before a time (callback.purpose). */
export type DialPermission =
  | { readonly number: CallableNumber }
  | { readonly refused: DialRule }
  | { readonly until: number; readonly rule: 'hours' | 'cap' };

/** Checked at every dial, because the rules may have changed since the promise. */
export function dialPermission(
  state: CallbackState,
  wall: number,
  rules: Rules,
  history: NumberHistory = {},
): DialPermission {
  const asked = mayDial(state, rules, history);
  if (!('number' in asked)) return { refused: asked.refused };
  const uncapped = nextUncapped(history, wall);
  const until = callingTime(state, uncapped, rules);
  if (until === null) return { refused: 'hours' };
  return until > wall ? { until, rule: uncapped > wall ? 'cap' : 'hours' } : asked;
}

/** callback.purpose: the engine does not dial the customer now: never, or not yet. */
export function refuseDial(
  state: CallbackState,
  may: Exclude<DialPermission, { number: CallableNumber }>,
  at: Timestamp,
  rules: Rules,
): Step<CallbackState> {
  if ('until' in may) {
    const seconds = (may.until - at.wall) / 1000;
    const postponed = callbackFact(state, at, 'callbackPostponed', { rule: may.rule, seconds });
    return stepDone({ ...state, dueAt: may.until, status: { is: 'scheduled' } }, [postponed]);
  }
  const refused = purposeFact(state, at, rules, `refused: ${may.refused}`);
  const over = failCallback(state, at, rules, 'notAllowed', may.refused);
  return stepDone(over.state, [...refused, ...judgeAppointment(state, at, rules, null), ...over.facts]);
}

function mayDial({ number, line }: CallbackState, rules: Rules, { doNotCall }: NumberHistory) {
  return refuseListed(rules.mayDial(number, line), () => doNotCall === true);
}

/** callback.purpose: the rule that forbids ever calling the number, so that a request makes no callback; null if none. */
export function refusalOf(state: CallbackState, rules: Rules, history: NumberHistory): DialRule | null {
  const asked = mayDial(state, rules, history);
  return 'number' in asked ? null : asked.refused;
}

/** callback.purpose: a request for a forbidden number promises nothing; the engine records it with the rule. */
export function refusedRequest(
  state: CallbackState,
  rule: DialRule,
  at: Timestamp,
  rules: Rules,
): Step<CallbackState> {
  const over: CallbackState = { ...state, status: { is: 'failed', at: at.wall, why: 'notAllowed', rule } };
  return stepDone(over, [
    ...purposeFact(state, at, rules, `refused: ${rule}`),
    callbackFact(state, at, 'callbackRefused', { kind: state.kind, rule }),
  ]);
}

/** callback.purpose: blocks the callbacks of a caller who requests many, until an operator has checked them. */
export function blockIfNeeded(
  step: Step<CallbackState>,
  at: Timestamp,
  rules: Rules,
  { requests = 0 }: NumberHistory,
): Step<CallbackState> {
  const { state } = step;
  const { kind, line } = state;
  if (!isOpen(state) || KIND_RULES[kind].by !== 'caller') return step;
  if (requests < (rules.dialLimits(line).holdBackAfter ?? Number.POSITIVE_INFINITY)) return step;
  const why = 'manyWishes';
  const held = callbackFact(state, at, 'callbackBlocked', { why });
  return { ...step, state: { ...state, status: { is: 'blocked', why } }, facts: [...step.facts, held] };
}
