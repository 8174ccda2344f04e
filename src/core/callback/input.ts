import type { AgentId, CallId } from '../ids.ts';
import type { Recording, Salutation } from '../model/call.ts';
import type { AttemptOutcome, CallbackRequest } from '../model/callback.ts';
import type { Placing } from '../model/outgoing-call.ts';
import type { Timestamp } from '../time.ts';
import type { NumberHistory } from './dial-policy.ts';
import type { OperatorOrder } from './operator-orders.ts';

/** Everything that can happen to a callback. */
export type CallbackEvent =
  /** `dueAt` has come. */
  | { readonly type: 'deadline' }
  /** An agent is free for the callback; `call` is the id of the attempt. */
  | {
      readonly type: 'agentOffered';
      readonly agent: AgentId;
      readonly call: CallId;
      readonly salutation: Salutation;
      /** Absent: the engine records nothing. */
      readonly recording?: Recording;
      /** Absent: the agent's phone rings first, and every answer counts as the customer's. */
      readonly placing?: Placing;
      /** Absent: no rule that forbids the dial is known. */
      readonly history?: NumberHistory;
    }
  /** `agent`: the agent who has talked with the customer; absent: the one of the attempt. */
  | {
      readonly type: 'attemptEnded';
      readonly call: CallId;
      readonly outcome: AttemptOutcome;
      readonly agent?: AgentId;
      /** callback.follow_up: the customer's answer, if there is one. */
      readonly satisfied?: boolean;
    }
  /** callback.follow_up: the customer talks with an agent in this call, or another callback takes its place. */
  | { readonly type: 'superseded'; readonly call: CallId | null }
  | { readonly type: 'ordered'; readonly order: OperatorOrder; readonly by: string }
  /** The customer calls in while the callback is open: `call` goes on as its attempt. */
  | { readonly type: 'customerRang'; readonly call: CallId }
  /** callback.number: the caller has corrected the number before the end of the call that requested it. */
  | { readonly type: 'corrected'; readonly number: string; readonly dialled: string }
  /** close.record: the agent has changed what was stated about this call, and has stated a result now. */
  | { readonly type: 'resultChanged'; readonly call: CallId; readonly agent: AgentId }
  /** The same number has asked again on the same line: one callback serves both requests. */
  | { readonly type: 'joined'; readonly request: CallbackRequest };

/** An event of a callback with its time. */
export type CallbackInput = CallbackEvent & { readonly at: Timestamp };
