import type { Step } from '../effects.ts';
import type { Rules } from '../rules.ts';
import { judgeAgreed } from './appointment.ts';
import { customerAttempts, done, failed } from './ending.ts';
import { placed } from './placed.ts';
import type { Attempt, CallbackState } from './state.ts';
import type { CallbackInput } from './step.ts';
import { callingTime, tryFrom } from './trying.ts';
import { purposeFact } from './verdicts.ts';

/** An agent is free for it: the attempt begins, unless a rule or the hour forbids it. */
export function attempt(
  state: CallbackState,
  input: Extract<CallbackInput, { type: 'agentOffered' }>,
  rules: Rules,
): Step<CallbackState> {
  const { at } = input;
  // callback.purpose: the rule is asked again at every dial, for it may have changed since the promise
  const number = rules.callable(state.number);
  if (!number) {
    const refused = purposeFact(state, at, rules, 'refused: the number may not be called');
    const over = failed(state, at, rules, 'notAllowed');
    return done(over.state, [...refused, ...judgeAgreed(state, at, rules, null), ...over.facts]);
  }
  // nobody is called outside calling hours, however long the callback has been due
  if (callingTime(state, at.wall, rules) !== at.wall) return tryFrom(state, at.wall, at, rules);
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
        dialled: number.dial,
        line: state.line,
        standard: state.standard,
        language: state.language,
        salutation: input.salutation,
        ...(input.recording ? { recording: input.recording } : {}),
      },
    },
  ]);
}
