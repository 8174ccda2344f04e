import type { CallbackState } from '../core/callback/state.ts';
import type { CallbackKind } from '../core/model/callback.ts';

/** How a callback stands for a reader: its status, or overdue, or at risk. */
export type CallbackStanding = CallbackState['status']['is'] | 'overdue' | 'atRisk';

/** Which callbacks a query asks for. */
export interface CallbackFilter {
  readonly open?: boolean;
  /** Any of these. `overdue` and `atRisk` go by the clock of `now`. */
  readonly standings?: readonly CallbackStanding[];
  readonly now?: number;
  readonly kinds?: readonly CallbackKind[];
  readonly line?: string;
  /** For whom it is, or who tried it last. */
  readonly agent?: string;
  /** E.164, or as it was dialled: the whole of it. */
  readonly number?: string;
  /** UTC ms of the next try: from, and before. */
  readonly dueFrom?: number;
  readonly dueBefore?: number;
  /** Somewhere in the id, the name, the question or who asked for it, whatever the case. */
  readonly text?: string;
  /** privacy.customer: no part of a number that is masked in these texts is found. */
  readonly textMasked?: boolean;
}

/** What a list of callbacks is sorted by. */
export type CallbackOrderBy = 'due' | 'deadline' | 'promised' | 'place';

/** The place in a list of callbacks after which the next page begins. */
export interface CallbackCursor {
  readonly value: number;
  readonly id: string;
}

/** A query for one page of a list of callbacks. */
export interface CallbackQuery extends CallbackFilter {
  readonly limit: number;
  readonly sort?: { readonly by: CallbackOrderBy; readonly descending: boolean };
  readonly after?: CallbackCursor;
}

/** By what a list is in order. */
export function sortValue(callback: CallbackState, by: CallbackOrderBy): number {
  switch (by) {
    case 'due':
      return Math.round(callback.dueAt);
    case 'deadline':
      return Math.round(callback.deadlineAt);
    case 'promised':
      return Math.round(callback.promisedAt);
    case 'place':
      return Math.round(callback.place);
  }
}
