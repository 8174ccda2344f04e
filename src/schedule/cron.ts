import cron from 'node-cron';
import type { Log } from '../engine/ports.ts';

/** UTC ms of the next time from now that `expression` (five fields, in `timeZone`) says so; null where it never does, or is none. */
export function nextTime(expression: string, timeZone: string): number | null {
  const task = cron.createTask(expression, () => undefined, { timezone: timeZone });
  const next = task.getNextRun();
  void task.destroy();
  return next?.getTime() ?? null;
}

/** Runs `work` whenever `expression` (five fields, in `timeZone`) says so, one run at a time; what it throws is logged.
 * Returns how to stop. */
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
