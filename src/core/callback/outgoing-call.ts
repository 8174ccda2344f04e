import type { OutgoingCall, Placing } from '../model/outgoing-call.ts';
import type { CallbackState } from './state.ts';

/** The data of a callback that its outgoing call needs. `news`: it is the call that says that there is no result yet. */
export function outgoingCallOf(
  { id, kind, promisedAt, place, priority, wants, why, name, programme }: CallbackState,
  placing: Placing = {},
  news = false,
): Pick<
  OutgoingCall,
  'callback' | 'kind' | 'since' | 'place' | 'priority' | 'wants' | 'why' | 'name' | 'template' | keyof Placing
> {
  return {
    callback: id,
    kind: news ? 'interim' : kind,
    since: promisedAt,
    place,
    ...(priority ? { priority } : {}),
    ...(wants ? { wants } : {}),
    ...(why ? { why } : {}),
    ...(name ? { name } : {}),
    ...(programme?.template ? { template: programme.template } : {}),
    ...placing,
  };
}
