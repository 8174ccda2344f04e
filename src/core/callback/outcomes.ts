import type { AttemptOutcome } from '../model/callback.ts';

/** What an attempt that went so means. */
export interface OutcomeRule {
  /** What the customer had of it; one in which nobody was dialled counts for nothing. */
  readonly customer: 'talked' | 'dialled' | 'notDialled';
  /** What becomes of the callback: over; over where the talk itself keeps it, else open with a new deadline; open with a new
   * deadline; tried again by its own rule; given to the next agent; what it was before. */
  readonly becomes: 'settled' | 'byKind' | 'newDeadline' | 'triedAgain' | 'passedOn' | 'asBefore';
}

const IN_VAIN = { customer: 'dialled', becomes: 'triedAgain' } as const satisfies OutcomeRule;

export const OUTCOMES = {
  resolved: { customer: 'talked', becomes: 'settled' },
  reached: { customer: 'talked', becomes: 'byKind' },
  open: { customer: 'talked', becomes: 'newDeadline' },
  rescheduled: { customer: 'talked', becomes: 'newDeadline' },
  busy: IN_VAIN,
  refused: IN_VAIN,
  noAnswer: IN_VAIN,
  unreachable: IN_VAIN,
  invalidNumber: IN_VAIN,
  congested: IN_VAIN,
  machine: IN_VAIN,
  lost: IN_VAIN,
  agentFailed: { customer: 'notDialled', becomes: 'passedOn' },
  gaveUp: { customer: 'notDialled', becomes: 'asBefore' },
  overtaken: { customer: 'notDialled', becomes: 'asBefore' },
} as const satisfies Readonly<Record<AttemptOutcome, OutcomeRule>>;

/** The customer was there in it. */
export function isTalk(outcome: AttemptOutcome | undefined): boolean {
  return outcome !== undefined && OUTCOMES[outcome].customer === 'talked';
}
