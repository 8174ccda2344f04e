import type { AgentId } from '../ids.ts';

/** An operator's order for a callback. */
export type OperatorOrder =
  /** Only that agent gets it, until it is at risk and any agent may take it; null: any free agent. */
  | { readonly do: 'assign'; readonly agent: AgentId | null }
  /** It is due now, whatever the time of its next try; but the line must be allowed to call the customer now. */
  | { readonly do: 'callNow' }
  /** UTC ms of the next try. The customer knows this time. */
  | { readonly do: 'reschedule'; readonly dueAt: number }
  /** Done without a call by the engine, as the operator states. */
  | { readonly do: 'settle'; readonly why: string }
  | { readonly do: 'cancel'; readonly why: string }
  /** Releases a callback that a rule has blocked. */
  | { readonly do: 'release' };

/** Why an order has no meaning for a callback in its present state. */
export type OrderRefusal =
  /** It has ended. */
  | 'over'
  /** An attempt is under way: its outcome must be known first. */
  | 'attempting'
  /** A rule has blocked it: an operator has to release it first. */
  | 'blocked'
  /** No rule has blocked it. */
  | 'notBlocked'
  /** The next free agent already gets it. */
  | 'dueAlready'
  /** That time has passed. */
  | 'past'
  /** The line may call nobody then. */
  | 'outsideHours'
  | 'noSuchAgent';
