import { messageOf } from '../util/errors.ts';

/** The pause before the first new start, ms; each further one is twice as long, up to the longest. */
const FIRST_MS = 250;
const LONGEST_MS = 30_000;
/** A process that ran so long is not one that ends at each start: the pauses begin anew. */
const STEADY_MS = 60_000;

/** A process that runs. */
export interface Running {
  /** Settles with the reason when the process has ended, whoever ended it; never rejects. */
  readonly ended: Promise<string>;
  /** Ends it and returns when it is gone; returns at once if it is gone already. */
  stop(): Promise<void>;
}

/** What became of a process that is kept running. */
export type KeepNews =
  /** It has ended, or could not be started: the next start is in `againInMs`. */
  { readonly is: 'down'; readonly why: string; readonly againInMs: number } | { readonly is: 'up' };

/** What is kept running, and how. */
export interface Keep {
  readonly first: Running;
  /** Starts it once more, and resolves when it works. Rejects when `signal` is aborted, and leaves nothing then. */
  start(signal: AbortSignal): Promise<Running>;
  news(news: KeepNews): void;
}

/** Starts a process again whenever it ends by itself, for ever, ever more slowly while it does not last. Returns how to stop it
 * for good. */
export function keepRunning({ first, start, news }: Keep): () => Promise<void> {
  const stopping = new AbortController();
  const { signal } = stopping;
  const stopped = new Promise<void>((go) => signal.addEventListener('abort', () => go(), { once: true }));
  let current = first;
  let pauseMs = FIRST_MS;
  const startAgain = async (why: string): Promise<void> => {
    for (let reason = why; !signal.aborted; ) {
      news({ is: 'down', why: reason, againInMs: pauseMs });
      await Promise.race([pause(pauseMs, signal), stopped]);
      pauseMs = Math.min(pauseMs * 2, LONGEST_MS);
      if (signal.aborted) return;
      try {
        current = await start(signal);
        return news({ is: 'up' });
      } catch (error) {
        reason = messageOf(error);
      }
    }
  };
  const kept = (async () => {
    while (!signal.aborted) {
      const since = performance.now();
      const why = await Promise.race([current.ended, stopped]);
      if (performance.now() - since >= STEADY_MS) pauseMs = FIRST_MS;
      if (why !== undefined) await startAgain(why);
    }
  })();
  return async () => {
    stopping.abort();
    await kept;
    await current.stop();
  };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((go) => {
    const timer = setTimeout(go, ms);
    signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
  });
}
