import { afterEach, describe, expect, it, vi } from 'vitest';
import { MACHINES } from '../../src/engine/machines.ts';
import { withEngine } from './support/engine-fixture.ts';
import { failsAt } from './support/faults.ts';
import { programmeOf, requestsCallback } from './support/requests.ts';

const [POISON, CUSTOMER, OTHER] = ['13800138000', '13800138001', '13800138002'];
const MINUTE = 60_000;

afterEach(() => vi.restoreAllMocks());

describe('a fault of the program at the start', () => {
  it('of a programme keeps no callback from being called; the programme is tried again', () =>
    withEngine(async (fixture) => {
      const { id } = await programmeOf(fixture, 'march', [POISON]);
      const callback = await requestsCallback(fixture, CUSTOMER, MINUTE);
      const faults = failsAt('programme', ({ type }, of) => type === 'deadline' && of === id);
      await fixture.restart();
      await fixture.sim.advance(5 * MINUTE);
      expect((await fixture.store.callback(callback.id))?.state.status.is).toBe('due');
      expect(faults()).toBeGreaterThan(2);
    }));

  it('of an attempt whose call is lost keeps no other callback from being called', () =>
    withEngine(async (fixture) => {
      const callback = await requestsCallback(fixture, CUSTOMER, MINUTE);
      const attempt = await requestsCallback(fixture, OTHER);
      fixture.agent('8001').registered();
      await fixture.sim.advance(2000);
      const faults = failsAt('callback', ({ type }, of) => type === 'attemptEnded' && of === attempt.id);
      const load = fixture.store.load.bind(fixture.store);
      vi.spyOn(fixture.store, 'load').mockImplementation(async () => {
        const saved = await load();
        return { ...saved, machines: { ...saved.machines, call: [] } };
      });
      await fixture.restart();
      fixture.agent('8001').unregistered();
      await fixture.sim.advance(5 * MINUTE);
      expect(faults()).toBeGreaterThan(1);
      expect((await fixture.store.callback(callback.id))?.state.status.is).toBe('due');
      vi.restoreAllMocks();
      await fixture.sim.advance(MINUTE);
      expect((await fixture.store.callback(attempt.id))?.state.status.is).not.toBe('attempting');
    }));

  it('at the first news of a phone: it counts as known, and programmes call', () =>
    withEngine(async (fixture) => {
      const faults = failsAt('agent', ({ type }, of) => type === 'device' && of === '8001');
      await programmeOf(fixture, 'march', [CUSTOMER]);
      await fixture.restart();
      fixture.agent('8001').registered();
      await fixture.sim.advance(1000);
      expect(faults()).toBeGreaterThan(0);
      fixture.agent('8002').registered().answersAfter(1000);
      await fixture.sim.advance(20_000);
      expect(fixture.records.happened('customerDialled')).toHaveLength(1);
    }));
});

describe('a machine whose deadline cannot be told', () => {
  it('keeps no other machine from its own', () =>
    withEngine(async (fixture) => {
      const poisoned = await requestsCallback(fixture, POISON, MINUTE);
      const callback = await requestsCallback(fixture, CUSTOMER, MINUTE);
      const { deadline } = MACHINES.callback;
      vi.spyOn(MACHINES.callback, 'deadline').mockImplementation((state, world) => {
        if (state.id === poisoned.id) throw new Error('a fault of the program');
        return deadline(state, world);
      });
      await fixture.restart();
      await fixture.sim.advance(5 * MINUTE);
      expect((await fixture.store.callback(callback.id))?.state.status.is).toBe('due');
      vi.restoreAllMocks();
      await fixture.sim.advance(MINUTE);
      expect((await fixture.store.callback(poisoned.id))?.state.status.is).toBe('due');
    }));
});

describe('a programme to which an input changes nothing', () => {
  it('is not asked for its deadline, which looks at all its rows', () =>
    withEngine(async (fixture) => {
      await requestsCallback(fixture, CUSTOMER, 60 * MINUTE);
      await programmeOf(fixture, 'march', [CUSTOMER]);
      fixture.agent('8001').registered();
      fixture.agent('8002').registered();
      await fixture.sim.advance(20_000);
      const given = vi.spyOn(MACHINES.programme, 'step');
      const asked = vi.spyOn(MACHINES.programme, 'deadline');
      for (let i = 0; i < 5; i += 1) await fixture.engine.ask(() => undefined);
      expect(given).toHaveBeenCalledTimes(5);
      expect(asked).not.toHaveBeenCalled();
    }));
});
