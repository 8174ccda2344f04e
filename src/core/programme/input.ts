import type { CallbackState } from '../callback/state.ts';
import type { CallbackId } from '../ids.ts';
import type { Rules } from '../rules.ts';
import type { Timestamp } from '../time.ts';
import type { ProgrammeOrder } from './programme.ts';
import type { RowCustomer } from './selection.ts';
import type { RowState } from './state.ts';

/** Everything that can happen to a programme. */
export type ProgrammeEvent =
  /** The clock input: the schedule releases rows, days pass. A second one at the same time changes nothing. */
  | { readonly type: 'deadline' }
  | { readonly type: 'rowsAdded'; readonly added: readonly RowState[] }
  | { readonly type: 'ordered'; readonly order: ProgrammeOrder; readonly by: string }
  /** A callback of one of its rows is new, or has another state. */
  | { readonly type: 'callbackChanged'; readonly callback: CallbackState }
  /** An agent is free whom no caller or callback needs: the engine may call the next row. */
  | { readonly type: 'agentFree' };

/** The rows of a programme, in the order of its list. */
export interface ProgrammeRows {
  get(row: number): RowState | undefined;
  all(): Iterable<RowState>;
  /** Those that are due. */
  due(): Iterable<RowState>;
}

/** An event of a programme with its time. */
export type ProgrammeInput = ProgrammeEvent & {
  readonly at: Timestamp;
  readonly rows: ProgrammeRows;
  /** The callbacks that are open. */
  readonly callbacks: ReadonlyMap<CallbackId, CallbackState>;
  /** The history of the customer with this number. */
  customer(number: string): RowCustomer;
};

/** What a programme's step needs to know of its line and its time zone. */
export interface ProgrammeRules extends Rules {
  /** UTC ms of the end of the day on which `wall` is, where the line is. */
  endOfDay(line: string, wall: number): number;
  /** UTC ms of the next time after `wall` at which a schedule (cron, five fields) is due where the line is; null: never. */
  nextRound(schedule: string, line: string, wall: number): number | null;
}
