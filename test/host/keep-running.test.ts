// What is kept running comes back, ever more slowly while it does not last, and is let go whole. In virtual time.

import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type KeepNews, keepRunning, type Running } from '../../src/host/keep-running.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A process of the test's own. */
class Life implements Running {
  readonly ended: Promise<string>;
  end: (why: string) => void = () => undefined;
  isStopped = false;

  constructor() {
    this.ended = new Promise((go) => {
      this.end = go;
    });
  }

  async stop(): Promise<void> {
    this.isStopped = true;
  }
}

/** Keeps running what `next` makes. */
function keeping(next: (signal: AbortSignal) => Promise<Life>) {
  const first = new Life();
  const lives = [first];
  const told: KeepNews[] = [];
  const start = async (signal: AbortSignal) => {
    const life = await next(signal);
    lives.push(life);
    return life;
  };
  const stop = keepRunning({ first, start, news: (news) => told.push(news) });
  return { lives, told, stop, last: () => lives.at(-1) ?? first };
}

const pauses = (told: readonly KeepNews[]) => told.flatMap((n) => (n.is === 'down' ? [n.againInMs] : []));

it('a process that ends is started again at once, one that keeps ending ever more slowly, up to 30 s', async () => {
  const kept = keeping(async () => new Life());
  for (let times = 0; times < 9; times += 1) {
    kept.last().end('ended with exit code 1');
    await vi.advanceTimersByTimeAsync(30_000);
  }
  expect(pauses(kept.told)).toEqual([250, 500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
  expect(kept.told.slice(0, 2)).toEqual([
    { is: 'down', why: 'ended with exit code 1', againInMs: 250 },
    { is: 'up' },
  ]);
  expect(kept.lives).toHaveLength(10);
});

it('one that has lasted a minute is started again at once', async () => {
  const kept = keeping(async () => new Life());
  kept.last().end('ended');
  await vi.advanceTimersByTimeAsync(1000);
  kept.last().end('ended');
  await vi.advanceTimersByTimeAsync(1000);
  await vi.advanceTimersByTimeAsync(60_000);
  kept.last().end('ended');
  await vi.advanceTimersByTimeAsync(250);
  expect(pauses(kept.told)).toEqual([250, 500, 250]);
  expect(kept.lives).toHaveLength(4);
});

it('a start that fails is tried again for ever, and what it failed with is told', async () => {
  let failures = 0;
  const kept = keeping(async () => {
    failures += 1;
    if (failures <= 20) throw new Error('the port is in use');
    return new Life();
  });
  kept.last().end('was ended by SIGKILL');
  await vi.advanceTimersByTimeAsync(600_000);
  expect(failures).toBe(21);
  expect(kept.told.slice(0, 2)).toMatchObject([
    { why: 'was ended by SIGKILL' },
    { why: 'the port is in use', againInMs: 500 },
  ]);
  expect(kept.told.at(-1)).toEqual({ is: 'up' });
});

it.each([
  ['runs', 0],
  ['waits for its next start', 100],
])('one that %s is stopped, and is not started again', async (_what, ms) => {
  const kept = keeping(async () => new Life());
  if (ms > 0) kept.last().end('ended');
  await vi.advanceTimersByTimeAsync(ms);
  await kept.stop();
  kept.last().end('ended');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(kept.lives).toHaveLength(1);
  expect(kept.last().isStopped).toBe(true);
  expect(vi.getTimerCount()).toBe(0);
});

it('a start in hand is given up when it is stopped', async () => {
  const kept = keeping(
    (signal) =>
      new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error))),
  );
  kept.last().end('ended');
  await vi.advanceTimersByTimeAsync(250);
  await kept.stop();
  expect(kept.told).toHaveLength(1);
  expect(vi.getTimerCount()).toBe(0);
});
