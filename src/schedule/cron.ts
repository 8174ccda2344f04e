import cron from 'node-cron';
import type { Log } from '../engine/ports.ts';

/** UTC ms of the next time from now that `expression` (five fields, in `timeZone`) names; null where it names none.
 * Asks for runs: `getNextRun` of a task that is not started is always null. */
export function nextTime(expression: string, timeZone: string): number | null {
  const task = cron.createTask(expression, () => undefined, { timezone: timeZone });
  const [next] = task.getNextRuns(1);
  // node-cron keeps every task that it has made until it is destroyed
  void task.destroy();
  return next?.getTime() ?? null;
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
