import { describe, expect, it } from 'vitest';
import { aBatch } from '../contract/store-samples.ts';
import { gaps } from '../scenarios/support/call-fixtures.ts';
import { soundsOf } from '../scenarios/support/hearing.ts';
import { LINE } from '../scenarios/support/site.ts';
import { minutes, seconds } from '../scenarios/support/standard.ts';
import { type EngineFixture, withEngine } from './support/engine-fixture.ts';

const MOBILE = '13800138000';
const TWO_HOURS = minutes(120);
const DAY = minutes(24 * 60);
const JUMPS = { forward: TWO_HOURS, back: -TWO_HOURS } as const;

async function giveUp(fixture: EngineFixture) {
  const caller = await fixture.caller(MOBILE).dials(LINE);
  await fixture.sim.advance(seconds(20));
  caller.hangsUp();
  await fixture.sim.advance(seconds(1));
  return caller;
}

async function theCallback(fixture: EngineFixture) {
  const [callback] = await fixture.store.callbacks({ limit: 1 });
  return callback ?? expect.fail('no callback');
}

describe.each(Object.entries(JUMPS))('the wall clock jumps two hours %s', (_, jump) => {
  it('hold.reminder: no gap changes', () =>
    withEngine(async (fixture) => {
      const caller = await fixture.caller(MOBILE).dials(LINE);
      for (let n = 0; n < 8; n += 1) {
        await fixture.sim.advance(seconds(9));
        fixture.sim.clock.jumpWall(n % 2 === 0 ? jump : -jump);
      }
      const times = soundsOf(caller.station, caller.zero).flatMap(({ what, from }) =>
        what === 'hold.reminder' ? [from] : [],
      );
      expect(times.length).toBeGreaterThanOrEqual(4);
      for (const gap of gaps(times, 9.3)) expect(gap).toBeLessThanOrEqual(15);
      for (const { verdict } of fixture.records.judged('hold.reminder')) expect(verdict).toBe('kept');
      caller.hangsUp();
      await fixture.sim.advance(seconds(1));
    }));

  it('answer.rings: nobody is answered early or late', () =>
    withEngine(async (fixture) => {
      const caller = await fixture.caller(MOBILE).dials(LINE);
      await fixture.sim.advance(seconds(2));
      fixture.sim.clock.jumpWall(jump);
      await fixture.sim.advance(seconds(7.2));
      expect(caller.inCall).toBe(false);
      await fixture.sim.advance(seconds(0.2));
      expect(caller.inCall).toBe(true);
      expect(fixture.records.judged('answer.rings')).toMatchObject([
        { measured: { value: expect.closeTo(1.86, 3) } },
      ]);
      caller.hangsUp();
      await fixture.sim.advance(seconds(1));
    }));

  it('close.record: the time to write it down is as long as ever', () =>
    withEngine(async (fixture) => {
      const agent = fixture.agent('8001').registered().answersAfter(1000);
      const caller = await fixture.caller(MOBILE).dials(LINE);
      await fixture.sim.advance(seconds(15));
      caller.hangsUp();
      await fixture.sim.advance(seconds(1));
      fixture.sim.clock.jumpWall(jump);
      await fixture.sim.advance(seconds(18.5));
      expect(fixture.records.judged('close.record')).toEqual([]);
      await fixture.sim.advance(seconds(1));
      expect(fixture.records.judged('close.record')).toMatchObject([{ verdict: 'broken' }]);
      expect(agent.gone).toBe(true);
    }));
});

describe('the machine boots, and its monotonic clock begins anew', () => {
  /** Calls and agents as they look to an engine whose clock has begun anew since. */
  async function boot(fixture: EngineFixture): Promise<void> {
    await fixture.restart(async () => {
      const later = <T extends { readonly mono: number }>(at: T): T => ({ ...at, mono: at.mono + DAY });
      const { machines, customers } = await fixture.store.load();
      const { call: calls = [], agent: agents = [], outage: outages = [] } = machines;
      const batch = aBatch({
        outages,
        customers,
        calls: calls.map(({ wrapUp, ...call }) => ({
          ...call,
          arrivedAt: later(call.arrivedAt),
          wrapUp: wrapUp && { ...wrapUp, untilMono: wrapUp.untilMono + DAY },
        })),
        agents: agents.map((agent) =>
          agent.doing.is === 'wrapUp'
            ? { ...agent, doing: { ...agent.doing, untilMono: agent.doing.untilMono + DAY } }
            : agent,
        ),
      });
      await fixture.store.commit(batch);
    });
  }

  it('close.record: an agent who had to write a call down is not kept from the next for days', () =>
    withEngine(async (fixture) => {
      fixture.agent('8001').registered().answersAfter(1000);
      const caller = await fixture.caller(MOBILE).dials(LINE);
      await fixture.sim.advance(seconds(15));
      caller.hangsUp();
      await fixture.sim.advance(seconds(1));
      await boot(fixture);
      await fixture.sim.advance(seconds(21));
      const [agent] = await fixture.store.agents();
      expect(agent?.doing.is).toBe('free');
      expect((await fixture.store.load()).machines.call).toEqual([]);
    }));

  it('callback.unanswered: a caller who waited meanwhile is called back', () =>
    withEngine(async (fixture) => {
      const caller = await fixture.caller(MOBILE).dials(LINE);
      await fixture.sim.advance(seconds(30));
      await fixture.restart(async () => caller.hangsUp());
      expect(await fixture.store.callbacks({ limit: 1 })).toMatchObject([{ kind: 'abandoned' }]);
    }));

  it('callback.unanswered: also where the clock has begun anew', () =>
    withEngine(async (fixture) => {
      const caller = await fixture.caller(MOBILE).dials(LINE);
      await fixture.sim.advance(seconds(30));
      fixture.beforeSnapshot = () => {
        if (!caller.gone) caller.hangsUp();
      };
      await boot(fixture);
      expect(await fixture.store.callbacks({ limit: 1 })).toMatchObject([{ kind: 'abandoned' }]);
    }));
});

describe('a callback that is to be tried at a time of day', () => {
  async function scheduled(fixture: EngineFixture) {
    const customer = await giveUp(fixture);
    customer.isBusy();
    fixture.agent('8001').registered().answersAfter(1000);
    await fixture.sim.advance(seconds(30));
    const { dueAt, status } = await theCallback(fixture);
    expect(status.is).toBe('scheduled');
    customer.answersAfter(1000);
    fixture.effects.length = 0;
    return dueAt;
  }

  it('callback.unanswered: is not tried before, even if the clock is set back', () =>
    withEngine(async (fixture) => {
      const dueAt = await scheduled(fixture);
      fixture.sim.clock.jumpWall(-minutes(10));
      await fixture.sim.advance(dueAt - fixture.sim.clock.now().wall - 1);
      expect(fixture.commandsOf('dial')).toEqual([]);
      await fixture.sim.advance(minutes(1.1));
      expect(fixture.commandsOf('dial').length).toBeGreaterThan(0);
    }));

  it('callback.unanswered: is tried within a minute once the clock has been set beyond it', () =>
    withEngine(async (fixture) => {
      await scheduled(fixture);
      await fixture.sim.advance(seconds(10));
      expect(fixture.commandsOf('dial')).toEqual([]);
      fixture.sim.clock.jumpWall(TWO_HOURS);
      await fixture.sim.advance(minutes(1));
      expect(fixture.commandsOf('dial').length).toBeGreaterThan(0);
    }));

  it('callback.unanswered: that came about while the engine was away is tried at once', () =>
    withEngine(async (fixture) => {
      await scheduled(fixture);
      await fixture.restart(() => fixture.sim.advance(minutes(5)));
      await fixture.sim.advance(seconds(1));
      expect(fixture.commandsOf('dial')).toHaveLength(1);
    }));

  it('callback.unanswered: and no earlier after a restart', () =>
    withEngine(async (fixture) => {
      const dueAt = await scheduled(fixture);
      await fixture.restart();
      await fixture.sim.advance(dueAt - fixture.sim.clock.now().wall - 1);
      expect(fixture.commandsOf('dial')).toEqual([]);
      await fixture.sim.advance(seconds(1));
      expect(fixture.commandsOf('dial')).toHaveLength(1);
    }));
});
