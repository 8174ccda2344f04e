import type { Interval } from '../../../../src/sipkit/index.ts';
import { outside, within } from '../impairments.ts';
import type { LegRecord, Span } from '../leg-record.ts';
import { REMINDER_MS } from '../site-options.ts';
import { MUSIC_HZ } from '../tones.ts';
import { agentsOf, type Evidence, legsOf, markOf, type Violation } from './evidence.ts';

const DEAD_AIR_MS = 5000;
/** From the order of a prompt to the ear, and the precision of spans. */
const TOLERANCE_MS = 500;
const REMINDER_TOLERANCE_MS = 1500;
/** A digit and the gap after it. */
const KEY_MS = 200;
const AFTER_KEYS_MS = 500;
/** An RTP timeout of Asterisk (20 s), and what follows. */
const LOST_PARTY_MS = 27_000;

/** Whoever is outside: an agent whose phone holds gets no sound at all. */
function outsiders(evidence: Evidence): LegRecord[] {
  return [...legsOf(evidence, 'caller'), ...legsOf(evidence, 'customer')];
}

/** From then on the party itself takes no part any more. */
function listensUntil(record: LegRecord): number {
  return markOf(record, 'loses the network') ?? record.endedAt;
}

/** An agent of the call has gone without a word: it takes Asterisk its RTP timeout to know. */
function lostAgents(evidence: Evidence, record: LegRecord): Interval[] {
  return agentsOf(evidence, record).flatMap((agent) => {
    const at = markOf(agent, 'falls silent', 'loses the network');
    return at === undefined ? [] : [{ from: at, to: at + LOST_PARTY_MS }];
  });
}

/** Who presses keys hears nothing meanwhile. */
function keying({ marks }: LegRecord): Interval[] {
  return marks
    .filter(({ what }) => what === 'keys')
    .map(({ at, detail = '' }) => ({ from: at, to: at + KEY_MS * detail.length + AFTER_KEYS_MS }));
}

function silencesOf(record: LegRecord): Interval[] {
  const until = listensUntil(record);
  return record.spans
    .filter(({ what, from }) => what === 'silence' && from < until)
    .map(({ from, to }) => ({ from, to: Math.min(to, until) }));
}

/** What of these is longer than a limit while the engine was in control. */
function tooLong(
  evidence: Evidence,
  intervals: readonly Interval[],
  excused: readonly Interval[],
  limitMs: number,
): Interval[] {
  const windows = [...evidence.windows, ...excused].sort((a, b) => a.from - b.from);
  return intervals
    .flatMap((interval) => outside(interval, windows))
    .filter(({ from, to }) => to - from - evidence.stood(from, to) > limitMs);
}

/** Nobody is in dead air for more than 5 s while the engine is in control. */
export function deadAir(evidence: Evidence): Violation[] {
  return outsiders(evidence).flatMap((record) =>
    tooLong(
      evidence,
      silencesOf(record),
      [...lostAgents(evidence, record), ...keying(record)],
      DEAD_AIR_MS + TOLERANCE_MS,
    ).map(({ from, to }) => ({
      kind: 'dead air',
      at: from,
      number: record.number,
      what: `${record.role} heard nothing for ${((to - from) / 1000).toFixed(1)} s while the engine was in control`,
    })),
  );
}

/** hold.reminder: whoever hears music hears a voice every 15 s. */
export function reassurances(evidence: Evidence): Violation[] {
  return outsiders(evidence).flatMap((record) => {
    const music = record.spans.filter(({ what }: Span) => what === MUSIC_HZ);
    return tooLong(evidence, music, [], REMINDER_MS + REMINDER_TOLERANCE_MS).map(({ from, to }) => ({
      kind: 'no reassurance',
      at: from,
      number: record.number,
      what: `${record.role} heard music alone for ${((to - from) / 1000).toFixed(1)} s`,
    }));
  });
}

/** How long each party heard nothing while the engine was not in control, ms: a figure of its own. */
export function deadAirInFaults(evidence: Evidence): number[] {
  return outsiders(evidence)
    .flatMap(silencesOf)
    .map((silence) => within(silence, evidence.windows))
    .filter((ms) => ms > DEAD_AIR_MS);
}
