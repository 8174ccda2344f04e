import type { ClauseFact, EventFact, Fact } from '../facts.ts';
import type { CallId } from '../ids.ts';
import type { Standard } from '../standard/standard.ts';
import type { Timestamp } from '../time.ts';

/** A supervisor's score of one clause in a call. */
export interface Score {
  readonly call: CallId;
  /** Any clause of the catalogue, guidance too, because only people can hear a smile. */
  readonly clause: string;
  readonly kept: boolean;
  /** The person who listened. */
  readonly by: string;
}

/** quality.check: the score, and, if the call's standard asks for that, the fact that somebody checked the call. */
export function scoreFacts({ call, clause, kept, by }: Score, standard: Standard, at: Timestamp): Fact[] {
  const score: EventFact = { kind: 'event', name: 'scored', at, call, detail: { clause, kept, by } };
  const checked: ClauseFact = {
    kind: 'clause',
    clause: 'quality.check',
    verdict: 'kept',
    at,
    call,
    by: 'engine',
    note: `scored by ${by}`,
  };
  return standard.clauses['quality.check'] ? [score, checked] : [score];
}

/** The scores of a call, by clause; the latest counts. */
export function scoresOf(facts: readonly Fact[]): ReadonlyMap<string, boolean> {
  const scores = facts.filter((fact) => fact.kind === 'event').filter(({ name }) => name === 'scored');
  return new Map(scores.map(({ detail }) => [String(detail?.clause), detail?.kept === true]));
}

/** The names of a call's recordings, the earliest first. */
export function recordingsOf(facts: readonly Fact[]): string[] {
  const recorded = facts.filter((fact) => fact.kind === 'event').filter(({ name }) => name === 'recorded');
  return recorded.map(({ detail }) => String(detail?.name));
}
