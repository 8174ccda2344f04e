import type { Log } from './ports.ts';
import type { ClockRecord, EngineStore } from './store-port.ts';

const DAY_MS = 86_400_000;

/** A wall clock that is farther than this from where it was seen last was set, or the engine was away for very long: the engine cannot
 * know which. */
const JUMP_MS = 31 * DAY_MS;

/** What a look at the wall clock finds. */
interface ClockLook {
  readonly record: ClockRecord;
  /** How far it is from where it was seen last, where that is a jump; else null. */
  readonly jumpMs: number | null;
  /** What is older than some days may be removed by it. */
  readonly isTrusted: boolean;
}

/** Compares the wall clock with what is known of it. After a jump it is not trusted for as long as a jump takes: whoever set it wrong has
 * that time to set it right. */
export function lookAtClock(before: ClockRecord | null, wall: number): ClockLook {
  const away = before === null ? 0 : wall - before.seenAt;
  const jumped = Math.abs(away) > JUMP_MS;
  const steadySince = jumped ? wall : (before?.steadySince ?? null);
  return {
    record: { seenAt: wall, steadySince },
    jumpMs: jumped ? away : null,
    isTrusted: steadySince === null || wall - steadySince > JUMP_MS,
  };
}

/** Looks at the wall clock, and says in the log where it has jumped. Returns whether it can be trusted. Rejects with StoreError. */
export async function isClockTrusted(
  store: Pick<EngineStore, 'clockRecord' | 'keepClockRecord'>,
  wall: number,
  log: Log,
): Promise<boolean> {
  const { record, jumpMs, isTrusted } = lookAtClock(await store.clockRecord(), wall);
  await store.keepClockRecord(record);
  if (jumpMs !== null) {
    const days = Math.round(Math.abs(jumpMs) / DAY_MS);
    const cause = `the clock is ${days} days ${jumpMs > 0 ? 'ahead of' : 'behind'} the time at which the engine last looked at it`;
    const cure =
      'Compare the clock with the real time, and set it right; restart the engine then. Nothing is removed for 31 days.';
    log.error(cause, { code: 'CLOCK_JUMPED', cause, cure });
  }
  return isTrusted;
}
