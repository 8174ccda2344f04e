import type { AgentId, CallId, Language } from '../ids.ts';
import type { DeviceState, PhoneRefusal } from '../legs.ts';
import type { CallbackRequest } from '../model/callback.ts';
import type { Role } from '../model/requested-agent.ts';

/** The agent's activity, whatever the phone's state. */
export type AgentDoing =
  /** May take a call when the phone is idle. */
  | { readonly is: 'free' }
  /** The engine has ordered the phone to ring for this call. */
  | { readonly is: 'ringing'; readonly call: CallId }
  | { readonly is: 'talking'; readonly call: CallId }
  /** close.record: until `untilMono` (monotonic ms) or a disposition, no next call. */
  | {
      readonly is: 'wrapUp';
      readonly call: CallId;
      readonly untilMono: number;
      /** The agent may be rung all the same, where nobody else is free: the phone broke off, and the customer waits. */
      readonly yields?: true;
    }
  /** The agent did not answer or the phone failed: it does not ring again before `untilMono`, so that it loses no callers. */
  | { readonly is: 'skipped'; readonly untilMono: number };

/** The agent's own choice: logged in, logged out or on a break. It outlives calls, the phone's registration and the engine. */
export type Availability =
  | { readonly is: 'loggedIn'; readonly since: number }
  | { readonly is: 'loggedOut'; readonly since: number }
  /** `reason` is the key, `name` the site's name for it. */
  | { readonly is: 'paused'; readonly since: number; readonly reason: string; readonly name: string };

/** The customer with whom the agent talked last, for a callback. */
export interface LastCaller
  extends Pick<CallbackRequest, 'number' | 'dialled' | 'line' | 'standard' | 'language'> {
  readonly call: CallId;
}

/** A new agent, about whom nothing is known yet. An agent who has never logged out is at work. */
export const NEW_AGENT = {
  device: 'offline',
  availability: { is: 'loggedIn', since: 0 },
  doing: { is: 'free' },
  idleSince: 0,
  missed: 0,
  lastCaller: null,
} as const satisfies Omit<AgentState, 'id' | 'name' | 'role' | 'languages'>;

/** An agent as the engine keeps it. */
export interface AgentState {
  readonly id: AgentId;
  readonly name: string;
  readonly role: Role;
  readonly languages: readonly Language[];
  readonly device: DeviceState;
  readonly availability: Availability;
  readonly doing: AgentDoing;
  /** Monotonic ms since when the agent has been idle: the phone of the longest idle agent rings first. */
  readonly idleSince: number;
  /** The number of calls in a row that the agent did not answer. */
  readonly missed: number;
  /** Why the phone did not ring when it was last called, and when that was, UTC ms; absent once it has been picked up. */
  readonly refusal?: { readonly why: PhoneRefusal; readonly at: number };
  /** Null before the first, and if the line cannot call that customer. */
  readonly lastCaller: LastCaller | null;
}
