import { afterEach, describe, expect, it, vi } from 'vitest';
import { LINE } from '../scenarios/support/site.ts';
import { withEngine } from './support/engine-fixture.ts';
import { failsAt } from './support/faults.ts';

const [POISON, CALLER] = ['13800138000', '13800138001'];

afterEach(() => vi.restoreAllMocks());

describe('a fault of the program at one call after a lost link', () => {
  it('keeps no other caller from an agent; the call is taken again', () =>
    withEngine(async (fixture) => {
      const { sim } = fixture;
      const gone = await fixture.caller(POISON).dials(LINE);
      const stays = await fixture.caller(CALLER).dials(LINE);
      await sim.advance(20_000);
      const faults = failsAt(
        'call',
        (input) => input.type === 'legEnded' && 'how' in input && input.how === 'lost',
      );
      sim.controls.loseLink('pulled out');
      await sim.advance(10);
      gone.hangsUp();
      await sim.advance(3000);
      sim.controls.mendLink();
      await sim.advance(100);
      expect(faults()).toBe(1);
      fixture.agent('8001').registered().answersAfter(1000);
      fixture.agent('8002').registered().answersAfter(1000);
      await sim.advance(20_000);
      expect(stays.inCall).toBe(true);
      expect(faults()).toBeGreaterThan(1);
      expect(faults()).toBeLessThan(8);

      vi.restoreAllMocks();
      await sim.advance(60_000);
      const calls = await fixture.store.calls({ limit: 2 });
      const lost = calls.find(({ customer }) => customer.number?.endsWith(POISON));
      expect(lost?.customer.leg).toBeNull();
    }));
});
