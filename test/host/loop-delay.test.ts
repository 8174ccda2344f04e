import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { measureLoopDelay } from '../../src/host/loop-delay.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A measurement of a loop that stands still when the test says so. */
async function world() {
  const histogram = { max: 0, reset: () => (histogram.max = 0), enable: () => true, disable: () => true };
  const late: number[] = [];
  const delay = measureLoopDelay((seconds) => late.push(seconds), histogram);
  await delay.start();
  const standStill = (ms: number) => {
    // what Node measures has its own interval of 10 ms in it
    histogram.max = (ms + 10) * 1e6;
  };
  return { delay, late, standStill };
}

it('tells the worst of five minutes, and then forgets it', async () => {
  const { delay, standStill } = await world();
  expect(delay.recent()).toBe(0);
  standStill(50);
  expect(delay.recent()).toBeCloseTo(0.05);
  vi.advanceTimersByTime(10_000);
  standStill(20);
  expect(delay.recent()).toBeCloseTo(0.05);
  vi.advanceTimersByTime(290_000);
  expect(delay.recent()).toBeCloseTo(0.05);
  vi.advanceTimersByTime(10_000);
  expect(delay.recent()).toBeCloseTo(0.02);
  vi.advanceTimersByTime(10_000);
  expect(delay.recent()).toBe(0);
});

it('tells each scrape the worst since the one before, whatever else was asked', async () => {
  const { delay, standStill } = await world();
  standStill(50);
  vi.advanceTimersByTime(10_000);
  expect(delay.recent()).toBeCloseTo(0.05);
  standStill(20);
  expect(delay.worst()).toBeCloseTo(0.05);
  expect(delay.worst()).toBe(0);
});

it('says once that the loop stood still for 200 ms, and nothing of less', async () => {
  const { delay, late, standStill } = await world();
  standStill(199);
  vi.advanceTimersByTime(10_000);
  expect(late).toEqual([]);
  standStill(340);
  // asked in between, it is not forgotten
  delay.worst();
  vi.advanceTimersByTime(30_000);
  expect(late).toEqual([0.34]);
  await delay.stop();
  expect(vi.getTimerCount()).toBe(0);
});
