import { afterEach, describe, expect, it, vi } from 'vitest';
import { Registry } from '../../src/engine/registry.ts';
import { LINE } from '../scenarios/support/site.ts';
import { withEngine } from './support/engine-fixture.ts';

const [POISON, CUSTOMER] = ['13800138000', '13800138001'];
const MINUTE = 60_000;

afterEach(() => vi.restoreAllMocks());

describe('a number left while the engine was away that a fault of the program keeps out', () => {
  it('keeps out no other; it is tried again', () =>
    withEngine(async (fixture) => {
      const { sim, store } = fixture;
      const open = Registry.prototype.openCallback;
      vi.spyOn(Registry.prototype, 'openCallback').mockImplementation(function (this: Registry, ...asked) {
        if (asked[0].endsWith(POISON)) throw new Error('a fault of the program');
        return open.apply(this, asked);
      });
      await fixture.restart(async () => {
        for (const number of [POISON, CUSTOMER]) {
          const caller = fixture.caller(number);
          caller.station.callbackNumber = number;
          await caller.dials(LINE);
        }
        await sim.advance(2 * MINUTE);
      });
      const numbers = async () => (await store.callbacks({ limit: 9 })).map(({ number }) => number);
      await sim.advance(1000);
      expect(await numbers()).toEqual([`+86${CUSTOMER}`]);
      expect(sim.away.entries.size).toBe(1);
      vi.restoreAllMocks();
      await sim.advance(MINUTE);
      expect(await numbers()).toHaveLength(2);
      expect(sim.away.entries.size).toBe(0);
    }));
});
