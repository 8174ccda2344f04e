import type { Actor, ClauseFact, Fact } from '../facts.ts';
import type { ClauseId } from '../standard/standard.ts';
import { type ClauseTotals, worse } from './totals.ts';

function nameOf(by: Actor | undefined): string {
  return typeof by === 'object' ? by.agent : (by ?? 'engine');
}

const NEVER: ClauseTotals = {
  kept: 0,
  broken: 0,
  timesKept: 0,
  timesBroken: 0,
  brokenBy: new Map(),
  worst: null,
};

function judged(sums: ClauseTotals, fact: ClauseFact): ClauseTotals {
  const worst = worse(sums.worst, fact.measured ?? null);
  if (fact.verdict === 'kept') return { ...sums, timesKept: sums.timesKept + 1, worst };
  const by = nameOf(fact.by);
  const brokenBy = new Map(sums.brokenBy).set(by, (sums.brokenBy.get(by) ?? 0) + 1);
  return { ...sums, timesBroken: sums.timesBroken + 1, brokenBy, worst };
}

/** The verdict of one call on each clause that occurred in it: a clause that was broken once is broken. */
export function clauseTotals(facts: readonly Fact[]): ReadonlyMap<ClauseId, ClauseTotals> {
  const clauses = new Map<ClauseId, ClauseTotals>();
  for (const fact of facts) {
    if (fact.kind === 'clause') clauses.set(fact.clause, judged(clauses.get(fact.clause) ?? NEVER, fact));
  }
  for (const [clause, sums] of clauses) {
    const broken = sums.timesBroken > 0 ? 1 : 0;
    clauses.set(clause, { ...sums, broken, kept: 1 - broken });
  }
  return clauses;
}
