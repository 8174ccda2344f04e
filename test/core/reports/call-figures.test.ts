import { describe, expect, it } from 'vitest';
import type { Actor } from '../../../src/core/facts.ts';
import type { Figures } from '../../../src/core/reports/figures.ts';
import type { CallRecord } from '../../../src/core/reports/record.ts';
import { abandonedCall, aRecord, happened, judged, LI, pickedUp, queued, reportOf, WANG } from './support.ts';

const gap = (value: number) => ({ measured: { value, limit: 15, unit: 's' } }) as const;

const open = { endedAt: null };

/** One call each, and what the report says of it besides the noughts. */
const CALLS: readonly [what: string, call: CallRecord, expected: Partial<Record<keyof Figures, object>>][] = [
  [
    'a person in time',
    aRecord(pickedUp(3)),
    {
      calls: { in: 1, out: 0, open: 0 },
      answered: { personInTime: 1, engineInTime: 0, late: 0, noLimit: 0, unanswered: 0 },
      serviceLevel: { share: 1, calls: 1, of: 1 },
      speed: { calls: 1, averageSeconds: 3, longestSeconds: 3 },
    },
  ],
  [
    'a person, late',
    aRecord(pickedUp(10.5)),
    {
      answered: { personInTime: 0, engineInTime: 0, late: 1, noLimit: 0, unanswered: 0 },
      serviceLevel: { share: 1, calls: 1, of: 1 },
    },
  ],
  [
    'the engine in time, and a person past the service level',
    aRecord([...queued(), happened(20.001, 'agentAnswered', LI)]),
    {
      answered: { personInTime: 0, engineInTime: 1, late: 0, noLimit: 0, unanswered: 0 },
      serviceLevel: { share: 0, calls: 0, of: 1 },
      speed: { calls: 1, averageSeconds: 20.001, longestSeconds: 20.001 },
    },
  ],
  [
    'the service level to the very second',
    aRecord([...queued(), happened(20, 'agentAnswered', LI)]),
    { serviceLevel: { share: 1, calls: 1, of: 1 } },
  ],
  [
    'a standard without a number of rings',
    aRecord([happened(0, 'arrived', 'caller'), happened(4, 'agentAnswered', LI)]),
    { answered: { personInTime: 0, engineInTime: 0, late: 0, noLimit: 1, unanswered: 0 } },
  ],
  [
    'a silent caller, let go by the engine: no abandon',
    aRecord([
      ...pickedUp(3),
      happened(20, 'silent', 'engine', { after: 4 }),
      judged(30, 'hear.interrupt', 'kept', LI, { measured: { value: 0, limit: 0, unit: 'count' } }),
      happened(32, 'hungUpFirst', 'engine', { who: 'engine' }),
    ]),
    {
      abandoned: { calls: 0, share: 0 },
      hungUpFirst: { caller: 0, agent: 0, engine: 1, network: 0 },
    },
  ],
  [
    'told of an outage, and gone with that',
    aRecord([
      happened(1, 'outageHeard', 'caller', { outage: 'o1' }),
      happened(6, 'outageLeft', 'caller', { outage: 'o1', hungUp: true }),
    ]),
    { outages: { heard: 1, hungUp: 1 }, serviceLevel: { share: null, calls: 0, of: 0 } },
  ],
  [
    'told that the line is closed: waited for nobody',
    aRecord([happened(0, 'engineAnswered', 'engine'), happened(0, 'closedHeard', 'caller')]),
    { abandoned: { calls: 0, share: 0 }, serviceLevel: { share: null, calls: 0, of: 0 } },
  ],
  [
    'told of an outage, and given up while it rang right after it',
    aRecord([
      happened(1, 'outageHeard', 'caller', { outage: 'o1' }),
      ...abandonedCall(20),
      happened(20, 'outageLeft', 'caller', { outage: 'o1', hungUp: true }),
    ]),
    { outages: { heard: 1, hungUp: 1 }, serviceLevel: { share: 0, calls: 0, of: 1 } },
  ],
  [
    'told of an outage, and on to an agent; recorded, and listened to twice',
    aRecord([
      happened(1, 'outageHeard', 'caller', { outage: 'o1' }),
      ...pickedUp(30),
      happened(33, 'recorded', LI, { name: 'c1-agent1' }),
      happened(60, 'outageLeft', 'caller', { outage: 'o1', hungUp: false }),
      happened(900, 'scored', 'engine', { clause: 'answer.tone', kept: true, by: 'zhao' }),
      happened(901, 'scored', 'engine', { clause: 'hold.return', kept: false, by: 'zhao' }),
    ]),
    { outages: { heard: 1, hungUp: 0 }, recordings: { made: 1, scored: 1 } },
  ],
  [
    'given up while it rang',
    aRecord(abandonedCall(6)),
    {
      answered: { personInTime: 0, engineInTime: 0, late: 0, noLimit: 0, unanswered: 1 },
      abandoned: { calls: 1, share: 1 },
      serviceLevel: { share: 0, calls: 0, of: 1 },
      speed: { calls: 0, averageSeconds: null, longestSeconds: null },
      hungUpFirst: { caller: 1, agent: 0, engine: 0, network: 0 },
    },
  ],
  [
    'given up in the queue',
    aRecord([...queued(), ...abandonedCall(40)]),
    {
      answered: { personInTime: 0, engineInTime: 1, late: 0, noLimit: 0, unanswered: 0 },
      abandoned: { calls: 1, share: 1 },
    },
  ],
  [
    'a line that broke off in the queue is no abandon',
    aRecord([
      ...queued(),
      happened(40, 'hungUpFirst', 'network', { who: 'network' }),
      happened(40, 'abandoned', 'network'),
    ]),
    { abandoned: { calls: 0, share: 0 }, hungUpFirst: { caller: 0, agent: 0, engine: 0, network: 1 } },
  ],
  [
    'still ringing',
    aRecord([happened(0, 'arrived', 'caller')], open),
    {
      calls: { in: 1, out: 0, open: 1 },
      answered: { personInTime: 0, engineInTime: 0, late: 0, noLimit: 0, unanswered: 0 },
      serviceLevel: { share: null, calls: 0, of: 0 },
    },
  ],
  [
    'still in the queue: the engine has answered, nobody yet',
    aRecord(queued(), open),
    {
      answered: { personInTime: 0, engineInTime: 1, late: 0, noLimit: 0, unanswered: 0 },
      serviceLevel: { share: null, calls: 0, of: 0 },
    },
  ],
  [
    'talking: the answer is known',
    aRecord(pickedUp(2), open),
    { calls: { in: 1, out: 0, open: 1 }, serviceLevel: { share: 1, calls: 1, of: 1 } },
  ],
  [
    'an attempt at a callback is no answer',
    aRecord([happened(3, 'agentAnswered', LI)], { direction: 'out' }),
    {
      calls: { in: 0, out: 1, open: 0 },
      serviceLevel: { share: null, calls: 0, of: 0 },
      speed: { calls: 0, averageSeconds: null, longestSeconds: null },
      abandoned: { calls: 0, share: null },
    },
  ],
  [
    'two holds, the gaps in them, and an offer that came late',
    aRecord([
      ...pickedUp(3),
      happened(20, 'held', LI),
      judged(34.7, 'hold.reminder', 'kept', 'engine', gap(14.7)),
      judged(51.2, 'hold.reminder', 'broken', 'engine', gap(16.5)),
      happened(60, 'resumed', LI),
      happened(70, 'held', LI),
      judged(84.8, 'hold.reminder', 'kept', 'engine', gap(14.8)),
      judged(192, 'hold.limit', 'broken', 'engine'),
    ]),
    { waiting: { holds: 2, longestGapSeconds: 16.5, limitBreaches: 1 } },
  ],
  [
    'the agent hung up first, and wrote it down',
    aRecord([
      ...pickedUp(3),
      happened(50, 'hungUpFirst', LI, { who: 'agent' }),
      happened(55, 'disposition', LI, { key: '3', name: 'question answered', open: false }),
    ]),
    {
      hungUpFirst: { caller: 0, agent: 1, engine: 0, network: 0 },
      dispositions: { 'question answered': 1 },
    },
  ],
];

it('close.record: of the results that an agent has changed the last one counts, and those of others stay', () => {
  const written = (s: number, by: Actor, name: string, was?: string) =>
    happened(s, 'disposition', by, { key: '1', name, open: false, ...(was && { was }) });
  const call = aRecord([
    ...pickedUp(3),
    written(20, LI, 'complaint'),
    happened(30, 'agentAnswered', WANG),
    written(40, WANG, 'resolved'),
    written(42, LI, 'order taken', 'complaint'),
    written(44, LI, 'nuisance', 'order taken'),
  ]);
  expect(reportOf([call]).total.dispositions).toEqual({ nuisance: 1, resolved: 1 });
});

describe('one call', () => {
  it.each(CALLS)('%s', (_, call, expected) => {
    expect(reportOf([call]).total).toMatchObject(expected);
  });
});
