import { accounted, goodbyes, refusals, ringFacts, rings } from './call-audits.ts';
import { calledAgain, dials, doubledPromises, promises } from './callback-audits.ts';
import type { Evidence, Violation } from './evidence.ts';
import { control, deaths, leaks } from './site-audits.ts';
import { deadAir, reassurances } from './sound-audits.ts';
import { cuts, disturbances } from './talk-audits.ts';

const AUDITS = [
  ...[deadAir, reassurances, rings, refusals, goodbyes, accounted, ringFacts],
  ...[promises, doubledPromises, dials, calledAgain, disturbances, cuts, deaths, control, leaks],
];

/** What all audits find, in the order in which it happened. */
export function audited(evidence: Evidence): Violation[] {
  return AUDITS.flatMap((audit) => audit(evidence)).sort((a, b) => a.at - b.at);
}
