import type { OutgoingCall, Placing } from '../model/outgoing-call.ts';
import type { CallbackState } from './state.ts';

/** What of a callback goes into the call that it is placed by. */
export function placed(
  { id, kind, promisedAt, place, hurried, wants, why }: CallbackState,
  placing: Placing = {},
): Pick<OutgoingCall, 'callback' | 'kind' | 'since' | 'place' | 'hurried' | 'wants' | 'why' | keyof Placing> {
  return {
    callback: id,
    kind,
    since: promisedAt,
    place,
    ...(hurried ? { hurried } : {}),
    ...(wants ? { wants } : {}),
    ...(why ? { why } : {}),
    ...placing,
  };
}
