import type { CallbackState } from './state.ts';

/** UTC ms from which on any agent may take it, or null. The requested agent has had five sixths of the promised time by
 * then, and a promise that another agent keeps is better than none (people.complaint, people.supervisor, language.caller). */
export function anyAgentFrom({ wants, status, promisedAt, deadlineAt }: CallbackState): number | null {
  if (!wants || (status.is !== 'due' && status.is !== 'scheduled')) return null;
  return deadlineAt - Math.floor((deadlineAt - promisedAt) / 6);
}

/** Handles the clock input: from now on any agent may be allowed. */
export function dropRequestedAgent(state: CallbackState, wall: number): CallbackState {
  const from = anyAgentFrom(state);
  if (from === null || wall < from) return state;
  const { wants: _unavailable, ...anybody } = state;
  return anybody;
}
