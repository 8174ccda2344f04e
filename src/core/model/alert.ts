import type { AgentId, CallbackId, CallId, Language } from '../ids.ts';

/** The reason for an alert (people.urgent). callback.done: this callback is about to be late. */
export type AlertCause =
  | { readonly raisedIn: CallId; readonly agent: AgentId }
  | { readonly atRisk: CallbackId };

/** A call that rings the supervisors until one answers. */
export interface Alert {
  readonly id: CallId;
  readonly of: AlertCause;
  /** The caller's number: E.164, or null. */
  readonly number: string | null;
  readonly dialled: string;
  readonly line: string;
  readonly standard: string;
  readonly language: Language;
}
