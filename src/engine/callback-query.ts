import type { CallbackState } from '../core/callback/state.ts';
import type { CallbackKind } from '../core/model/callback.ts';

/** How a callback stands with who looks for it: where it is in its life, or past its deadline, or likely to be (both of them
 * open). */
export type CallbackStanding = CallbackState['status']['is'] | 'overdue' | 'atRisk';

/** Which callbacks are looked for; what is not said does not matter. */
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
}

export type CallbackOrderBy = 'due' | 'deadline' | 'promised' | 'place';

/** The last of those that are known already: the list goes on after it, whatever has come or gone meanwhile. */
export interface CallbackCursor {
  readonly value: number;
  readonly id: string;
}

/** A part of a list of callbacks. */
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
