import { setTimeout as pause, setImmediate as turn } from 'node:timers/promises';
import type { Connection } from './connection.ts';

/** So long (ms) pruning goes on before the engine has its turn. */
const SLICE_MS = 5;

/** From so many pages (16 MB) on pruning waits until a thread has written SQLite's log into the file (checkpoint.ts): the log then begins anew.
 * With twice as many a commit would write it, and hold up the engine for as long (database.ts); pruning logs more in a second than
 * calls do in an hour. */
const LONG_LOG_PAGES = 4000;
const LOOK_MS = 20;
/** After so many looks, 30 s, there is no such thread, and pruning waits no more. */
const LOOKS = 1500;

/** The time that pruning has had since the engine had its turn. */
export class PruningSlices {
  readonly #db: Connection;
  #since = performance.now();
  #waits = true;

  constructor(db: Connection) {
    this.#db = db;
  }

  /** This slice has had its time. */
  get isFull(): boolean {
    return performance.now() - this.#since >= SLICE_MS;
  }

  /** The engine has its turn where the slice is full, and the thread that writes the log where that is long. */
  async giveWay(): Promise<void> {
    if (!this.isFull) return;
    await turn();
    for (let looks = LOOKS; this.#waits && this.#isLogLong(); looks -= 1) {
      this.#waits = looks > 0;
      await pause(LOOK_MS);
    }
    this.#since = performance.now();
  }

  #isLogLong(): boolean {
    if (!this.#db.open) return false;
    // asks only, and takes no lock
    const [{ log, checkpointed }] = this.#db.pragma('wal_checkpoint(NOOP)') as [Log];
    return log > LONG_LOG_PAGES && checkpointed < log;
  }
}

/** In pages; -1 where there is none. */
interface Log {
  readonly log: number;
  readonly checkpointed: number;
}
