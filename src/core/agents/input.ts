import type { CallId } from '../ids.ts';
import type { DeviceState, HangupCause } from '../legs.ts';
import type { Timestamp } from '../time.ts';
import type { LastCaller } from './state.ts';

/** What an agent says about working: logs in or out, begins or ends a break. In a call it takes effect after it: what
 * is going on goes on. */
export type AvailabilityEvent =
  | { readonly type: 'logIn' }
  | { readonly type: 'logOut' }
  | { readonly type: 'resume' }
  /** `reason` is the key, `name` what the site calls it. */
  | { readonly type: 'pause'; readonly reason: string; readonly name: string };

/** What can happen to an agent. */
export type AgentEvent =
  | AvailabilityEvent
  | { readonly type: 'device'; readonly device: DeviceState }
  /** The phone is being rung for a call. */
  | { readonly type: 'offered'; readonly call: CallId }
  /** `caller`: whom the agent has on the line; null where that one cannot be called. */
  | { readonly type: 'pickedUp'; readonly call: CallId; readonly caller: LastCaller | null }
  /** The phone rang its share, was busy, refused or failed. */
  | {
      readonly type: 'notPickedUp';
      readonly call: CallId;
      readonly how: HangupCause;
      readonly passOverMs: number;
    }
  /** The phone is rung no more, through no fault of the agent's. */
  | { readonly type: 'released'; readonly call: CallId }
  | { readonly type: 'callEnded'; readonly call: CallId; readonly wrapUpMs: number }
  /** close.record: the disposition is there. */
  | { readonly type: 'recorded'; readonly call: CallId }
  | { readonly type: 'deadline' };

/** An event of an agent with its time. */
export type AgentInput = AgentEvent & { readonly at: Timestamp };
