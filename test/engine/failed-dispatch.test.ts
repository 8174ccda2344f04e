import { afterEach, describe, expect, it, vi } from 'vitest';
import { UnitOfWork } from '../../src/engine/unit-of-work.ts';
import { scenario } from '../scenarios/support/scenario.ts';
import { LINE } from '../scenarios/support/site.ts';
import { aStandard, ESCALATION, seconds } from '../scenarios/support/standard.ts';
import { type EngineFixture, withEngine } from './support/engine-fixture.ts';
import { failsAt } from './support/faults.ts';
import { programmeOf, requestsCallback } from './support/requests.ts';

const [POISON, CALLER, OTHER] = ['13800138000', '13800138001', '13800138002'];

afterEach(() => vi.restoreAllMocks());

async function anAgent(fixture: EngineFixture, id = '8001') {
  const agent = fixture.agent(id).registered().answersAfter(1000);
  await fixture.sim.advance(1000);
  return agent;
}

/** A caller rings in, and is in a call with an agent soon. */
async function getsAnAgent(fixture: EngineFixture, number: string) {
  const caller = await fixture.caller(number).dials(LINE);
  await fixture.sim.advance(20_000);
  expect(caller.inCall).toBe(true);
}

describe('a fault of the program while agents are given out', () => {
  it('at a callback: callers and other callbacks get agents, and it is tried again, ever later', () =>
    withEngine(async (fixture) => {
      const { id } = await requestsCallback(fixture, POISON);
      const faults = failsAt('callback', ({ type }, of) => type === 'agentOffered' && of === id);
      await anAgent(fixture);
      await anAgent(fixture, '8002');
      await getsAnAgent(fixture, CALLER);
      await requestsCallback(fixture, OTHER);
      fixture.caller(OTHER).answersAfter(1000);
      await fixture.sim.advance(30_000);
      expect(fixture.records.happened('customerDialled')).toHaveLength(1);
      expect(faults()).toBeGreaterThan(2);
      expect(faults()).toBeLessThan(8);

      vi.restoreAllMocks();
      await anAgent(fixture, '8003');
      await fixture.sim.advance(60_000);
      expect((await fixture.store.callback(id))?.state.attempts).not.toEqual([]);
    }));

  it('at an agent: the caller gets another one', () =>
    withEngine(async (fixture) => {
      let first: string | undefined;
      const faults = failsAt('agent', ({ type }, id) => {
        if (type !== 'offered') return false;
        first ??= id;
        return id === first;
      });
      await anAgent(fixture);
      await anAgent(fixture, '8002');
      await getsAnAgent(fixture, CALLER);
      expect(faults()).toBeGreaterThan(0);
    }));

  it('at a programme: callers get agents, and another programme calls', () =>
    withEngine(async (fixture) => {
      const { id } = await programmeOf(fixture, 'march', [POISON]);
      await programmeOf(fixture, 'april', [OTHER]);
      failsAt('programme', ({ type }, of) => type === 'agentFree' && of === id);
      await anAgent(fixture);
      await anAgent(fixture, '8002');
      await fixture.sim.advance(20_000);
      expect(fixture.records.happened('customerDialled')).toHaveLength(1);
      await getsAnAgent(fixture, CALLER);
    }));

  it('at none: a row of a programme whose callback ends at once does not keep the next from its call', () =>
    withEngine(async (fixture) => {
      await programmeOf(fixture, 'march', [POISON, OTHER]);
      const { promise } = UnitOfWork.prototype;
      vi.spyOn(UnitOfWork.prototype, 'promise').mockImplementation(function (this: UnitOfWork, at, wish) {
        const callback = promise.call(this, at, wish);
        if (wish.number.endsWith(POISON)) this.order(at, callback, { do: 'cancel', why: 'asked' }, 'zhao');
        return callback;
      });
      fixture.agent('8001').registered();
      await fixture.sim.advance(500);
      expect(fixture.commandsOf('dial')).toHaveLength(1);
    }));

  it('at the news that nobody is there: another caller is told, and the one it fails at later', () =>
    scenario(
      aStandard(ESCALATION),
      async (s) => {
        const first = await s.caller(POISON).dials(LINE);
        const second = await s.caller(OTHER).dials(LINE);
        await s.after(seconds(3));
        const [arrived] = s.records.happened('arrived');
        const faults = failsAt('call', ({ type }, id) => type === 'noAgentsPresent' && id === arrived?.call);
        for (const caller of [first, second]) caller.presses('9');
        await s.after(seconds(15));
        expect(faults()).toBeGreaterThan(0);
        expect(s.records.callbacks).toMatchObject([{ kind: 'complaint', number: `+86${OTHER}` }]);
        expect(first.inCall).toBe(true);

        vi.restoreAllMocks();
        await s.after(seconds(60));
        s.expect(first).heard(['people.complaint.apology', 'people.complaint.recorded', 'close.goodbye']);
        s.takeErrors();
      },
      { line: { complaintKey: '9' } },
    ));
});

describe('a programme whose callbacks end at once', () => {
  it('calls fifty rows in one dispatch at most, and goes on with the next', () =>
    withEngine(async (fixture) => {
      const numbers = Array.from({ length: 120 }, (_, n) => `1390000${String(n).padStart(4, '0')}`);
      await programmeOf(fixture, 'march', numbers);
      const rows = new Map<UnitOfWork, number>();
      const { promise } = UnitOfWork.prototype;
      vi.spyOn(UnitOfWork.prototype, 'promise').mockImplementation(function (this: UnitOfWork, at, wish) {
        const callback = promise.call(this, at, wish);
        this.order(at, callback, { do: 'cancel', why: 'asked' }, 'zhao');
        rows.set(this, (rows.get(this) ?? 0) + 1);
        return callback;
      });
      fixture.agent('8001').registered();
      await fixture.sim.advance(60_000);
      expect([...rows.values()]).toEqual([50, 50, 20]);
      await getsAnAgent(fixture, CALLER);
    }));
});
