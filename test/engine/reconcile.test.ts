import { describe, expect, it } from 'vitest';
import { TelephonyError } from '../../src/engine/ports.ts';
import { LINE } from '../scenarios/support/site.ts';
import { withEngine } from './support/engine-fixture.ts';
import { aTalk, away, MOBILE, theCall } from './support/lost-link.ts';

describe('after a lost link', () => {
  it('a caller who has gone meanwhile is lost to the network, and the agent is let go', () =>
    withEngine(async (fixture) => {
      const { agent, caller } = await aTalk(fixture);
      await away(fixture, () => caller.hangsUp());
      expect(agent.gone).toBe(true);
      expect(await theCall(fixture)).toMatchObject({ hungUpFirst: 'network', customer: { leg: null } });
      expect(fixture.records.happened('legLost')).toMatchObject([{ detail: { who: 'caller' } }]);
    }));

  it('an agent who has gone meanwhile is lost to the network, and the caller waits for another', () =>
    withEngine(async (fixture) => {
      const { agent, caller } = await aTalk(fixture);
      await away(fixture, () => agent.unregistered().hangsUp());
      expect((await theCall(fixture)).phase.is).toBe('waiting');
      expect(fixture.records.judged('close.caller.first')).toEqual([]);
      caller.hangsUp();
      await fixture.sim.advance(1000);
    }));

  it('is asked again until there is an answer, but not on and on', () =>
    withEngine(async (fixture) => {
      const { agent, caller } = await aTalk(fixture);
      let asked = 0;
      fixture.beforeSnapshot = () => {
        asked += 1;
        if (asked < 3) throw new TelephonyError('TIMED_OUT', 'no answer in 10 s', 'look at the load');
      };
      await away(fixture, () => caller.hangsUp());
      await fixture.sim.advance(10_000);
      expect(asked).toBe(3);
      expect(agent.gone).toBe(true);
      expect(fixture.errors().filter(({ message }) => message === 'could not reconcile')).toHaveLength(2);
    }));

  it('is not asked while the link is lost again', () =>
    withEngine(async (fixture) => {
      let asked = 0;
      fixture.beforeSnapshot = () => {
        asked += 1;
        throw new TelephonyError('TIMED_OUT', 'no answer in 10 s', 'look at the load');
      };
      await away(fixture, () => undefined);
      fixture.sim.controls.loseLink('again');
      await fixture.sim.advance(10);
      const before = asked;
      await fixture.sim.advance(30_000);
      expect(asked).toBe(before);
    }));

  it('a phone that has been picked up meanwhile is connected', () =>
    withEngine(async (fixture) => {
      const agent = fixture.agent('8001').registered().doesNotAnswer();
      const caller = await fixture.caller(MOBILE).dials(LINE);
      await fixture.sim.advance(500);
      await away(fixture, () => agent.answers(), 500);
      expect((await theCall(fixture)).phase.is).toBe('greeting');
      expect(caller.inCall).toBe(true);
      caller.hangsUp();
      await fixture.sim.advance(1000);
    }));

  it('a prompt that has ended meanwhile is not waited for', () =>
    withEngine(async (fixture) => {
      const caller = await fixture.caller(MOBILE).dials(LINE);
      await fixture.sim.advance(9500);
      const before = await theCall(fixture);
      if (before.phase.is !== 'waiting') expect.fail(before.phase.is);
      const { playing } = before.phase.wait;
      expect(playing?.what).toBe('announce');
      await away(fixture, () => undefined, 7000);
      const after = await theCall(fixture);
      expect(fixture.sim.clock.now().mono).toBeLessThan(playing?.byMono ?? 0);
      expect(after.phase).toMatchObject({ is: 'waiting', wait: { playing: null } });
      caller.hangsUp();
      await fixture.sim.advance(1000);
    }));

  it('answer.rings: one whom the engine could not answer meanwhile is answered', () =>
    withEngine(async (fixture) => {
      const caller = await fixture.caller(MOBILE).dials(LINE);
      await fixture.sim.advance(8000);
      await away(fixture, () => undefined, 4000);
      expect(caller.inCall).toBe(true);
      caller.hangsUp();
      await fixture.sim.advance(1000);
    }));
});

describe('what nobody owns', () => {
  const dial = { do: 'dial', callerId: { number: '1' }, giveUpMs: 9000 } as const;

  it('two legs and their bridge are ended when the engine starts', () =>
    withEngine(async (fixture) => {
      fixture.agent('8001').registered().answersAfter(10);
      fixture.caller(MOBILE).answersAfter(10);
      await fixture.restart(async () => {
        const { telephony } = fixture.sim;
        await telephony.perform({ ...dial, leg: 'stray-1', to: { agent: '8001' } });
        await telephony.perform({ ...dial, leg: 'stray-2', to: { customer: MOBILE } });
        await fixture.sim.advance(50);
        await telephony.perform({ do: 'connect', bridge: 'stray-3', caller: 'stray-2', agent: 'stray-1' });
        expect(fixture.sim.controls.openResources().bridges).toEqual(['stray-3']);
      });
      await fixture.sim.advance(50);
      expect(fixture.sim.controls.openResources()).toEqual({ legs: [], bridges: [], playbacks: [] });
    }));

  it('a phone that rings for nobody is ended as soon as it says so', () =>
    withEngine(async (fixture) => {
      const agent = fixture.agent('8001').registered().answersAfter(10);
      await fixture.sim.telephony.perform({ ...dial, leg: 'stray-1', to: { agent: '8001' } });
      await fixture.sim.advance(50);
      expect(agent.gone).toBe(true);
    }));
});

describe('while the engine is asking what there is', () => {
  it('a caller who rings in is not taken for a stray, at the start', () =>
    withEngine(async (fixture) => {
      const station = fixture.sim.controls.party(MOBILE);
      let asked = 0;
      fixture.beforeSnapshot = () => {
        asked += 1;
        station.dial(LINE);
        fixture.sim.clock.step(fixture.sim.clock.now().mono + 5);
      };
      await fixture.restart();
      fixture.beforeSnapshot = () => undefined;
      await fixture.sim.advance(10_000);
      expect(asked).toBe(1);
      expect(station.leg?.answered).toBe(true);
      station.hangUp();
      await fixture.sim.advance(1000);
    }));

  it('nor after a lost link', () =>
    withEngine(async (fixture) => {
      const station = fixture.sim.controls.party(MOBILE);
      let waits = true;
      fixture.afterSnapshot = async () => {
        if (waits) await new Promise((go) => fixture.sim.clock.after(50, () => go(null)));
      };
      fixture.beforeSnapshot = () => {
        station.dial(LINE);
        fixture.beforeSnapshot = () => undefined;
      };
      await away(fixture, () => undefined);
      waits = false;
      await fixture.sim.advance(10_000);
      expect(station.leg?.answered).toBe(true);
      station.hangUp();
      await fixture.sim.advance(1000);
    }));

  it('a phone that begins to ring for a caller is not taken for lost', () =>
    withEngine(async (fixture) => {
      const caller = await fixture.caller(MOBILE).dials(LINE);
      await fixture.sim.advance(500);
      const agent = fixture.agent('8001').answersAfter(2000);
      fixture.afterSnapshot = async () => {
        agent.registered();
        await new Promise((go) => fixture.sim.clock.after(50, () => go(null)));
      };
      await away(fixture, () => undefined, 1000);
      fixture.afterSnapshot = () => undefined;
      await fixture.sim.advance(8000);
      expect(caller.inCall && agent.inCall).toBe(true);
      expect(fixture.records.happened('agentSkipped')).toEqual([]);
      caller.hangsUp();
      await fixture.sim.advance(1000);
    }));
});
