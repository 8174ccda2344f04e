import { expect, test } from 'vitest';
import type { CallbackState } from '../../src/core/callback/state.ts';
import { audited } from '../asterisk/chaos/audits/all-audits.ts';
import type { Evidence } from '../asterisk/chaos/audits/evidence.ts';
import type { LegRecord, Span } from '../asterisk/chaos/leg-record.ts';
import { agentHz, CALLER_HZ, MUSIC_HZ } from '../asterisk/chaos/tones.ts';

// Each audit finds what it is there for, and finds nothing in a call that went well. Moments in ms.

const ANNA = '13800000001';
const AGENT_HZ = agentHz(0);

function spans(answeredAt: number, ...parts: readonly (readonly [Span['what'], number])[]): Span[] {
  let at = answeredAt;
  return parts.map(([what, ms]) => {
    const from = at;
    at += ms;
    return { what, from, to: at };
  });
}

const GOODBYE = { name: 'close.goodbye', heard: 1 };

/** Waits, is promised a callback, and hears the goodbye. */
function caller(changes: Partial<LegRecord> = {}): LegRecord {
  return {
    ...{ role: 'caller', number: ANNA, agent: undefined, hz: CALLER_HZ, direction: 'outgoing', numbers: [] },
    ...{ invitedAt: 0, answeredAt: 9000, endedAt: 49_000, lostAt: undefined, marks: [] },
    end: { how: 'bye', by: 'far' },
    spans: spans(
      9000,
      ['speech', 4000],
      [MUSIC_HZ, 12_000],
      ['speech', 20_000],
      ['silence', 2000],
      ['speech', 2000],
    ),
    prompts: [
      { name: 'hold.promise', from: 40_000, to: 43_000, heard: 1 },
      { ...GOODBYE, from: 45_000, to: 48_000 },
    ],
    ...changes,
  };
}

const talking = (...parts: readonly (readonly [Span['what'], number])[]) =>
  caller({ spans: spans(9000, ...parts), end: { how: 'bye', by: 'here' }, prompts: [] });

function agent(changes: Partial<LegRecord> = {}): LegRecord {
  return {
    ...caller({ role: 'agent', agent: '8001', hz: AGENT_HZ, direction: 'incoming', invitedAt: 5000 }),
    spans: spans(9000, ['speech', 3000], [CALLER_HZ, 37_000]),
    prompts: [],
    ...changes,
  };
}

function customer(at: number): LegRecord {
  return caller({
    ...{ role: 'customer', direction: 'incoming', invitedAt: at, answeredAt: undefined, endedAt: at + 3000 },
    ...{ end: { how: 'refused', by: 'here', status: 486 }, spans: [], prompts: [] },
  });
}

function callback(changes: Partial<CallbackState> = {}): CallbackState {
  return {
    ...{
      id: 'cb1',
      kind: 'queue',
      number: `+86${ANNA}`,
      dialled: ANNA,
      line: '4008001234',
      standard: 'strict',
    },
    ...{ language: 'zh', from: 'c1', revision: 1, place: 0, promisedAt: 0, dueAt: 0, agreedAt: null },
    ...{ reserved: false, deadlineAt: 0, late: false, attempts: [], status: { is: 'due' } },
    ...changes,
  };
}

function found(changes: Partial<Evidence>): string[] {
  const evidence: Evidence = {
    ...{ records: [caller()], faults: [], impairments: [], windows: [], calls: [], callbacks: [callback()] },
    ...{ leaks: [], deaths: [], stood: () => 0 },
    ...changes,
  };
  return audited(evidence).map(({ kind }) => kind);
}

test('a caller who waits, is promised a callback and hears the goodbye: nothing', () => {
  expect(found({})).toEqual([]);
});

test('two who talk, with a hold in it: nothing', () => {
  const holds = [
    { at: 20_000, what: 'holds' },
    { at: 30_000, what: 'resumes' },
  ] as const;
  const anna = talking(
    ['speech', 3000],
    [AGENT_HZ, 8000],
    ['speech', 3000],
    [MUSIC_HZ, 7000],
    ['speech', 3000],
    [AGENT_HZ, 16_000],
  );
  expect(found({ records: [anna, agent({ marks: holds, end: { how: 'bye', by: 'far' } })] })).toEqual([]);
});

test.each<[string, Partial<Evidence>]>([
  [
    'dead air',
    { records: [caller({ spans: spans(9000, ['speech', 4000], ['silence', 6000], ['speech', 30_000]) })] },
  ],
  [
    'no reassurance',
    { records: [caller({ spans: spans(9000, ['speech', 4000], [MUSIC_HZ, 17_000], ['speech', 19_000]) })] },
  ],
  ['rang too long', { records: [caller({ answeredAt: 12_000 })] }],
  [
    'refused',
    {
      records: [
        caller({
          answeredAt: undefined,
          end: { how: 'refused', by: 'far', status: 603 },
          endedAt: 5000,
          spans: [],
          prompts: [],
        }),
      ],
    },
  ],
  ['hung up on', { records: [caller({ prompts: [] })] }],
  [
    'unaccounted',
    { records: [caller({ prompts: [{ ...GOODBYE, from: 45_000, to: 48_000 }] })], callbacks: [] },
  ],
  [
    'promise lost',
    { callbacks: [], calls: [{ call: { customer: { dialled: ANNA } }, facts: [], callbacks: [] }] as never },
  ],
  ['promise doubled', { callbacks: [callback(), callback({ id: 'cb2', kind: 'away' })] }],
  ['double dial', { records: [caller(), customer(60_000)] }],
  [
    'attempt without a dial',
    { callbacks: [callback({ attempts: [{ call: 'c2', agent: '8001', at: 0, outcome: 'busy' }] })] },
  ],
  ['engine ended', { deaths: [{ at: 0, how: 'it ended by itself (1)', starting: false }] }],
  ['leak', { leaks: ['channel 1'] }],
  ['no control', { impairments: [{ fault: 'engine killed', from: 0, overAt: 1000, callsGone: false }] }],
])('%s', (kind, changes) => {
  expect(found(changes)).toEqual([kind]);
});

test('called again at once', () => {
  const attempts = [1, 2].map((n) => ({ call: `c${n}`, agent: '8001', at: 0, outcome: 'busy' as const }));
  const records = [caller(), customer(60_000), customer(65_000)];
  expect(found({ records, callbacks: [callback({ attempts })] })).toEqual(['called again at once']);
});

test('what is heard in place of the other is a disturbance, and the end of both by us is a cut', () => {
  const anna = talking(['speech', 3000], [AGENT_HZ, 10_000], [MUSIC_HZ, 4000], [AGENT_HZ, 23_000]);
  expect(found({ records: [anna, agent({ end: { how: 'bye', by: 'far' } })] })).toEqual(['talk disturbed']);
  const cut = { ...talking(['speech', 3000], [AGENT_HZ, 37_000]), end: { how: 'bye', by: 'far' } } as const;
  expect(found({ records: [cut, agent({ end: { how: 'bye', by: 'far' } })] })).toEqual(
    expect.arrayContaining(['talk cut']),
  );
});

test.each(['kept', 'broken'] as const)(
  'a fact that answer.rings was %s, against what the phone saw',
  (verdict) => {
    const facts = [{ kind: 'clause', clause: 'answer.rings', verdict, at: { mono: 0, wall: 0 } }];
    const calls = [{ call: { direction: 'in', customer: { dialled: ANNA } }, facts, callbacks: [] }] as never;
    const answeredAt = verdict === 'kept' ? 10_900 : 3000;
    const slow = caller({ answeredAt: verdict === 'kept' ? 13_000 : 3000 });
    expect(found({ records: [caller({ answeredAt })], calls })).toEqual(
      verdict === 'kept' ? [] : ['fact disagrees'],
    );
    expect(found({ records: [slow], calls })).toContain('fact disagrees');
  },
);

test('what happens while a fault keeps the engine from its work is no violation', () => {
  const windows = [{ from: 12_000, to: 30_000 }];
  const records = [caller({ spans: spans(9000, ['speech', 4000], ['silence', 19_000], ['speech', 17_000]) })];
  expect(found({ windows, records })).toEqual([]);
});
