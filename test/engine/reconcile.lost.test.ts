import { describe, expect, it } from 'vitest';
import type { Command } from '../../src/core/commands.ts';
import { TelephonyError } from '../../src/engine/ports.ts';
import { soundsOf } from '../scenarios/support/hearing.ts';
import { LINE } from '../scenarios/support/site.ts';
import { type EngineFixture, withEngine } from './support/engine-fixture.ts';
import { aTalk, away, MOBILE, theCall } from './support/lost-link.ts';

describe('a command that was lost with the link', () => {
  /** Asterisk does not get the commands of this kind from now on. */
  const loses = (fixture: EngineFixture, ...kinds: readonly Command['do'][]) => {
    fixture.beforeCommand = (command) => {
      if (kinds.includes(command.do)) throw new TelephonyError('LINK_DOWN', 'the link is lost', 'wait');
    };
  };

  it('to let an agent go is given again, for nothing waits for the end of that leg', () =>
    withEngine(async (fixture) => {
      const { agent, caller } = await aTalk(fixture);
      loses(fixture, 'hangUp');
      agent.presses('*83');
      await fixture.sim.advance(500);
      expect((await theCall(fixture)).phase.is).toBe('closing');
      expect(agent.gone).toBe(false);
      await away(
        fixture,
        () => {
          fixture.beforeCommand = () => undefined;
        },
        500,
      );
      expect(agent.gone).toBe(true);
      expect((await theCall(fixture)).phase.is).toBe('closing');
      caller.hangsUp();
      await fixture.sim.advance(1000);
    }));

  it('to put a caller to the music is given again', () =>
    withEngine(async (fixture) => {
      const caller = await fixture.caller(MOBILE).dials(LINE);
      loses(fixture, 'wait', 'play');
      await fixture.sim.advance(10_000);
      expect((await theCall(fixture)).phase.is).toBe('waiting');
      fixture.beforeCommand = () => undefined;
      const heard = () => soundsOf(caller.station, caller.zero).at(-1)?.what;
      expect(heard()).not.toBe('music');
      await away(fixture, () => undefined, 500);
      // the announcement was lost with it, and comes first
      expect(heard()).not.toBe('silence');
      await fixture.sim.advance(9000);
      expect(heard()).toBe('music');
      caller.hangsUp();
      await fixture.sim.advance(1000);
    }));

  it('is not given again where it was carried out: who hears music on hold goes on hearing it', () =>
    withEngine(async (fixture) => {
      const { agent, caller } = await aTalk(fixture);
      agent.holds();
      await fixture.sim.advance(5000);
      await away(fixture, () => undefined, 500);
      await fixture.sim.advance(500);
      const music = soundsOf(caller.station, caller.zero).filter(({ what }) => what === 'music');
      expect(music).toHaveLength(1);
      const now = (fixture.sim.clock.now().mono - caller.zero) / 1000;
      expect(music[0]?.to).toBeCloseTo(now, 1);
      caller.hangsUp();
      await fixture.sim.advance(1000);
    }));
});

describe('what begins while the answer is on its way', () => {
  /** The answer of Asterisk takes this long, and is of what was there before. */
  const answersLate = (fixture: EngineFixture, ms: number, meanwhile: () => void = () => undefined) => {
    fixture.afterSnapshot = async () => {
      fixture.afterSnapshot = () => undefined;
      meanwhile();
      await new Promise((go) => fixture.sim.clock.after(ms, () => go(null)));
    };
  };

  it('a caller who rings in then is not taken for lost', () =>
    withEngine(async (fixture) => {
      const station = fixture.sim.controls.party(MOBILE);
      answersLate(fixture, 50, () => station.dial(LINE));
      await away(fixture, () => undefined);
      await fixture.sim.advance(10_000);
      expect(station.leg?.answered).toBe(true);
      expect(fixture.records.happened('abandoned')).toEqual([]);
      station.hangUp();
      await fixture.sim.advance(1000);
    }));

  it('a prompt that is ordered then is not taken for over', () =>
    withEngine(async (fixture) => {
      const caller = await fixture.caller(MOBILE).dials(LINE);
      await fixture.sim.advance(9000);
      answersLate(fixture, 600);
      await away(fixture, () => undefined, 100);
      await fixture.sim.advance(1000);
      expect((await theCall(fixture)).phase).toMatchObject({
        is: 'waiting',
        wait: { playing: { what: 'announce' } },
      });
      caller.hangsUp();
      await fixture.sim.advance(1000);
    }));
});
