import type { Interval } from '../../../../src/sipkit/index.ts';
import { outside } from '../impairments.ts';
import type { LegRecord } from '../leg-record.ts';
import { agentsOf, asteriskAway, type Evidence, legsOf, markOf, type Violation } from './evidence.ts';

/** Of other sounds a syllable or two is too much. */
const GAP_MS = 500;
/** In the midst of a talk a busy machine may stumble. */
const SILENT_GAP_MS = 1500;
/** After a hold the customer is asked, and thanked; then both talk. */
const AFTER_HOLD_MS = 12_000;
const BEFORE_HOLD_MS = 500;
/** They talk from the first stretch of the agent's voice that is so long: before it, there may be words between two prompts. */
const LEAST_TALK_MS = 3000;
/** Of two ends that belong together. */
const TOGETHER_MS = 3000;
/** From a frozen Asterisk's thaw until sound flows. */
const AFTER_AWAY_MS = 2000;

/** The time in which two parties are to hear each other. */
interface Talk extends Interval {
  readonly customer: LegRecord;
  readonly agent: LegRecord;
}

function talksOf(evidence: Evidence): Talk[] {
  return [...legsOf(evidence, 'caller'), ...legsOf(evidence, 'customer')].flatMap((customer) =>
    agentsOf(evidence, customer).flatMap((agent) => {
      const began = customer.spans.find(
        ({ what, from, to }) => what === agent.hz && from >= agent.invitedAt && to - from >= LEAST_TALK_MS,
      );
      const to = Math.min(...[customer, agent].map(takesPartUntil));
      return began && to > began.from ? [{ customer, agent, from: began.from, to }] : [];
    }),
  );
}

/** Until it hangs up, falls silent or is gone. */
function takesPartUntil(record: LegRecord): number {
  const left = markOf(record, 'hangsUp', 'falls silent', 'loses the network');
  return Math.min(record.endedAt, left ?? record.endedAt);
}

function holdsOf({ marks, endedAt }: LegRecord): Interval[] {
  return marks.flatMap((mark, i) => {
    if (mark.what !== 'holds') return [];
    const resumed = marks.slice(i).find(({ what }) => what === 'resumes')?.at;
    return [
      { from: mark.at - BEFORE_HOLD_MS, to: resumed === undefined ? endedAt : resumed + AFTER_HOLD_MS },
    ];
  });
}

function notHeard(evidence: Evidence, talk: Talk, listener: LegRecord, speaker: LegRecord): Violation[] {
  const away = asteriskAway(evidence).map(({ from, to }) => ({ from, to: to + AFTER_AWAY_MS }));
  const excused = [...holdsOf(talk.agent), ...away].sort((a, b) => a.from - b.from);
  const gaps = listener.spans
    .filter(({ what, to, from }) => what !== speaker.hz && to > talk.from && from < talk.to)
    .flatMap((span) => {
      const gap = { from: Math.max(span.from, talk.from), to: Math.min(span.to, talk.to) };
      return outside(gap, excused).map((each) => ({ ...each, what: span.what }));
    });
  return gaps
    .filter(({ from, to, what }) => {
      const limit = what === 'silence' ? SILENT_GAP_MS : GAP_MS;
      return to - from - evidence.stood(from - GAP_MS, to) > limit;
    })
    .map(({ from, to, what }) => ({
      kind: 'talk disturbed',
      at: from,
      number: listener.number,
      what: `for ${((to - from) / 1000).toFixed(1)} s the ${listener.role} heard ${typeof what === 'number' ? `a tone of ${what} Hz` : what} in place of the ${speaker.role}`,
    }));
}

/** Nobody who talks is talked over, cut off from the other, or put back to the music. */
export function disturbances(evidence: Evidence): Violation[] {
  return talksOf(evidence).flatMap((talk) => [
    ...notHeard(evidence, talk, talk.customer, talk.agent),
    ...notHeard(evidence, talk, talk.agent, talk.customer),
  ]);
}

/** No conversation is ended by us. */
export function cuts(evidence: Evidence): Violation[] {
  return talksOf(evidence).flatMap((talk) => {
    const { agent, customer } = talk;
    const byUs = ({ end, endedAt, lostAt }: LegRecord) =>
      lostAt === undefined && end?.how === 'bye' && end.by === 'far' && endedAt <= talk.to + TOGETHER_MS;
    const left = [agent, customer].some((one) => takesPartUntil(one) < one.endedAt || one.end?.by === 'here');
    if (left || !byUs(agent)) return [];
    const what = byUs(customer)
      ? 'both were hung up on while they talked'
      : 'the agent was hung up on in mid-talk';
    return [{ kind: 'talk cut', at: agent.endedAt, number: customer.number, what }];
  });
}
