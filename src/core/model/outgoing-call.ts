import type { AgentId, CallbackId, CallId, Language } from '../ids.ts';
import type { TemplateName } from '../programme/templates.ts';
import type { Recording, Salutation } from './call.ts';
import type { CallbackKind } from './callback.ts';
import type { RequestedAgent } from './requested-agent.ts';

/** The order in which a line's callbacks ring the phones. */
export interface Placing {
  /** The customer's phone rings first, while an agent is reserved. */
  readonly customerFirst?: true;
  /** The person who answers has to accept the call by a key, which an answering machine does not do. */
  readonly press1?: true;
}

/** A call that is one attempt at a callback. */
export interface OutgoingCall extends Placing {
  readonly id: CallId;
  readonly callback: CallbackId;
  readonly attempt: number;
  readonly kind: CallbackKind;
  /** UTC ms of the promise. */
  readonly since: number;
  /** UTC ms: of a customer who has to wait for an agent. */
  readonly place: number;
  readonly priority?: true;
  readonly wants?: RequestedAgent;
  readonly agent: AgentId;
  readonly number: string;
  readonly dialled: string;
  readonly line: string;
  readonly standard: string;
  readonly language: Language;
  readonly salutation: Salutation;
  readonly why?: 'oneWay';
  /** The customer's name, as an operator or a list has it. */
  readonly name?: string;
  /** callback.programme: the kind of follow-up. */
  readonly template?: TemplateName;
  /** Absent: the engine records nothing. */
  readonly recording?: Recording;
}
