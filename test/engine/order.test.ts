import { describe, expect, it } from 'vitest';
import type { Command } from '../../src/core/commands.ts';
import { TelephonyError } from '../../src/engine/ports.ts';
import { LINE } from '../scenarios/support/site.ts';
import { inHouse } from './support/house.ts';

const MOBILE = '13800138000';
const OTHER = '13912345678';

describe('what is performed has been committed', () => {
  it('hold.promise: a promise is on the disk before the goodbye is ordered', () =>
    inHouse(async (house) => {
      const caller = await house.caller(MOBILE).dials(LINE);
      await house.sim.advance(141_000);
      house.done.length = 0;
      caller.presses('1');
      await house.sim.advance(100);
      const promised = house.done.indexOf('commit durable');
      const spoken = house.done.findIndex((one) => typeof one === 'object' && one.do === 'play');
      expect(promised).toBe(0);
      expect(spoken).toBeGreaterThan(promised);
      expect(await house.store.callbacks({ limit: 9 })).toMatchObject([
        { kind: 'queue', status: { is: 'due' } },
      ]);
      caller.hangsUp();
      await house.sim.advance(1000);
    }));

  it('no command is ever ahead of a commit', () =>
    inHouse(async (house) => {
      house.agent('8001').registered().answersAfter(1000);
      const caller = await house.caller(MOBILE).dials(LINE);
      await house.sim.advance(20_000);
      caller.hangsUp();
      await house.sim.advance(1000);
      expect(house.done[0]).toBe('commit');
      const made = new Set((await house.store.calls({ limit: 9 })).map(({ id }) => id));
      expect(made.size).toBe(1);
      // a turn commits once, and what it orders follows at once
      const firstDial = house.done.findIndex((one) => typeof one === 'object' && one.do === 'dial');
      expect(house.done[firstDial - 1]).toBe('commit');
    }));
});

describe('a store that refuses', () => {
  it('for a while: what was decided is carried out when it is kept, and nothing is lost', () =>
    inHouse(async (house) => {
      const caller = await house.caller(MOBILE).dials(LINE);
      await house.sim.advance(8000);
      house.records.refusals = 3;
      house.done.length = 0;
      await house.sim.advance(1700);
      // three tries, 200 ms apart
      expect(house.done.filter((one) => typeof one === 'string')).toEqual([]);
      expect(caller.inCall).toBe(false);
      await house.sim.advance(300);
      expect(caller.inCall).toBe(true);
      expect(house.errors()).toHaveLength(3);
      caller.hangsUp();
      await house.sim.advance(100);
      const [call] = await house.store.calls({ limit: 1 });
      expect(call?.endedAt).not.toBeNull();
      expect(house.records.happened('arrived')).toHaveLength(1);
    }));

  it('for long: the caller waits a second at most, and what was not kept is kept with the next, in order', () =>
    inHouse(async (house) => {
      const caller = await house.caller(MOBILE).dials(LINE);
      await house.sim.advance(8000);
      house.records.refusals = 8;
      await house.sim.advance(2200);
      expect(caller.inCall).toBe(true);
      await house.sim.advance(20_000);
      caller.hangsUp();
      await house.sim.advance(2000);
      const all = await house.store.facts(0, 999);
      const times = all.map(({ fact }) => fact.at.mono);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      expect(house.records.happened('engineAnswered')).toHaveLength(1);
      expect(house.records.happened('ended')).toHaveLength(1);
    }));
});

it('callback.number: a promise that cannot be kept is not spoken before it is', () =>
  inHouse(async (house) => {
    const caller = await house.caller(MOBILE).dials(LINE);
    await house.sim.advance(135_000);
    house.records.refusals = 12;
    caller.presses('1');
    await house.sim.advance(4000);
    const said = () =>
      house.done.filter(
        (one) => typeof one === 'object' && one.do === 'play' && one.prompts.includes('hold.promise'),
      );
    expect(said()).toEqual([]);
    await house.sim.advance(10_000);
    expect(await house.store.callbacks({ limit: 9 })).toHaveLength(1);
    expect(said()).toHaveLength(1);
  }));

it('what a store would not keep is kept when the engine stops', () =>
  inHouse(async (house) => {
    const idle = () => house.records.agents.some(({ id, device }) => id === '8001' && device === 'idle');
    await house.sim.advance(100);
    house.records.refusals = 500;
    house.agent('8001').registered();
    await house.sim.advance(2000);
    expect(idle()).toBe(false);
    house.records.refusals = 0;
    await house.restart(async () => expect(idle()).toBe(true));
  }));

describe('commands', () => {
  it('of one call keep their order while another call’s command hangs', () =>
    inHouse(async (house) => {
      house.patient = false;
      const hung: (() => void)[] = [];
      const one = await house.caller(MOBILE).dials(LINE);
      await house.sim.advance(10);
      const mine = one.station.leg?.id;
      house.beforeCommand = (command) =>
        'leg' in command && command.leg === mine ? new Promise((go) => hung.push(() => go())) : undefined;
      const two = await house.caller(OTHER).dials(LINE);
      await house.sim.advance(10_000);
      expect(one.inCall).toBe(false);
      expect(two.inCall).toBe(true);
      const others = house.done.filter((c): c is Command => typeof c === 'object').map((c) => c.do);
      expect(others).toEqual(['answer', 'wait', 'play']);

      house.beforeCommand = () => undefined;
      house.done.length = 0;
      for (const go of hung) go();
      await house.sim.advance(10);
      expect(house.done.map((c) => (typeof c === 'object' ? c.do : c)).slice(0, 3)).toEqual([
        'answer',
        'wait',
        'play',
      ]);
      expect(one.inCall).toBe(true);
      house.patient = true;
      for (const caller of [one, two]) caller.hangsUp();
      await house.sim.advance(1000);
    }));

  it('answer.rings: a dial that is refused passes the agent over, and the next is rung', () =>
    inHouse(async (house) => {
      house.agent('8001').registered().answersAfter(1000);
      await house.sim.advance(100);
      const two = house.agent('8002').registered().answersAfter(1000);
      house.beforeCommand = (command) => {
        if (command.do === 'dial' && 'agent' in command.to && command.to.agent === '8001')
          throw new TelephonyError('REFUSED', 'no such endpoint', 'register the phone');
      };
      const caller = await house.caller(MOBILE).dials(LINE);
      await house.sim.advance(3000);
      expect(two.inCall && caller.inCall).toBe(true);
      expect(house.records.happened('agentPassedOver')).toMatchObject([
        { by: { agent: '8001' }, detail: { how: 'unreachable' } },
      ]);
      const agents = await house.store.agents();
      expect(agents.find(({ id }) => id === '8001')?.doing.is).toBe('passedOver');
      expect(house.errors()).toMatchObject([{ detail: { code: 'REFUSED', cure: 'register the phone' } }]);
      caller.hangsUp();
      await house.sim.advance(1000);
    }));

  it('one that fails in an unforeseen way is logged, and those behind it are carried out', () =>
    inHouse(async (house) => {
      house.beforeCommand = (command) => {
        if (command.do === 'wait') throw new RangeError('what is this');
      };
      const caller = await house.caller(MOBILE).dials(LINE);
      await house.sim.advance(10_000);
      expect(house.did('play')).toHaveLength(1);
      expect(house.errors()).toMatchObject([{ detail: { cause: 'what is this' } }]);
      caller.hangsUp();
      await house.sim.advance(1000);
    }));
});
