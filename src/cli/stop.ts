import { once } from 'node:events';

/** How a command ends that was stopped before it was through: what shells give for Ctrl-C. */
const INTERRUPTED = 130;
/** Any time will do: it is a timer that holds, not one that rings. */
const HOLD_MS = 1_000_000_000;

/** Ends a command that was asked to stop: nothing went wrong, and there is nothing to say. */
export class Interrupted extends Error {
  readonly exitCode = INTERRUPTED;
}

/** Aborted, with {@link Interrupted}, at the first signal that asks to stop. Later ones change nothing, for stopping is
 * under way. Once a process. */
export function stopSignal(): AbortSignal {
  const asked = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => asked.abort(new Interrupted(name)));
  }
  return asked.signal;
}

/** Resolves when it is aborted, and keeps this process going until then, which listeners for signals do not. */
export async function waitForAbort(signal: AbortSignal): Promise<void> {
  const hold = setInterval(() => undefined, HOLD_MS);
  if (!signal.aborted) await once(signal, 'abort');
  clearInterval(hold);
}

/** What `work` comes to, or {@link Interrupted} as soon as somebody asks to stop; `work` is then left to itself. */
export async function unlessStopped<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const over = new AbortController();
  const stopped = once(signal, 'abort', { signal: over.signal }).then(() => signal.throwIfAborted());
  try {
    signal.throwIfAborted();
    await Promise.race([work, stopped]);
    return await work;
  } finally {
    over.abort();
    // ended by the line above, or told already
    await stopped.catch(() => undefined);
  }
}
