import type { Fact } from '../core/facts.ts';
import type { CallbackId, CallId } from '../core/ids.ts';
import type { GivenAnswer } from './access.ts';

/** The actions that the audit log keeps. */
export type AuditAction =
  | 'numbersShown'
  | 'recordingOpened'
  | 'callScored'
  | 'callbackAdded'
  | 'callbackAssigned'
  | 'callbackCalledNow'
  | 'callbackRescheduled'
  | 'callbackSettled'
  | 'callbackCancelled'
  | 'callbackReleased'
  | 'callbackNoted'
  | 'tokenMade'
  | 'tokenRemoved'
  | 'userAdded'
  | 'userPasswordChanged'
  | 'userRemoved'
  | 'signedIn'
  | 'signedOut'
  | 'agentLoggedOut'
  | 'agentPaused'
  | 'agentResumed'
  | 'programmeImported'
  | 'programmeOrdered'
  | 'frequencySet'
  | 'doNotCallAdded'
  | 'doNotCallRemoved';

/** A row of the audit log: who looked at, judged or ordered what (privacy.customer, quality.check). */
export interface AuditEntry {
  /** UTC milliseconds. */
  readonly wall: number;
  /** Who is known to have done it: the holder of a token, the user who has signed in, the role of a token that several share, or a user of the machine. */
  readonly who: string;
  /** The name that was given beside it, which nobody has checked. */
  readonly saysToBe?: string;
  readonly did: AuditAction;
  readonly call: CallId | null;
  /** The callback that it was done to. */
  readonly callback?: CallbackId;
  readonly detail: string;
}

/** What one commit stores together with a change: the audit row and the given answer. */
export interface Notes<T> {
  /** The row of the audit log; null where nothing was done. */
  readonly audit?: (done: T) => AuditEntry | null;
  /** What the same request is answered should it come again. */
  readonly answer?: (done: T) => GivenAnswer | null;
}

/** The audit log, for people in other processes than the engine's. */
export interface AuditLog {
  /** What was done, and the facts that came of it, in one. */
  note(entry: AuditEntry, facts?: readonly Fact[]): Promise<void>;
  /** Newest first. */
  entries(limit: number): Promise<AuditEntry[]>;
  close(): Promise<void>;
}
