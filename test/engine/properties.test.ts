import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOpen } from '../../src/core/callback/state.ts';
import type { HangupCause } from '../../src/core/legs.ts';
import { legsOf } from '../../src/engine/registry.ts';
import { LEG_ENDS } from '../core/support/call-inputs.ts';
import { runs } from '../support/runs.ts';
import { TurnFixture } from './support/turn-fixture.ts';

const NUMBERS = ['13800138000', '13912345678', 'anonymous'];

type Act =
  | { readonly does: 'arrive'; readonly who: number }
  | { readonly does: 'wait'; readonly ms: number }
  | { readonly does: 'device'; readonly who: number; readonly device: 'offline' | 'idle' | 'busy' }
  | { readonly does: 'answer' | 'hold' | 'resume'; readonly who: number }
  | { readonly does: 'end'; readonly who: number; readonly how: HangupCause }
  | { readonly does: 'keys'; readonly who: number; readonly keys: string };

const who = fc.nat({ max: 5 });
const just = <T extends string>(does: T) => fc.constant(does);
const ms = fc.oneof(fc.nat({ max: 100 }), fc.integer({ min: 100, max: 30_000 }), fc.constant(140_000));
const devices = fc.constantFrom('offline' as const, 'idle' as const, 'idle' as const, 'busy' as const);
const keys = fc.constantFrom('1', '1', '2', '13912345678#1', '#', '*31', '*32');
const acts: fc.Arbitrary<Act> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ does: just('arrive'), who }) },
  { weight: 8, arbitrary: fc.record({ does: just('wait'), ms }) },
  { weight: 2, arbitrary: fc.record({ does: just('device'), who, device: devices }) },
  { weight: 6, arbitrary: fc.record({ does: fc.constantFrom('answer', 'hold', 'resume'), who }) },
  { weight: 3, arbitrary: fc.record({ does: just('end'), who, how: fc.constantFrom(...LEG_ENDS) }) },
  { weight: 3, arbitrary: fc.record({ does: just('keys'), who, keys }) },
);

function pick<T>(from: readonly T[], index: number): T | undefined {
  return from[index % Math.max(from.length, 1)];
}

function act(fixture: TurnFixture, one: Act): void {
  const legs = [...fixture.legs.keys()];
  const ringing = legs.filter((leg) => !fixture.answered.has(leg));
  const leg = 'who' in one ? pick(one.does === 'answer' ? ringing : legs, one.who) : undefined;
  switch (one.does) {
    case 'wait':
      fixture.after(one.ms);
      break;
    case 'arrive':
      fixture.arrives(pick(NUMBERS, one.who) ?? '');
      break;
    case 'device':
      fixture.device(pick(['8001', '8002', '8003'], one.who) ?? '', one.device);
      break;
    case 'answer':
      if (leg) fixture.answer(leg);
      break;
    case 'hold':
    case 'resume':
      if (leg) fixture.give(leg, { type: one.does === 'hold' ? 'legHeld' : 'legResumed', leg });
      break;
    case 'end':
      if (leg) fixture.end(leg, one.how);
      break;
    case 'keys':
      if (leg) for (const digit of one.keys) fixture.give(leg, { type: 'digit', leg, digit });
  }
}

/** Everybody hangs up, and no agent is reachable any more. */
function endAllCalls(fixture: TurnFixture): void {
  for (const agent of fixture.registry.agents.keys()) fixture.device(agent, 'offline');
  while (fixture.legs.size > 0) {
    for (const leg of [...fixture.legs.keys()]) fixture.end(leg, 'hungUp');
    fixture.after(60_000);
  }
  fixture.after(10 * 60_000);
}

/** Each time somebody was given a right to be called back, with the callback it became part of. */
function promises(fixture: TurnFixture) {
  return fixture.batches.flatMap((batch) =>
    batch.facts.flatMap((fact) =>
      fact.kind === 'event' && fact.name === 'callbackPromised' ? [{ fact, batch }] : [],
    ),
  );
}

/** One who gave up is called back, is put on hold, and hears the offer there. */
const CALLED_BACK: readonly Act[] = [
  { does: 'arrive', who: 0 },
  { does: 'wait', ms: 20_000 },
  { does: 'end', who: 0, how: 'hungUp' },
  { does: 'wait', ms: 18_000 },
  { does: 'answer', who: 0 },
  { does: 'wait', ms: 5000 },
  { does: 'answer', who: 0 },
  { does: 'wait', ms: 10_000 },
  { does: 'hold', who: 0 },
  { does: 'wait', ms: 140_000 },
];

const sequences = fc
  .tuple(fc.constantFrom([], CALLED_BACK), fc.array(acts, { minLength: 5, maxLength: 40 }))
  .map(([begin, tail]) => [...begin, ...tail]);

function run(list: readonly Act[]): TurnFixture {
  const fixture = new TurnFixture();
  for (const agent of ['8001', '8002']) fixture.device(agent, 'idle');
  for (const one of list) act(fixture, one);
  return fixture;
}

it('a sequence can begin with a callback on hold', () => {
  const phases = [...run(CALLED_BACK).registry.calls.values()].map(({ phase, direction }) => [
    direction,
    phase.is,
  ]);
  expect(phases).toEqual([['out', 'held']]);
});

describe('several calls, callbacks and agents at once', () => {
  it('an agent is in one call at most, and is let go of it; every call ends', () => {
    fc.assert(
      fc.property(sequences, (list) => {
        const fixture = run(list);
        endAllCalls(fixture);
        expect([...fixture.registry.calls.keys()]).toEqual([]);
        const legs = fixture.batches.flatMap(({ machines }) => (machines.call ?? []).flatMap(legsOf));
        expect(legs.filter((leg) => fixture.registry.ownerOf(leg) !== undefined)).toEqual([]);
        for (const { doing } of fixture.registry.agents.values()) expect(doing.is).toBe('free');
      }),
      { seed: 20_260_305, numRuns: runs(300) },
    );
  });

  it('callback.number: every promise is durable, and followed by a try, a settlement or a reason', () => {
    fc.assert(
      fc.property(sequences, (list) => {
        const fixture = run(list);
        endAllCalls(fixture);
        const last = new Map(
          fixture.batches.flatMap(({ machines }) => (machines.callback ?? []).map((b) => [b.id, b])),
        );
        for (const { fact, batch } of promises(fixture)) {
          expect(batch.durable).toBe(true);
          const callback = last.get(fact.callback ?? '') ?? expect.fail('no such callback');
          expect(callback.status.is).not.toBe('attempting');
          // what is settled has been tried after the promise
          const talked = callback.attempts.some(({ at }) => at >= fact.at.wall);
          expect(
            isOpen(callback) || talked || callback.status.is === 'failed',
            JSON.stringify(callback),
          ).toBe(true);
        }
      }),
      { seed: 20_260_306, numRuns: runs(300) },
    );
  });
});
