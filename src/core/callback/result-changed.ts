import type { Step } from '../effects.ts';
import type { Rules } from '../rules.ts';
import { settleCallback, stepDone } from './callback-end.ts';
import type { CallbackInput } from './input.ts';
import type { CallbackState } from './state.ts';
import { callbackFact } from './verdicts.ts';

const WHY = 'the agent has changed the result of the call';

/** close.record: the agent has stated that there is no result yet, or that all is solved, and then another result. A callback that
 * was open because of that is settled; one that was made because of that, and of nothing else, is cancelled. */
export function resultChanged(
  state: CallbackState,
  { call, agent, at }: Extract<CallbackInput, { type: 'resultChanged' }>,
  rules: Rules,
): Step<CallbackState> {
  const { status, attempts } = state;
  // the customer is being called, or has called in
  if (status.is === 'attempting') return stepDone(state);
  const last = attempts.at(-1);
  if (last?.call === call && last.outcome === 'open') {
    const resolved = attempts.map((one) => (one === last ? { ...one, outcome: 'resolved' as const } : one));
    return settleCallback({ ...state, attempts: resolved }, at, rules);
  }
  if (!isMadeBy(state, call)) return stepDone(state);
  return stepDone({ ...state, status: { is: 'cancelled', at: at.wall, by: agent, why: WHY } }, [
    callbackFact(state, at, 'callbackCancelled', { who: agent, why: WHY }),
  ]);
}

/** Nobody else has asked for it since, and nobody has been called. */
function isMadeBy({ kind, from, wishes = 1, attempts }: CallbackState, call: string): boolean {
  const byResult = kind === 'promised' || kind === 'satisfaction';
  return byResult && from === call && wishes === 1 && attempts.length === 0;
}
