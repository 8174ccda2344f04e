import type { Step } from '../effects.ts';
import type { Rules } from '../rules.ts';
import { customerAttempts, done } from './ending.ts';
import type { CallbackInput } from './input.ts';
import { notDialled, permission } from './permission.ts';
import { placed } from './placed.ts';
import type { Attempt, CallbackState } from './state.ts';
import { purposeFact } from './verdicts.ts';

/** An agent is free for it: the attempt begins, unless a rule or the hour forbids it. */
export function attempt(
  state: CallbackState,
  input: Extract<CallbackInput, { type: 'agentOffered' }>,
  rules: Rules,
): Step<CallbackState> {
  const { at } = input;
  // callback.purpose: the rule is asked again at every dial, for it may have changed since the promise
  const may = permission(state, at.wall, rules, input.history);
  if (!('number' in may)) return notDialled(state, may, at, rules);
  const entry: Attempt = { call: input.call, agent: input.agent, at: at.wall };
  const next: CallbackState = {
    ...state,
    attempts: [...state.attempts, entry],
    status: { is: 'attempting', call: input.call },
  };
  return done(next, purposeFact(state, at, rules), [
    {
      to: 'newCall',
      call: {
        id: input.call,
        ...placed(state, input.placing),
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
