import type { CallId, Language } from '../ids.ts';
import type { DeviceState, HangupCause, PhoneRefusal } from '../legs.ts';
import type { Timestamp } from '../time.ts';
import type { LastCaller } from './state.ts';

/** A change of an agent's availability: logs in or out, begins or ends a break. During a call it takes effect after the
 * call, which goes on. `who`: the supervisor who orders it in the agent's place. */
export type AvailabilityEvent = { readonly who?: string } & (
  | { readonly type: 'logIn' }
  | { readonly type: 'logOut' }
  | { readonly type: 'resume' }
  /** `reason` is the key, `name` the site's name for it. */
  | { readonly type: 'pause'; readonly reason: string; readonly name: string }
);

/** Everything that can happen to an agent. */
export type AgentEvent =
  | AvailabilityEvent
  | { readonly type: 'device'; readonly device: DeviceState }
  /** The engine rings the phone for a call. */
  | { readonly type: 'offered'; readonly call: CallId }
  /** `caller`: the agent's customer; null if the line cannot call that customer. `language`: of the call. `unseen`: before the call
   * was found. */
  | {
      readonly type: 'pickedUp';
      readonly call: CallId;
      readonly caller: LastCaller | null;
      readonly language: Language;
      readonly unseen?: true;
    }
  /** The phone rang for its share, was busy, refused or failed, or the agent left during the greeting. */
  | {
      readonly type: 'notPickedUp';
      readonly call: CallId;
      readonly how: HangupCause;
      readonly passOverMs: number;
      /** The phone did not even ring. */
      readonly refusal?: PhoneRefusal;
    }
  /** The phone stops ringing, through no fault of the agent's. */
  | { readonly type: 'released'; readonly call: CallId }
  | { readonly type: 'callEnded'; readonly call: CallId; readonly wrapUpMs: number; readonly yields?: true }
  /** close.record: the agent has stated the disposition. */
  | { readonly type: 'recorded'; readonly call: CallId }
  | { readonly type: 'deadline' };

/** An event of an agent with its time. */
export type AgentInput = AgentEvent & { readonly at: Timestamp };
