import { limitOriginOf } from '../config/standards/origin.ts';
import { secondText } from '../config/time-zone.ts';
import type { CallState } from '../core/call/state.ts';
import type { Fact } from '../core/facts.ts';
import type { Privacy } from '../log/mask.ts';
import { factText } from './fact-text.ts';
import { table } from './output.ts';

/** What `sansheng calls show ID` prints: what happened, in seconds since the call came in, and how each clause was judged. */
export function callTimeline(
  call: CallState,
  facts: readonly Fact[],
  timeZone: string,
  privacy: Privacy,
): string {
  const rows = facts.map((fact) => {
    const seconds = (fact.at.mono - call.arrivedAt.mono) / 1000;
    return [seconds.toFixed(2).padStart(8), ...factText(fact, call.standard)];
  });
  const broken = facts.filter((f) => f.kind === 'clause' && f.verdict === 'broken').length;
  const kept = facts.filter((f) => f.kind === 'clause' && f.verdict === 'kept').length;
  return [
    `call ${call.id}  ${call.direction}  line ${call.line}  standard ${call.standard}  ${secondText(call.arrivedAt.wall, timeZone)}`,
    `number ${privacy.number(call.customer.dialled)}  agent ${call.lastAgent ?? '-'}  hung up first: ${call.hungUpFirst ?? '-'}  disposition: ${call.disposition ?? '-'}`,
    '',
    table(['       s', 'what', 'by', 'detail'], rows),
    '',
    `clauses: ${kept} kept, ${broken} broken`,
  ].join('\n');
}

/** The facts for a program: each limit with where it comes from, where the call's standard is one of the five. */
export function factsData(facts: readonly Fact[], standard: string) {
  return facts.map((fact) => {
    const origin = fact.kind === 'clause' ? limitOriginOf(fact, standard) : null;
    if (fact.kind !== 'clause' || origin === null) return fact;
    return { ...fact, measured: { ...fact.measured, origin } };
  });
}
