import type { Batch, Clock, Log, Store } from './ports.ts';
import type { Ordered } from './turn.ts';

/** How often and how far apart a commit is tried before its turn goes on without it. */
const TRIES = 5;
const AGAIN_MS = 200;
/** How long after that the store is tried again, should nothing happen meanwhile. */
const LATER_MS = 1000;

interface Entry {
  readonly batch: Batch;
  readonly commands: readonly Ordered[];
  /** The commands have been let go without the batch being kept. */
  released: boolean;
}

/** Keeps what each turn has changed, in order, and says which commands may be carried out. A store that refuses holds up
 * the calls for a second once, and then no more: what was not kept is kept with the next that can be. The commands of a
 * turn with a promise in it wait however long that takes, for a promise is durable before it is spoken. */
export class Keeper {
  readonly #queue: Entry[] = [];
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #later: () => void;

  /** `later` is called when the store should be tried again. */
  constructor(store: Store, clock: Clock, log: Log, later: () => void) {
    this.#store = store;
    this.#clock = clock;
    this.#log = log;
    this.#later = later;
  }

  /** Something has not been kept yet. */
  get isBehind(): boolean {
    return this.#queue.length > 0;
  }

  /** Commits the batch, after those that are waiting, and resolves the commands that may be carried out now. Rejects never. */
  keep(batch: Batch, commands: readonly Ordered[]): Promise<Ordered[]> {
    const patience = this.isBehind ? 1 : TRIES;
    this.#queue.push({ batch, commands, released: false });
    return this.catchUp(patience);
  }

  /** Tries what is waiting, each time `patience` times. */
  async catchUp(patience = 1): Promise<Ordered[]> {
    const ready: Ordered[] = [];
    for (let tries = 1; ; tries += 1) {
      const next = this.#queue[0];
      if (!next) return ready;
      try {
        await this.#store.commit(next.batch);
        this.#queue.shift();
        if (!next.released) ready.push(...next.commands);
      } catch (error) {
        this.#log.error('the store refused a commit', { error, tries, durable: next.batch.durable });
        if (tries >= patience) return [...ready, ...this.#goOnWithout()];
        await new Promise<void>((go) => this.#clock.wakeAt(this.#clock.now().mono + AGAIN_MS, go));
      }
    }
  }

  #goOnWithout(): Ordered[] {
    this.#clock.wakeAt(this.#clock.now().mono + LATER_MS, this.#later);
    return this.#queue.flatMap((entry) => {
      if (entry.released || entry.batch.durable) return [];
      entry.released = true;
      return entry.commands;
    });
  }
}
