import type { CallbackState } from '../callback/state.ts';
import type { AgentId, CallbackId, Language, ProgrammeId } from '../ids.ts';
import type { AttemptOutcome, DialRule } from '../model/callback.ts';
import type { CustomerHours } from '../model/customer.ts';
import type { TemplateName } from './templates.ts';

/** A programme as the engine keeps it: a list of customers and its schedule (callback.programme). */
export interface ProgrammeState {
  readonly id: ProgrammeId;
  readonly name: string;
  readonly template: TemplateName;
  readonly line: string;
  readonly standard: string;
  readonly language: Language;
  /** Cron, five fields, in the line's time zone: the times that release the rows whose day has come. Null: each row at the
   * beginning of its day. */
  readonly schedule: string | null;
  /** The minimum time between programme calls to a customer who has named no frequency. */
  readonly everyDays: number;
  /** The number of days from a first talk to a second call; null: no second call. */
  readonly secondAfterDays: number | null;
  readonly by: string;
  /** UTC ms. */
  readonly madeAt: number;
  /** UTC ms: the next time at which the schedule releases rows; null if there is no schedule. */
  readonly nextRoundAt: number | null;
  /** UTC ms: the next time at which the line may call a row that it may not call now. */
  readonly lookAgainAt?: number;
  readonly status: ProgrammeStatus;
}

/** The status of a programme. */
export type ProgrammeStatus =
  | { readonly is: 'running' }
  /** The engine calls no new customers, and retries none. */
  | { readonly is: 'paused'; readonly by: string }
  /** Every row has its outcome. */
  | { readonly is: 'finished'; readonly at: number }
  | { readonly is: 'cancelled'; readonly at: number; readonly by: string };

/** The reason for not calling a row now. */
export type PutOff =
  /** The customer, or a programme, has set a frequency, and that time has not passed yet. */
  | 'frequency'
  /** The line may call nobody now, or the customer wants calls at other hours. */
  | 'hours'
  /** The line has reached its limit of calls. */
  | 'cap';

/** The reason for a row's end without a call. */
export type Skipped = 'never' | 'frequency' | 'hours' | DialRule;

/** The status of a row. */
export type RowStatus =
  /** Until its day, UTC ms; then the schedule releases it. */
  | { readonly is: 'waiting'; readonly until: number; readonly why?: PutOff }
  /** The engine calls it when an agent is free, not before `from`, and by the end of its day: `by`, UTC ms; null after the
   * verdict. */
  | { readonly is: 'due'; readonly from: number; readonly by: number | null; readonly why?: PutOff }
  | { readonly is: 'calling'; readonly callback: CallbackId; readonly by: number | null }
  | { readonly is: 'settled' | 'notReached' | 'cancelled'; readonly at: number }
  | { readonly is: 'skipped'; readonly at: number; readonly why: Skipped };

/** The outcome of a row's callback. */
export interface RowCall {
  readonly callback: CallbackId;
  /** UTC ms. */
  readonly at: number;
  readonly outcome: CallbackState['status']['is'];
  readonly attempts: number;
  readonly last?: AttemptOutcome;
  readonly agent?: AgentId;
}

/** A row of a programme: one customer. */
export interface RowState {
  readonly programme: ProgrammeId;
  /** Its place on the list, from 1. */
  readonly row: number;
  /** E.164. */
  readonly number: string;
  readonly dialled: string;
  readonly name?: string;
  readonly about?: string;
  /** UTC ms of the planned day of the call: the verdict on the frequency compares with it. */
  readonly dueAt: number;
  /** The first talk, or the second. */
  readonly visit: 1 | 2;
  readonly status: RowStatus;
  readonly calls: readonly RowCall[];
}

/** The frequency and the hours that a customer wants for programme calls. */
export interface CustomerFrequency {
  /** E.164. */
  readonly number: string;
  /** The minimum number of days between calls; null: the programme's own. */
  readonly everyDays: number | null;
  readonly never: boolean;
  readonly hours: CustomerHours | null;
  readonly by: string;
  /** UTC ms. */
  readonly at: number;
}

/** The last call to a number by a programme, or by a callback of a line. */
export interface CustomerCalled {
  readonly number: string;
  readonly line: string | null;
  /** UTC ms. */
  readonly at: number;
  /** The days in which the programme does not call the number again; absent: a callback was the call. */
  readonly everyDays?: number;
}

export function isOver({ status }: ProgrammeState): boolean {
  return status.is === 'finished' || status.is === 'cancelled';
}

/** The row has its outcome. */
export function isRowDone({ status }: RowState): boolean {
  return !['waiting', 'due', 'calling'].includes(status.is);
}
