import type { AttemptOutcome } from '../model/callback.ts';

/** The meaning of an attempt's outcome for the callback. */
export interface OutcomeRule {
  /** The customer's part in it; an attempt that dialled nobody does not count. */
  readonly customer: 'talked' | 'dialled' | 'notDialled';
  /** The next step for the callback: over; over if the talk itself keeps the promise, else open with a new deadline; open
   * with a new deadline; tried again by its own rule; assigned to the next agent; back to its earlier status;
   * due again soon, and later each time. */
  readonly becomes:
    | 'settled'
    | 'byKind'
    | 'newDeadline'
    | 'triedAgain'
    | 'passedOn'
    | 'asBefore'
    | 'soonAgain';
}

const NOT_REACHED = { customer: 'dialled', becomes: 'triedAgain' } as const satisfies OutcomeRule;

export const OUTCOME_RULES = {
  resolved: { customer: 'talked', becomes: 'settled' },
  reached: { customer: 'talked', becomes: 'byKind' },
  open: { customer: 'talked', becomes: 'newDeadline' },
  rescheduled: { customer: 'talked', becomes: 'newDeadline' },
  busy: NOT_REACHED,
  refused: NOT_REACHED,
  noAnswer: NOT_REACHED,
  unreachable: NOT_REACHED,
  invalidNumber: NOT_REACHED,
  congested: NOT_REACHED,
  machine: NOT_REACHED,
  lost: NOT_REACHED,
  agentFailed: { customer: 'notDialled', becomes: 'passedOn' },
  notDialled: { customer: 'notDialled', becomes: 'soonAgain' },
  trunkRefused: { customer: 'notDialled', becomes: 'soonAgain' },
  abandoned: { customer: 'notDialled', becomes: 'asBefore' },
  superseded: { customer: 'notDialled', becomes: 'asBefore' },
} as const satisfies Readonly<Record<AttemptOutcome, OutcomeRule>>;

/** The customer was on the line in it. */
export function hasTalked(outcome: AttemptOutcome | undefined): boolean {
  return outcome !== undefined && OUTCOME_RULES[outcome].customer === 'talked';
}
