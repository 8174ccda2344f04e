import type { AttemptOutcome } from '../model/callback.ts';

/** What an outcome of an attempt means for the callback. */
export interface OutcomeRule {
  /** What the customer had of it; one in which nobody was dialled counts for nothing. */
  readonly customer: 'talked' | 'dialled' | 'notDialled';
  /** What becomes of the callback: over; over where the talk itself keeps it, else open with a new deadline; open with a new
   * deadline; tried again by its own rule; given to the next agent; what it was before. */
  readonly becomes: 'settled' | 'byKind' | 'newDeadline' | 'triedAgain' | 'passedOn' | 'asBefore';
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
  abandoned: { customer: 'notDialled', becomes: 'asBefore' },
  superseded: { customer: 'notDialled', becomes: 'asBefore' },
} as const satisfies Readonly<Record<AttemptOutcome, OutcomeRule>>;

/** The customer was there in it. */
export function hasTalked(outcome: AttemptOutcome | undefined): boolean {
  return outcome !== undefined && OUTCOME_RULES[outcome].customer === 'talked';
}
