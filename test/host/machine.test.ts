import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { lapse, later, overdue, stood, watching } from './machine.ts';

/** Stops this process, all its threads, as a machine that stands still does. */
async function standStill(ms: number): Promise<{ from: number; to: number }> {
  await watching;
  await sleep(100);
  const from = performance.now();
  // the shell is a process of its own, and goes on
  const seconds = ms / 1000;
  execFileSync('sh', ['-c', `(kill -STOP ${process.pid}; sleep ${seconds}; kill -CONT ${process.pid}) &`], {
    stdio: 'ignore',
  });
  await sleep(50);
  const to = performance.now();
  await sleep(50);
  return { from, to };
}

test('a time in which the machine stood still is known, and not counted', async () => {
  const { from, to } = await standStill(400);
  expect(to - from).toBeGreaterThan(400);
  expect(stood(from, to)).toBeGreaterThan(300);
  expect(stood(to + 100, to + 1000)).toBe(0);
  expect(lapse(from, to)).toBeLessThan(to - from - 300);
  // what was due as it stood still may come as it goes on, and no later
  expect(overdue(from + 100, to)).toBeLessThan(250);
  // a busy machine may have stood still before, too
  expect(overdue(from - 1000, to)).toBeGreaterThan(999 - stood(from - 1250, from));
  expect(later(from, 200)).toBeGreaterThan(from + 500);
  // it may have stood still once more, and may do so yet: then the two look at it a moment apart
  const end = later(to + 100, 200);
  expect(end - stood(to + 100, end)).toBeCloseTo(to + 300, 0);
});

test('a time in which the thread of the phones had other work counts as the machine standing still', async () => {
  await sleep(100);
  const from = performance.now();
  while (performance.now() < from + 400);
  const to = performance.now();
  expect(stood(from, to)).toBeGreaterThan(300);
  await sleep(50);
  expect(stood(from, to)).toBeGreaterThan(300);
  expect(lapse(from, to)).toBeLessThan(100);
  // it may have stood still once more, but not for as long
  expect(stood(to + 100, to + 1000)).toBeLessThan(300);
});
