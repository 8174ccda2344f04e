import type { CallState } from './state.ts';

/** The values that differ from call to call at its beginning. */
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

/** A new call: nothing is known yet except how it begins. */
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
