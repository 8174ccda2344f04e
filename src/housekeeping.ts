import { join } from 'node:path';
import type { Housekeeping, SitePaths } from './config/site.ts';
import { isClockTrusted } from './engine/clock-watch.ts';
import type { OperatorCommands } from './engine/commands.ts';
import type { Log } from './engine/ports.ts';
import type { EngineStore } from './engine/store-port.ts';
import { removeOlder, removeOlderEntries } from './host/old-files.ts';

const DAY_MS = 86_400_000;

/** What housekeeping works on. */
interface HousekeepingParts {
  readonly store: EngineStore;
  readonly desk: Pick<OperatorCommands, 'forgetBefore'>;
  readonly paths: Pick<SitePaths, 'backups' | 'recordings'>;
  readonly log: Log;
  readonly rules: Omit<Housekeeping, 'schedule'>;
}

/** Copies the store, then removes what is too old. `wall`: UTC ms. After a jump of the clock nothing is removed for some time: a clock that
 * is years ahead makes everything look old. */
export async function runHousekeeping(
  {
    store,
    desk,
    paths,
    log,
    rules: { keepDays, keepRecordingsDays, keepBackupsDays, backup },
  }: HousekeepingParts,
  wall: number,
): Promise<void> {
  if (backup) {
    const day = new Date(wall).toISOString().slice(0, 10);
    await store.backup(join(paths.backups, `sansheng-${day}.db`));
  }
  if (!(await isClockTrusted(store, wall, log))) {
    log.warn('housekeeping removes nothing: the clock has jumped within the last 31 days', { backup });
    return;
  }
  const before = wall - keepDays * DAY_MS;
  const calls = await store.prune(before);
  desk.forgetBefore(before);
  const recordings = await removeOlder(paths.recordings, wall - keepRecordingsDays * DAY_MS);
  if (backup) await removeOlderEntries(paths.backups, wall - keepBackupsDays * DAY_MS);
  log.info('housekeeping done', { calls, recordings, backup });
}
