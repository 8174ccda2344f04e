import { outside } from '../impairments.ts';
import type { LegRecord } from '../leg-record.ts';
import { RINGS_MS } from '../site-options.ts';
import {
  ANONYMOUS,
  asteriskAway,
  type Evidence,
  legsOf,
  markOf,
  overlaps,
  type Violation,
} from './evidence.ts';

const TOLERANCE_MS = 1000;
/** Where the engine goes away while it rings, the dialplan takes over: three rings. */
const RINGS_OF_FALLBACK_MS = 15_000;
/** What a caller understands as "not now". */
const POLITE = [480, 486, 503, 600];
/** A goodbye is the last that is said; then there is time to hang up oneself. */
const GOODBYE_MS = 15_000;
const GOODBYE = /^close\.goodbye/;
const HEARD = 0.5;
/** Who leaves so soon may have left before a word was said. */
const AT_ONCE_MS = 6000;

function ringing({ invitedAt, answeredAt, endedAt }: LegRecord) {
  return { from: invitedAt, to: answeredAt ?? endedAt };
}

/** Nobody rings longer than the standard says, or than the dialplan takes to notice that the engine is away. */
export function rings(evidence: Evidence): Violation[] {
  const away = asteriskAway(evidence);
  return legsOf(evidence, 'caller').flatMap((record) => {
    const rang = ringing(record);
    const ms = outside(rang, away).reduce((sum, { from, to }) => sum + to - from, 0);
    const fault = overlaps(rang, evidence.windows);
    const limit =
      (fault ? RINGS_OF_FALLBACK_MS : RINGS_MS) + TOLERANCE_MS + evidence.stood(rang.from, rang.to);
    // whoever calls a dead Asterisk hears nothing of it
    if (ms <= limit || (record.lostAt !== undefined && overlaps(rang, away))) return [];
    const what = `rang for ${(ms / 1000).toFixed(1)} s${fault ? ' with a fault' : ''}`;
    return [{ kind: 'rang too long', at: record.invitedAt, number: record.number, what }];
  });
}

/** Who is refused is refused politely. */
export function refusals(evidence: Evidence): Violation[] {
  return legsOf(evidence, 'caller').flatMap(({ end, endedAt, number }) => {
    if (end?.how !== 'refused' || end.by !== 'far' || POLITE.includes(end.status)) return [];
    return [{ kind: 'refused', at: endedAt, number, what: `refused with ${end.status}` }];
  });
}

/** Nobody is hung up on without a goodbye. */
export function goodbyes(evidence: Evidence): Violation[] {
  return [...legsOf(evidence, 'caller'), ...legsOf(evidence, 'customer')].flatMap((record) => {
    const { end, endedAt, answeredAt, number, role, prompts } = record;
    if (end?.how !== 'bye' || end.by !== 'far' || answeredAt === undefined) return [];
    if (markOf(record, 'falls silent', 'loses the network') !== undefined) return [];
    const heard = prompts.some(
      ({ name, to, heard }) => GOODBYE.test(name) && heard > HEARD && to > endedAt - GOODBYE_MS,
    );
    return heard ? [] : [{ kind: 'hung up on', at: endedAt, number, what: `${role}: no goodbye was heard` }];
  });
}

/** Every caller is in the store, has left a number, was refused, or was served by the dialplan. */
export function accounted(evidence: Evidence): Violation[] {
  const known = new Set<string>();
  for (const { call } of evidence.calls) known.add(call.customer.dialled);
  for (const { dialled } of evidence.callbacks) known.add(dialled);
  const away = asteriskAway(evidence);
  return legsOf(evidence, 'caller').flatMap((record) => {
    const { number, numbers, prompts, answeredAt, endedAt, invitedAt, end } = record;
    if (number === ANONYMOUS || [number, ...numbers].some((each) => known.has(each))) return [];
    const served = prompts.some(({ name, heard }) => name === 'fallback.apology' && heard > HEARD);
    const refused = end?.how === 'refused';
    const fault = overlaps({ from: invitedAt - AT_ONCE_MS, to: endedAt }, evidence.windows);
    const left = endedAt - (answeredAt ?? invitedAt) < AT_ONCE_MS || answeredAt === undefined;
    if (served || refused || (fault && left) || overlaps(ringing(record), away)) return [];
    const what = 'is in no call, in no callback, and was not told anything';
    return [{ kind: 'unaccounted', at: invitedAt, number, what }];
  });
}

/** answer.rings: what stands in the facts is what the caller's phone saw. */
export function ringFacts(evidence: Evidence): Violation[] {
  const answers = new Map(legsOf(evidence, 'caller').map((record) => [record.number, record]));
  return evidence.calls.flatMap(({ call, facts }) => {
    const record = answers.get(call.customer.dialled);
    if (!record || call.direction !== 'in' || record.number === ANONYMOUS) return [];
    const { answeredAt, invitedAt, number } = record;
    const rang = (answeredAt ?? record.endedAt) - invitedAt - evidence.stood(...toPair(ringing(record)));
    return facts.flatMap((fact) => {
      if (fact.kind !== 'clause' || fact.clause !== 'answer.rings') return [];
      const late = rang > RINGS_MS + TOLERANCE_MS || (answeredAt === undefined && fact.verdict === 'kept');
      const early = answeredAt !== undefined && rang < RINGS_MS - TOLERANCE_MS;
      if (fact.verdict === 'kept' ? !late : !early) return [];
      const seen =
        answeredAt === undefined ? 'was never answered' : `was answered after ${(rang / 1000).toFixed(1)} s`;
      return [
        {
          kind: 'fact disagrees',
          at: invitedAt,
          number,
          what: `answer.rings ${fact.verdict}, but the caller ${seen}`,
        },
      ];
    });
  });
}

const toPair = ({ from, to }: { readonly from: number; readonly to: number }) => [from, to] as const;
