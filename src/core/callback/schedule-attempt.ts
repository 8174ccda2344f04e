import type { Step } from '../effects.ts';
import type { Fact } from '../facts.ts';
import type { Rules } from '../rules.ts';
import type { Timestamp } from '../time.ts';
import { failCallback, stepDone } from './callback-end.ts';
import type { CallbackState } from './state.ts';

/** UTC ms, `wall` or later, at which the line may next call this customer; null: never. An agreed time goes before the hours
 * that the customer named earlier. */
export function callingTime(
  { line, hours, agreedAt }: CallbackState,
  wall: number,
  rules: Rules,
): number | null {
  const agreed = agreedAt !== null && wall >= agreedAt;
  return rules.nextCallingTime(line, wall, agreed ? undefined : hours);
}

/** Schedules a try at `wall` (UTC ms), or at the first later time at which the line may call the customer: due, or
 * scheduled. There is no try if the line may never call the customer (callback.purpose). */
export function scheduleAttempt(
  state: CallbackState,
  wall: number,
  at: Timestamp,
  rules: Rules,
  facts: readonly Fact[] = [],
): Step<CallbackState> {
  const from = Math.max(wall, at.wall);
  const allowed = callingTime(state, from, rules);
  if (allowed === null) {
    const over = failCallback(state, at, rules, 'notAllowed', 'hours');
    return stepDone(over.state, [...facts, ...over.facts]);
  }
  const dueAt = allowed > from ? allowed : wall;
  return stepDone({ ...state, dueAt, status: { is: allowed > at.wall ? 'scheduled' : 'due' } }, facts);
}
