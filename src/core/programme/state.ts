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
  /** Cron, five fields, where the line is: when those whose day has come are let go. Null: on their day, as it begins. */
  readonly schedule: string | null;
  /** No programme calls a customer who has said nothing of it more often than that. */
  readonly everyDays: number;
  /** So many days after a first talk the customer is called once more; null: not. */
  readonly secondAfterDays: number | null;
  readonly by: string;
  /** UTC ms. */
  readonly madeAt: number;
  /** UTC ms: the next time the schedule lets rows go; null where there is no schedule. */
  readonly nextRoundAt: number | null;
  /** UTC ms: the next time at which a row may be called that may not be called now. */
  readonly lookAgainAt?: number;
  readonly status: ProgrammeStatus;
}

/** The status of a programme. */
export type ProgrammeStatus =
  | { readonly is: 'running' }
  /** Nobody new is called, and nobody is tried again. */
  | { readonly is: 'paused'; readonly by: string }
  /** Every row has its outcome. */
  | { readonly is: 'finished'; readonly at: number }
  | { readonly is: 'cancelled'; readonly at: number; readonly by: string };

/** Why a row is not called now. */
export type PutOff =
  /** The customer, or a programme, has said how often; and it is not so long ago. */
  | 'frequency'
  /** Nobody may be called on the line now, or the customer wants to be called at other hours. */
  | 'hours'
  /** As many have been called as the line may call. */
  | 'cap';

/** Why a row ends without a call. */
export type Skipped = 'never' | 'frequency' | 'hours' | DialRule;

/** The status of a row. */
export type RowStatus =
  /** Until its day, UTC ms; then the schedule lets it go. */
  | { readonly is: 'waiting'; readonly until: number; readonly why?: PutOff }
  /** Called when an agent is free, not before `from`, and by the end of its day: `by`, UTC ms; null once that is judged. */
  | { readonly is: 'due'; readonly from: number; readonly by: number | null; readonly why?: PutOff }
  | { readonly is: 'calling'; readonly callback: CallbackId; readonly by: number | null }
  | { readonly is: 'settled' | 'notReached' | 'cancelled'; readonly at: number }
  | { readonly is: 'skipped'; readonly at: number; readonly why: Skipped };

/** How the callback of a row ended. */
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
  /** UTC ms of the day on which it was to be called: what came of the frequency is held against it. */
  readonly dueAt: number;
  /** The first talk, or the one after it. */
  readonly visit: 1 | 2;
  readonly status: RowStatus;
  readonly calls: readonly RowCall[];
}

/** How often and when a customer wants programmes to call. */
export interface CustomerFrequency {
  /** E.164. */
  readonly number: string;
  /** Not more often than every so many days; null: as the programme has it. */
  readonly everyDays: number | null;
  readonly never: boolean;
  readonly hours: CustomerHours | null;
  readonly by: string;
  /** UTC ms. */
  readonly at: number;
}

/** When a programme, or a callback of a line, last called a number. */
export interface CustomerCalled {
  readonly number: string;
  readonly line: string | null;
  /** UTC ms. */
  readonly at: number;
}

export function isOver({ status }: ProgrammeState): boolean {
  return status.is === 'finished' || status.is === 'cancelled';
}

/** The row has its outcome. */
export function isRowDone({ status }: RowState): boolean {
  return !['waiting', 'due', 'calling'].includes(status.is);
}
