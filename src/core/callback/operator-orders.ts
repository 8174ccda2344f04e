import type { AgentId } from '../ids.ts';

/** What an operator orders of a callback. */
export type OperatorOrder =
  /** That agent, and nobody else, until anybody has to do because it is at risk; null: whoever is free. */
  | { readonly do: 'assign'; readonly agent: AgentId | null }
  /** It is due now, whatever its next try was to be; who may not be called now is not. */
  | { readonly do: 'callNow' }
  /** UTC ms of the next try, which is also what the customer has been told. */
  | { readonly do: 'reschedule'; readonly dueAt: number }
  /** Done without a call of ours: as the operator states. */
  | { readonly do: 'settle'; readonly why: string }
  | { readonly do: 'cancel'; readonly why: string }
  /** What a rule holds back is let go. */
  | { readonly do: 'release' };

/** Why an order has no meaning for a callback in its present state. */
export type OrderRefusal =
  /** It has ended. */
  | 'over'
  /** An attempt is under way: what comes of it has to be known first. */
  | 'attempting'
  /** A rule holds it back: it has to be released first. */
  | 'blocked'
  /** No rule holds it back. */
  | 'notBlocked'
  /** The next free agent gets it already. */
  | 'dueAlready'
  /** That time has passed. */
  | 'past'
  /** The line may call nobody then. */
  | 'outsideHours'
  | 'noSuchAgent';
