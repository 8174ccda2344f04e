import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Command } from '../../src/core/commands.ts';
import { TelephonyError } from '../../src/engine/ports.ts';
import { hearing } from '../scenarios/support/hearing.ts';
import { LINE } from '../scenarios/support/site.ts';
import { type EngineFixture, withEngine } from './support/engine-fixture.ts';
import { failsAt } from './support/faults.ts';
import { calledBack } from './support/restart-helpers.ts';

const CALLER = '13800138000';

afterEach(() => vi.restoreAllMocks());

/** What stands in the way of the next command that is meant: it is not carried out. */
function spoil(fixture: EngineFixture, meant: (command: Command) => boolean, how: () => void): void {
  fixture.beforeCommand = (command) => {
    if (!meant(command)) return;
    fixture.beforeCommand = () => undefined;
    how();
  };
}

function refuse(): never {
  throw new TelephonyError('REFUSED', 'Asterisk answers 500', 'nothing to do');
}

/** The link breaks, and is there again so much later. */
function cut({ sim }: EngineFixture, ms: number): void {
  sim.controls.loseLink('pulled out');
  sim.clock.after(ms, () => sim.controls.mendLink());
}

/** An agent answers while the caller hears the announcement. */
async function answerDuringAnnouncement(fixture: EngineFixture) {
  const caller = fixture.caller(CALLER);
  caller.station.dial(LINE);
  await fixture.sim.advance(10_000);
  const agent = fixture.agent('8001').registered().answersAfter(500);
  await fixture.sim.advance(1500);
  return { caller, agent };
}

describe('a prompt that the call has stopped', () => {
  it.each<[string, (fixture: EngineFixture) => void]>([
    ['the link was lost', (fixture) => cut(fixture, 300)],
    ['Asterisk refused it', refuse],
  ])('is stopped all the same where %s', (_, how) =>
    withEngine(async (fixture) => {
      spoil(
        fixture,
        ({ do: is }) => is === 'stopPlay',
        () => how(fixture),
      );
      const { caller } = await answerDuringAnnouncement(fixture);
      await fixture.sim.advance(6000);
      hearing(caller.station, 0, fixture.sim.clock.now().mono).never('queue.announce');
      caller.hangsUp();
      await fixture.sim.advance(15_000);
    }),
  );
});

describe('a prompt that Asterisk was not told to play', () => {
  it('answer.greeting: is played once the link is back, and the fact says so', () =>
    withEngine(async (fixture) => {
      spoil(
        fixture,
        ({ do: is }) => is === 'play',
        () => cut(fixture, 800),
      );
      const caller = fixture.caller(CALLER);
      caller.station.dial(LINE);
      await fixture.sim.advance(16_000);
      const heard = hearing(caller.station, 0, fixture.sim.clock.now().mono);
      expect(heard.times('queue.announce')).toHaveLength(1);
      expect(fixture.records.judged('answer.greeting').map(({ verdict }) => verdict)).toEqual(['kept']);
      caller.hangsUp();
      await fixture.sim.advance(15_000);
    }));

  it('answer.greeting: is not taken for heard where what the engine asked about could not be worked on at first', () =>
    withEngine(async (fixture) => {
      const faults = failsAt(
        'call',
        (input) => input.type === 'playEnded' && 'outcome' in input && input.outcome === 'failed',
      );
      spoil(
        fixture,
        ({ do: is }) => is === 'play',
        () => cut(fixture, 5500),
      );
      const caller = fixture.caller(CALLER);
      caller.station.dial(LINE);
      await fixture.sim.runUntil(() => faults() > 0, 20_000);
      vi.restoreAllMocks();
      await fixture.sim.advance(2000);
      expect(fixture.records.judged('answer.greeting').map(({ verdict }) => verdict)).toEqual(['broken']);
      caller.hangsUp();
      await fixture.sim.advance(15_000);
    }));

  it('is played soon after where Asterisk could not be reached, though the link was there', () =>
    withEngine(async (fixture) => {
      let refused = 0;
      fixture.beforeCommand = ({ do: is }) => {
        if (is !== 'play' || refused === 2) return;
        refused += 1;
        throw new TelephonyError('UNREACHABLE', 'connect ECONNREFUSED', 'wait');
      };
      const caller = fixture.caller(CALLER);
      caller.station.dial(LINE);
      await fixture.sim.advance(16_000);
      expect(refused).toBe(2);
      const heard = hearing(caller.station, 0, fixture.sim.clock.now().mono);
      expect(heard.times('queue.announce')).toHaveLength(1);
      expect(fixture.records.judged('answer.greeting').map(({ verdict }) => verdict)).toEqual(['kept']);
      caller.hangsUp();
      await fixture.sim.advance(15_000);
    }));

  it('is played at the second try where Asterisk refuses the first', () =>
    withEngine(async (fixture) => {
      spoil(fixture, ({ do: is }) => is === 'play', refuse);
      const caller = fixture.caller(CALLER);
      caller.station.dial(LINE);
      await fixture.sim.advance(13_000);
      expect(hearing(caller.station, 0, fixture.sim.clock.now().mono).times('salute.morning')).toHaveLength(
        1,
      );
      caller.hangsUp();
      await fixture.sim.advance(15_000);
    }));
});

describe('ids after a restart', () => {
  it('are new, also those that were used while the store refused', () =>
    withEngine(async (fixture) => {
      const caller = fixture.caller(CALLER);
      caller.station.dial(LINE);
      await fixture.sim.advance(500);
      fixture.records.refusals = 1_000_000;
      const agent = fixture.agent('8001').registered().answersAfter(60_000);
      await fixture.sim.advance(1000);
      await fixture.restart();
      await fixture.sim.advance(1000);
      await fixture.restart();
      fixture.records.refusals = 0;
      await fixture.sim.advance(1000);
      const legs = fixture.commandsOf('dial').map(({ leg }) => leg);
      expect(legs.length).toBeGreaterThan(1);
      expect(new Set(legs).size).toBe(legs.length);
      agent.unregistered();
      caller.hangsUp();
      await fixture.sim.advance(20_000);
    }));
});

describe('the ringing that an agent hears while the customer is called', () => {
  it('begins again where Asterisk has refused it', () =>
    withEngine(async (fixture) => {
      const test = { fixture, caller: fixture.caller(CALLER), agent: fixture.agent('8001') };
      let refused = 0;
      fixture.beforeCommand = (command) => {
        const isRinging = command.do === 'play' && command.prompts.includes('tone.ringback');
        if (!isRinging || refused === 2) return;
        refused += 1;
        refuse();
      };
      test.caller.station.pickup = 'ring';
      await calledBack(test, 30);
      expect(refused).toBe(2);
      const now = fixture.sim.clock.now().mono;
      expect(hearing(test.agent.station, 0, now).times('tone.ringback').length).toBeGreaterThan(1);
      test.agent.unregistered();
      await fixture.sim.advance(60_000);
    }));
});
