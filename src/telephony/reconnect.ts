import { setTimeout as sleep } from 'node:timers/promises';
import { TelephonyError } from '../engine/ports.ts';
import { messageOf } from '../util/errors.ts';

const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 10_000;

/** Calls `connect` until it succeeds, at ever longer intervals. Resolves to false once `stop` is aborted. Never rejects.
 * @param failed gets the cause and the cure of each failed attempt */
export async function reconnect(
  connect: () => Promise<void>,
  failed: (error: string, cure: string | undefined) => void,
  stop: AbortSignal,
): Promise<boolean> {
  for (let delay = FIRST_RETRY_MS; !stop.aborted; delay = Math.min(delay * 2, LAST_RETRY_MS)) {
    await sleep(delay, undefined, { signal: stop }).catch(() => undefined);
    if (stop.aborted) return false;
    try {
      await connect();
      return true;
    } catch (error) {
      failed(messageOf(error), error instanceof TelephonyError ? error.cure : undefined);
    }
  }
  return false;
}
