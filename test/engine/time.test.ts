import { describe, expect, it } from 'vitest';
import { NO_PROGRAMMES } from '../contract/store-samples.ts';
import { soundsOf } from '../scenarios/support/hearing.ts';
import { gaps } from '../scenarios/support/scenes.ts';
import { LINE } from '../scenarios/support/site.ts';
import { minutes, seconds } from '../scenarios/support/standard.ts';
import { type House, inHouse } from './support/house.ts';

const MOBILE = '13800138000';
const TWO_HOURS = minutes(120);
const DAY = minutes(24 * 60);
const JUMPS = { forward: TWO_HOURS, back: -TWO_HOURS } as const;

async function giveUp(house: House) {
  const caller = await house.caller(MOBILE).dials(LINE);
  await house.sim.advance(seconds(20));
  caller.hangsUp();
  await house.sim.advance(seconds(1));
  return caller;
}

async function theCallback(house: House) {
  const [callback] = await house.store.callbacks({ limit: 1 });
  return callback ?? expect.fail('no callback');
}

describe.each(Object.entries(JUMPS))('the wall clock jumps two hours %s', (_, jump) => {
  it('hold.reminder: no gap changes', () =>
    inHouse(async (house) => {
      const caller = await house.caller(MOBILE).dials(LINE);
      for (let n = 0; n < 8; n += 1) {
        await house.sim.advance(seconds(9));
        house.sim.clock.jumpWall(n % 2 === 0 ? jump : -jump);
      }
      const times = soundsOf(caller.station, caller.zero).flatMap(({ what, from }) =>
        what === 'hold.reminder' ? [from] : [],
      );
      expect(times.length).toBeGreaterThanOrEqual(4);
      for (const gap of gaps(times, 9.3)) expect(gap).toBeLessThanOrEqual(15);
      for (const { verdict } of house.records.judged('hold.reminder')) expect(verdict).toBe('kept');
      caller.hangsUp();
      await house.sim.advance(seconds(1));
    }));

  it('answer.rings: nobody is answered early or late', () =>
    inHouse(async (house) => {
      const caller = await house.caller(MOBILE).dials(LINE);
      await house.sim.advance(seconds(2));
      house.sim.clock.jumpWall(jump);
      await house.sim.advance(seconds(7.2));
      expect(caller.inCall).toBe(false);
      await house.sim.advance(seconds(0.2));
      expect(caller.inCall).toBe(true);
      expect(house.records.judged('answer.rings')).toMatchObject([{ measured: { value: 1.86 } }]);
      caller.hangsUp();
      await house.sim.advance(seconds(1));
    }));

  it('close.record: the time to write it down is as long as ever', () =>
    inHouse(async (house) => {
      const agent = house.agent('8001').registered().answersAfter(1000);
      const caller = await house.caller(MOBILE).dials(LINE);
      await house.sim.advance(seconds(15));
      caller.hangsUp();
      await house.sim.advance(seconds(1));
      house.sim.clock.jumpWall(jump);
      await house.sim.advance(seconds(18.5));
      expect(house.records.judged('close.record')).toEqual([]);
      await house.sim.advance(seconds(1));
      expect(house.records.judged('close.record')).toMatchObject([{ verdict: 'broken' }]);
      expect(agent.gone).toBe(true);
    }));
});

describe('the machine boots, and its monotonic clock begins anew', () => {
  /** Calls and agents as they look to an engine whose clock has begun anew since. */
  async function boot(house: House): Promise<void> {
    await house.restart(async () => {
      const later = <T extends { readonly mono: number }>(at: T): T => ({ ...at, mono: at.mono + DAY });
      const { calls, agents } = await house.store.load();
      const { outages, customers } = await house.store.load();
      const kept = {
        outages,
        customers,
        forgotten: [],
        doNotCall: [],
        mayCallAgain: [],
        programmes: NO_PROGRAMMES,
        away: { taken: [], gone: [] },
      };
      const batch = { durable: false, journal: [], callbacks: [], facts: [], ...kept };
      await house.store.commit({
        ...batch,
        calls: calls.map(({ record, ...call }) => ({
          ...call,
          arrivedAt: later(call.arrivedAt),
          record: record && { ...record, untilMono: record.untilMono + DAY },
        })),
        agents: agents.map((agent) =>
          agent.doing.is === 'wrapUp'
            ? { ...agent, doing: { ...agent.doing, untilMono: agent.doing.untilMono + DAY } }
            : agent,
        ),
      });
    });
  }

  it('close.record: an agent who had to write a call down is not kept from the next for days', () =>
    inHouse(async (house) => {
      house.agent('8001').registered().answersAfter(1000);
      const caller = await house.caller(MOBILE).dials(LINE);
      await house.sim.advance(seconds(15));
      caller.hangsUp();
      await house.sim.advance(seconds(1));
      await boot(house);
      await house.sim.advance(seconds(21));
      const [agent] = await house.store.agents();
      expect(agent?.doing.is).toBe('free');
      expect((await house.store.load()).calls).toEqual([]);
    }));

  it('callback.unanswered: a caller who waited meanwhile is called back', () =>
    inHouse(async (house) => {
      const caller = await house.caller(MOBILE).dials(LINE);
      await house.sim.advance(seconds(30));
      await house.restart(async () => caller.hangsUp());
      expect(await house.store.callbacks({ limit: 1 })).toMatchObject([{ kind: 'abandoned' }]);
    }));

  it('callback.unanswered: also where the clock has begun anew', () =>
    inHouse(async (house) => {
      const caller = await house.caller(MOBILE).dials(LINE);
      await house.sim.advance(seconds(30));
      house.beforeSnapshot = () => {
        if (!caller.gone) caller.hangsUp();
      };
      await boot(house);
      expect(await house.store.callbacks({ limit: 1 })).toMatchObject([{ kind: 'abandoned' }]);
    }));
});

describe('a callback that is to be tried at a time of day', () => {
  async function scheduled(house: House) {
    const customer = await giveUp(house);
    customer.isBusy();
    house.agent('8001').registered().answersAfter(1000);
    await house.sim.advance(seconds(30));
    const { dueAt, status } = await theCallback(house);
    expect(status.is).toBe('scheduled');
    customer.answersAfter(1000);
    house.done.length = 0;
    return dueAt;
  }

  it('callback.unanswered: is not tried before, even if the clock is set back', () =>
    inHouse(async (house) => {
      const dueAt = await scheduled(house);
      house.sim.clock.jumpWall(-minutes(10));
      await house.sim.advance(dueAt - house.sim.clock.now().wall - 1);
      expect(house.did('dial')).toEqual([]);
      await house.sim.advance(minutes(1.1));
      expect(house.did('dial').length).toBeGreaterThan(0);
    }));

  it('callback.unanswered: is tried within a minute once the clock has been set beyond it', () =>
    inHouse(async (house) => {
      await scheduled(house);
      await house.sim.advance(seconds(10));
      expect(house.did('dial')).toEqual([]);
      house.sim.clock.jumpWall(TWO_HOURS);
      await house.sim.advance(minutes(1));
      expect(house.did('dial').length).toBeGreaterThan(0);
    }));

  it('callback.unanswered: that came about while the engine was away is tried at once', () =>
    inHouse(async (house) => {
      await scheduled(house);
      await house.restart(() => house.sim.advance(minutes(5)));
      await house.sim.advance(seconds(1));
      expect(house.did('dial')).toHaveLength(1);
    }));

  it('callback.unanswered: and no earlier after a restart', () =>
    inHouse(async (house) => {
      const dueAt = await scheduled(house);
      await house.restart();
      await house.sim.advance(dueAt - house.sim.clock.now().wall - 1);
      expect(house.did('dial')).toEqual([]);
      await house.sim.advance(seconds(1));
      expect(house.did('dial')).toHaveLength(1);
    }));
});
