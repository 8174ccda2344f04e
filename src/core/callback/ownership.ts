import type { CallId } from '../ids.ts';
import type { CallbackState } from './state.ts';

/** The subjects of a fact: the callback, and the call that it came from, if there is one. */
export function ownershipOf({ id, from }: Pick<CallbackState, 'id' | 'from'>): {
  readonly callback: string;
  readonly call?: CallId;
} {
  return from === null ? { callback: id } : { call: from, callback: id };
}
