import { describe, expect, it } from 'vitest';
import { TelephonyError } from '../../src/engine/ports.ts';
import { LINE } from '../scenarios/support/site.ts';
import { type House, inHouse } from './support/house.ts';

const MOBILE = '13800138000';

/** The link breaks; meanwhile something happens; it is there again. */
async function away(house: House, meanwhile: () => void, ms = 3000): Promise<void> {
  house.sim.outside.loseLink('pulled out');
  await house.sim.advance(10);
  meanwhile();
  await house.sim.advance(ms);
  house.sim.outside.mendLink();
  await house.sim.advance(100);
}

async function aTalk(house: House) {
  const agent = house.agent('8001').registered().answersAfter(1000);
  const caller = await house.caller(MOBILE).dials(LINE);
  await house.sim.advance(20_000);
  expect(caller.inCall && agent.inCall).toBe(true);
  return { agent, caller };
}

async function theCall(house: House) {
  const [call] = await house.store.calls({ limit: 1 });
  return call ?? expect.fail('no call');
}

describe('after a lost link', () => {
  it('a caller who has gone meanwhile is lost to the network, and the agent is let go', () =>
    inHouse(async (house) => {
      const { agent, caller } = await aTalk(house);
      await away(house, () => caller.hangsUp());
      expect(agent.gone).toBe(true);
      expect(await theCall(house)).toMatchObject({ hungUpFirst: 'network', customer: { leg: null } });
      expect(house.records.happened('legLost')).toMatchObject([{ detail: { who: 'caller' } }]);
    }));

  it('an agent who has gone meanwhile is lost to the network, and the caller waits for another', () =>
    inHouse(async (house) => {
      const { agent, caller } = await aTalk(house);
      await away(house, () => agent.unregistered().hangsUp());
      expect((await theCall(house)).phase.is).toBe('waiting');
      expect(house.records.judged('close.caller.first')).toEqual([]);
      caller.hangsUp();
      await house.sim.advance(1000);
    }));

  it('is asked again until there is an answer, but not on and on', () =>
    inHouse(async (house) => {
      const { agent, caller } = await aTalk(house);
      let asked = 0;
      house.beforeSnapshot = () => {
        asked += 1;
        if (asked < 3) throw new TelephonyError('TIMED_OUT', 'no answer in 10 s', 'look at the load');
      };
      await away(house, () => caller.hangsUp());
      await house.sim.advance(10_000);
      expect(asked).toBe(3);
      expect(agent.gone).toBe(true);
      expect(house.errors().filter(({ message }) => message === 'could not reconcile')).toHaveLength(2);
    }));

  it('is not asked while the link is lost again', () =>
    inHouse(async (house) => {
      let asked = 0;
      house.beforeSnapshot = () => {
        asked += 1;
        throw new TelephonyError('TIMED_OUT', 'no answer in 10 s', 'look at the load');
      };
      await away(house, () => undefined);
      house.sim.outside.loseLink('again');
      await house.sim.advance(10);
      const before = asked;
      await house.sim.advance(30_000);
      expect(asked).toBe(before);
    }));

  it('a phone that has been picked up meanwhile is connected', () =>
    inHouse(async (house) => {
      const agent = house.agent('8001').registered().doesNotAnswer();
      const caller = await house.caller(MOBILE).dials(LINE);
      await house.sim.advance(500);
      await away(house, () => agent.answers(), 500);
      expect((await theCall(house)).phase.is).toBe('greeting');
      expect(caller.inCall).toBe(true);
      caller.hangsUp();
      await house.sim.advance(1000);
    }));

  it('a prompt that has ended meanwhile is not waited for', () =>
    inHouse(async (house) => {
      const caller = await house.caller(MOBILE).dials(LINE);
      await house.sim.advance(9500);
      const before = await theCall(house);
      if (before.phase.is !== 'waiting') expect.fail(before.phase.is);
      const { playing } = before.phase.wait;
      expect(playing?.what).toBe('announce');
      await away(house, () => undefined, 7000);
      const after = await theCall(house);
      expect(house.sim.clock.now().mono).toBeLessThan(playing?.byMono ?? 0);
      expect(after.phase).toMatchObject({ is: 'waiting', wait: { playing: null } });
      caller.hangsUp();
      await house.sim.advance(1000);
    }));

  it('answer.rings: one whom the engine could not answer meanwhile is answered', () =>
    inHouse(async (house) => {
      const caller = await house.caller(MOBILE).dials(LINE);
      await house.sim.advance(8000);
      await away(house, () => undefined, 4000);
      expect(caller.inCall).toBe(true);
      caller.hangsUp();
      await house.sim.advance(1000);
    }));
});

describe('what nobody owns', () => {
  const dial = { do: 'dial', callerId: { number: '1' }, giveUpMs: 9000 } as const;

  it('two legs and their bridge are ended when the engine starts', () =>
    inHouse(async (house) => {
      house.agent('8001').registered().answersAfter(10);
      house.caller(MOBILE).answersAfter(10);
      await house.restart(async () => {
        const { telephony } = house.sim;
        await telephony.perform({ ...dial, leg: 'stray-1', to: { agent: '8001' } });
        await telephony.perform({ ...dial, leg: 'stray-2', to: { customer: MOBILE } });
        await house.sim.advance(50);
        await telephony.perform({ do: 'connect', bridge: 'stray-3', caller: 'stray-2', agent: 'stray-1' });
        expect(house.sim.outside.leaks().bridges).toEqual(['stray-3']);
      });
      await house.sim.advance(50);
      expect(house.sim.outside.leaks()).toEqual({ legs: [], bridges: [], playbacks: [] });
    }));

  it('a phone that rings for nobody is ended as soon as it says so', () =>
    inHouse(async (house) => {
      const agent = house.agent('8001').registered().answersAfter(10);
      await house.sim.telephony.perform({ ...dial, leg: 'stray-1', to: { agent: '8001' } });
      await house.sim.advance(50);
      expect(agent.gone).toBe(true);
    }));
});

describe('while the engine is asking what there is', () => {
  it('a caller who rings in is not taken for a stray, at the start', () =>
    inHouse(async (house) => {
      const station = house.sim.outside.party(MOBILE);
      let asked = 0;
      house.beforeSnapshot = () => {
        asked += 1;
        station.dial(LINE);
        house.sim.clock.step(house.sim.clock.now().mono + 5);
      };
      await house.restart();
      house.beforeSnapshot = () => undefined;
      await house.sim.advance(10_000);
      expect(asked).toBe(1);
      expect(station.leg?.answered).toBe(true);
      station.hangUp();
      await house.sim.advance(1000);
    }));

  it('nor after a lost link', () =>
    inHouse(async (house) => {
      const station = house.sim.outside.party(MOBILE);
      let waits = true;
      house.afterSnapshot = async () => {
        if (waits) await new Promise((go) => house.sim.clock.after(50, () => go(null)));
      };
      house.beforeSnapshot = () => {
        station.dial(LINE);
        house.beforeSnapshot = () => undefined;
      };
      await away(house, () => undefined);
      waits = false;
      await house.sim.advance(10_000);
      expect(station.leg?.answered).toBe(true);
      station.hangUp();
      await house.sim.advance(1000);
    }));

  it('a phone that begins to ring for a caller is not taken for lost', () =>
    inHouse(async (house) => {
      const caller = await house.caller(MOBILE).dials(LINE);
      await house.sim.advance(500);
      const agent = house.agent('8001').answersAfter(2000);
      house.afterSnapshot = async () => {
        agent.registered();
        await new Promise((go) => house.sim.clock.after(50, () => go(null)));
      };
      await away(house, () => undefined, 1000);
      house.afterSnapshot = () => undefined;
      await house.sim.advance(8000);
      expect(caller.inCall && agent.inCall).toBe(true);
      expect(house.records.happened('agentPassedOver')).toEqual([]);
      caller.hangsUp();
      await house.sim.advance(1000);
    }));
});
