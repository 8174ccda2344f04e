import type { CallState } from './state.ts';

/** What is different from call to call when one begins. */
type NewCall = Pick<
  CallState,
  | 'id'
  | 'direction'
  | 'line'
  | 'standard'
  | 'edition'
  | 'language'
  | 'salutation'
  | 'customer'
  | 'arrivedAt'
  | 'phase'
  | 'callback'
>;

/** A call of which nothing is known yet but how it begins. */
export function newCall(begins: NewCall): CallState {
  return {
    ...begins,
    place: begins.arrivedAt.wall,
    agentLegs: [],
    bridge: null,
    agentKeys: '',
    made: 0,
    hungUpFirst: null,
    lastAgent: null,
    wrapUp: null,
    disposition: null,
    outcome: null,
    endedAt: null,
  };
}
