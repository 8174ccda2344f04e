import type { Rules } from '../rules.ts';
import type { Handling } from '../standard/standard.ts';

/** One ring, from its beginning to the beginning of the next, in ms. */
export function ringCycleMs(handling: Handling): number {
  return handling.ringOnMs + handling.ringOffMs;
}

/** Milliseconds for which a caller hears ringing before the engine takes the call into the queue. answer.rings */
export function ringLimitMs({ standard: { clauses, handling } }: Pick<Rules, 'standard'>): number {
  const rings = clauses['answer.rings']?.rings ?? handling.ringsWithoutLimit;
  return rings * ringCycleMs(handling) - handling.answerMarginMs;
}
