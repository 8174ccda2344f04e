import cron from 'node-cron';
import type { Log } from '../engine/ports.ts';

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
