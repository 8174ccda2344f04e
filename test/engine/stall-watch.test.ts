import { describe, expect, it } from 'vitest';
import { StallWatch } from '../../src/engine/stall-watch.ts';
import { VirtualClock } from '../../src/telephony/simulated/clock.ts';

const WALL = 1_700_000_000_000;

/** A clock whose timers come late while the process stands still. */
function bench() {
  const clock = new VirtualClock(WALL);
  let held: (() => void)[] | null = null;
  const watch = new StallWatch({
    now: () => clock.now(),
    wakeAt: (at, wake) => clock.wakeAt(at, () => (held ? held.push(wake) : wake())),
  });
  watch.start();
  const pass = async (ms: number) => {
    const until = clock.now().mono + ms;
    while (clock.step(until)) await Promise.resolve();
  };
  return {
    watch,
    pass,
    now: () => clock.now().wall,
    stall: async (ms: number) => {
      held = [];
      await pass(ms);
      const late = held;
      held = null;
      return () => {
        for (const wake of late) wake();
      };
    },
  };
}

describe('how long ago an event was', () => {
  it('is not asked where the process runs: the clock of Asterisk may differ', async () => {
    const { watch, pass, now } = bench();
    await pass(60_000);
    expect(watch.agoMs(now() - 5000)).toBe(0);
  });

  it.each([
    ['before its timers', false],
    ['after its timers', true],
  ])('is what Asterisk says of one that the process reads late, %s', async (_, timersFirst) => {
    const { watch, pass, stall, now } = bench();
    await pass(10_000);
    const timers = await stall(8000);
    if (timersFirst) timers();
    expect(watch.agoMs(now() - 5000)).toBe(5000);
    expect(watch.agoMs(now())).toBe(0);
  });

  it('is no more than the process stood still', async () => {
    const { watch, pass, stall, now } = bench();
    await pass(10_000);
    (await stall(8000))();
    const ago = watch.agoMs(now() - 3_600_000);
    expect(ago).toBeGreaterThanOrEqual(8000);
    expect(ago).toBeLessThanOrEqual(9000);
  });

  it('is 0 again once what came meanwhile has been read', async () => {
    const { watch, pass, stall, now } = bench();
    await pass(10_000);
    (await stall(8000))();
    await pass(5000);
    expect(watch.agoMs(now() - 3000)).toBe(0);
  });
});
