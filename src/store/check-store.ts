import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '../engine/ports.ts';
import { messageOf } from '../util/errors.ts';
import type { StoreAddress } from './open.ts';

/** A start waits so long for the check of the store's pages; what is larger goes on being checked while calls are taken. */
const PATIENCE_MS = 10_000;

/** Checks the pages of the store before the engine opens it. Rejects with StoreError where they are damaged, or the file cannot be
 * read. Returns how to end a check that takes longer, of which the log says what it finds.
 * @param patienceMs how long this waits for it */
export async function checkStore(
  store: Pick<StoreAddress, 'check'>,
  log: Log,
  patienceMs = PATIENCE_MS,
): Promise<() => Promise<void>> {
  const { found, stop, unref } = store.check();
  const late = new AbortController();
  const first = await Promise.race([
    found.finally(() => late.abort()),
    pause(patienceMs, 'late' as const, { signal: late.signal }).catch(() => null),
  ]);
  if (first === 'late') {
    unref();
    log.info('the store is large: its pages are still being checked, while calls are taken');
    void found.then(
      (damage) => (damage ? tellDamage(log, damage) : log.info('the pages of the store are whole')),
      (error: unknown) =>
        log.warn('the pages of the store could not be checked', { error: messageOf(error) }),
    );
    return stop;
  }
  if (first) throw first;
  return stop;
}

function tellDamage(
  log: Log,
  { code, cause, cure }: { readonly code: string; readonly cause: string; readonly cure: string },
): void {
  log.error('the store is damaged', { code, cause, cure });
}
