import type { Step } from '../effects.ts';
import type { Rules } from '../rules.ts';
import { customerAttempts, stepDone } from './callback-end.ts';
import type { CallbackInput } from './input.ts';
import { isNewsCall } from './news-deadline.ts';
import { outgoingCallOf } from './outgoing-call.ts';
import { dialPermission, refuseDial } from './permission.ts';
import type { Attempt, CallbackState } from './state.ts';
import { purposeFact } from './verdicts.ts';

/** An agent is free for the callback: the attempt begins, unless a rule or the hour forbids it. */
export function beginAttempt(
  state: CallbackState,
  input: Extract<CallbackInput, { type: 'agentOffered' }>,
  rules: Rules,
): Step<CallbackState> {
  const { at } = input;
  // callback.purpose: the engine checks the rule at every dial, because it may have changed since the promise
  const may = dialPermission(state, at.wall, rules, input.history);
  if (!('number' in may)) return refuseDial(state, may, at, rules);
  const entry: Attempt = { call: input.call, agent: input.agent, at: at.wall };
  const next: CallbackState = {
    ...state,
    attempts: [...state.attempts, entry],
    status: { is: 'attempting', call: input.call },
  };
  return stepDone(next, purposeFact(state, at, rules), [
    {
      to: 'newCall',
      call: {
        id: input.call,
        ...outgoingCallOf(state, input.placing, isNewsCall(state, at.wall, rules)),
        attempt: customerAttempts(next),
        agent: input.agent,
        number: state.number,
        dialled: may.number.dial,
        line: state.line,
        standard: state.standard,
        language: state.language,
        salutation: input.salutation,
        ...(input.recording ? { recording: input.recording } : {}),
      },
    },
  ]);
}
