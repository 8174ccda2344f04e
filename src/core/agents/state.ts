import type { AgentId, CallId, Language } from '../ids.ts';
import type { DeviceState } from '../legs.ts';
import type { CallbackRequest } from '../model/callback.ts';
import type { Role } from '../model/requested-agent.ts';

/** What the agent is doing, whatever the phone's state. */
export type AgentDoing =
  /** May take a call when the phone is idle. */
  | { readonly is: 'free' }
  /** The phone has been told to ring for this call. */
  | { readonly is: 'ringing'; readonly call: CallId }
  | { readonly is: 'talking'; readonly call: CallId }
  /** close.record: until `untilMono` (monotonic ms) or a disposition, no next call. */
  | { readonly is: 'wrapUp'; readonly call: CallId; readonly untilMono: number }
  /** Did not pick up or the phone failed: not rung again before `untilMono`, so that callers are not lost on it. */
  | { readonly is: 'skipped'; readonly untilMono: number };

/** Whether the agent is logged in, logged out or on a break, as the agent says. It outlives calls, the phone's
 * registration and the engine. */
export type Availability =
  | { readonly is: 'loggedIn'; readonly since: number }
  | { readonly is: 'loggedOut'; readonly since: number }
  /** `reason` is the key, `name` what the site calls it. */
  | { readonly is: 'paused'; readonly since: number; readonly reason: string; readonly name: string };

/** The customer whom the agent talked with last, for a callback. */
export interface LastCaller
  extends Pick<CallbackRequest, 'number' | 'dialled' | 'line' | 'standard' | 'language'> {
  readonly call: CallId;
}

/** An agent of whom nothing is known yet. Who has never logged out is at work. */
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
  /** Monotonic ms since when the agent has been idle: the longest idle is rung first. */
  readonly idleSince: number;
  /** Calls in a row that were not picked up. */
  readonly missed: number;
  /** Null before the first, and where that one cannot be called. */
  readonly lastCaller: LastCaller | null;
}
