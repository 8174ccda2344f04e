import type { CallbackState } from './state.ts';

/** UTC ms from which on anybody will do, or null: whoever was asked for has had five sixths of the time that was promised, and a
 * promise that is kept by another agent is better than none (people.complaint, people.supervisor, language.caller). */
export function anyAgentFrom({ wants, status, promisedAt, deadlineAt }: CallbackState): number | null {
  if (!wants || (status.is !== 'due' && status.is !== 'scheduled')) return null;
  return deadlineAt - Math.floor((deadlineAt - promisedAt) / 6);
}

/** The clock has been looked at: it may be time for anybody. */
export function dropRequestedAgent(state: CallbackState, wall: number): CallbackState {
  const from = anyAgentFrom(state);
  if (from === null || wall < from) return state;
  const { wants: _nobodyThere, ...anybody } = state;
  return anybody;
}
