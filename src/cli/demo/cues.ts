import type { Fact } from '../../core/facts.ts';

/** What the parties of the story wait for: each is a fact of the call of Ben, the caller whom the engine answers. */
const CUES = {
  offered: (fact: Fact) => fact.kind === 'event' && fact.name === 'offerMade',
  goodbyeHeard: (fact: Fact) => fact.kind === 'clause' && fact.clause === 'close.goodbye',
} as const;

export type StoryCue = keyof typeof CUES;

/** Whether it is on record, for Ben's call. */
export function cueGiven(facts: readonly Fact[], cue: StoryCue): boolean {
  const answered = facts.find((fact) => fact.kind === 'event' && fact.name === 'engineAnswered');
  return answered !== undefined && facts.some((fact) => fact.call === answered.call && CUES[cue](fact));
}
