import type { AgentId } from '../ids.ts';

/** What an operator orders of a callback. */
export type OperatorOrder =
  /** That agent, and nobody else; null: whoever is free. */
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
