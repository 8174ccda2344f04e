import type { EventFact, Fact } from '../facts.ts';
import { agentOf } from './call-parts.ts';

/** close.record: of the dispositions that agents have stated those that count: not one that its agent has replaced. */
export function lastDispositions(facts: readonly Fact[]): EventFact[] {
  const last: EventFact[] = [];
  for (const fact of facts) {
    if (fact.kind !== 'event' || fact.name !== 'disposition') continue;
    const agent = agentOf(fact.by);
    const replaced =
      fact.detail?.was === undefined ? -1 : last.findLastIndex(({ by }) => agentOf(by) === agent);
    if (replaced >= 0) last.splice(replaced, 1);
    last.push(fact);
  }
  return last;
}
