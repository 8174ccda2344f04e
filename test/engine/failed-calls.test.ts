import { afterEach, describe, expect, it, vi } from 'vitest';
import type { CallEvent } from '../../src/core/call/input.ts';
import { MACHINES } from '../../src/engine/machines.ts';
import { LINE } from '../scenarios/support/site.ts';
import { type EngineFixture, withEngine } from './support/engine-fixture.ts';
import { CUSTOMER } from './support/one-of-each.ts';

/** The longest that a party may hear nothing after a fault, ms: Asterisk is asked, or the deadline is tried again, after 1 s. */
const SILENCE_MS = 2000;

/** The steps of calls that take such an input throw. */
function fails(...types: CallEvent['type'][]): void {
  const { step } = MACHINES.call;
  vi.spyOn(MACHINES.call, 'step').mockImplementation((state, input, rules) => {
    if (types.includes(input.type)) throw new Error('a fault of the program');
    return step(state, input, rules);
  });
}

function failsOnce(type: CallEvent['type']): void {
  const { step } = MACHINES.call;
  vi.spyOn(MACHINES.call, 'step').mockImplementation((state, input, rules) => {
    if (input.type !== type) return step(state, input, rules);
    vi.restoreAllMocks();
    throw new Error('a fault of the program');
  });
}

/** The longest time in which the caller's leg heard nothing at all, ms. */
function longestSilence({ sim }: EngineFixture): number {
  const heard = sim.controls.legs
    .find(({ direction }) => direction === 'in')
    ?.track.heard(sim.clock.now().mono);
  const silent = (heard ?? []).filter(({ what }) => what === 'silence');
  return Math.max(0, ...silent.map(({ from, to }) => to - from));
}

/** What the caller hears now. */
function hears({ sim }: EngineFixture): unknown {
  const leg = sim.controls.legs.find(({ direction }) => direction === 'in');
  return leg?.track.heard(sim.clock.now().mono).at(-1)?.what;
}

afterEach(() => vi.restoreAllMocks());

describe('an input of a call fails', () => {
  it('the end of a greeting: Asterisk is asked soon, and both talk', async () => {
    await withEngine(async (fixture) => {
      fixture.agent('8001').registered().answersAfter(1000);
      await fixture.sim.advance(1000);
      const caller = fixture.caller(CUSTOMER);
      failsOnce('playEnded');
      await caller.dials(LINE);
      await fixture.sim.advance(20_000);
      expect(fixture.errors()).toHaveLength(1);
      expect(longestSilence(fixture)).toBeLessThan(SILENCE_MS);
      expect(hears(fixture)).toMatchObject({ party: '8001' });
    });
  });

  it('the end of a greeting, again and again: the caller hears music, and both talk once it works', async () => {
    await withEngine(async (fixture) => {
      fixture.agent('8001').registered().answersAfter(1000);
      await fixture.sim.advance(1000);
      const caller = fixture.caller(CUSTOMER);
      fails('playEnded', 'deadline');
      await caller.dials(LINE);
      await fixture.sim.advance(30_000);
      expect(longestSilence(fixture)).toBeLessThan(SILENCE_MS);
      expect(hears(fixture)).toBe('music');
      expect(fixture.engine.failedInputs.count).toBe(fixture.errors().length);

      vi.restoreAllMocks();
      await fixture.sim.advance(10_000);
      expect(hears(fixture)).toMatchObject({ party: '8001' });
    });
  });

  it('a deadline of an entry, again and again: the music goes on, and the wait after it', async () => {
    await withEngine(async (fixture) => {
      const caller = fixture.caller(CUSTOMER);
      await caller.dials(LINE);
      await fixture.sim.advance(146_000);
      caller.presses('2');
      fails('deadline');
      await fixture.sim.advance(30_000);
      expect(fixture.errors().length).toBeGreaterThan(1);
      vi.restoreAllMocks();
      await fixture.sim.advance(90_000);
      expect(caller.inCall).toBe(true);
      expect(longestSilence(fixture)).toBeLessThan(SILENCE_MS);
    });
  });
});
