import cron from 'node-cron';
import type { Log } from '../engine/ports.ts';

/** What a task of node-cron has besides its public methods, which all begin at the machine's own clock. */
interface WithMatcher {
  readonly timeMatcher?: { getNextMatch(after: Date): Date };
}

/** The next time after `clock` that `expression` (five fields) names, on a clock that is never put forward or back. Both in ms of
 * such a clock: as if it showed UTC. */
export function nextClockTime(expression: string, clock: number): number {
  const task = cron.createTask(expression, () => undefined, { timezone: 'UTC' });
  try {
    const { timeMatcher } = task as unknown as WithMatcher;
    if (!timeMatcher) throw new Error('this version of node-cron finds times in another way');
    return timeMatcher.getNextMatch(new Date(clock)).getTime();
  } finally {
    // node-cron keeps every task that it has made until it is destroyed
    void task.destroy();
  }
}

/** Runs `work` at the times of `expression` (five fields, in `timeZone`), one run at a time; logs what it throws.
 * Returns a function that stops it. */
export function schedule(
  expression: string,
  timeZone: string,
  log: Log,
  work: () => Promise<void>,
): () => Promise<void> {
  const task = cron.schedule(
    expression,
    () => work().catch((error: unknown) => log.error('a scheduled job failed', { expression, error })),
    { timezone: timeZone, noOverlap: true },
  );
  return async () => {
    await task.destroy();
  };
}
