import type { QueuedCommand } from './change-set.ts';
import type { Batch, Clock, Log, NumberedFact, Store } from './ports.ts';

/** How often and how far apart a commit is tried before its turn goes on without it: no reassurance and no answer is late by
 * that. */
const TRIES = 3;
const AGAIN_MS = 50;
/** How long after that the store is tried again, should nothing happen meanwhile. */
const LATER_MS = 250;

interface Entry {
  readonly batch: Batch;
  readonly commands: readonly QueuedCommand[];
  /** The commands have been let go without the batch being kept. */
  released: boolean;
}

/** Commits units of work in order, and says which commands may run. A store that refuses holds up the calls for some
 * 100 ms once, and then no more: what was not kept is kept with the next that can be. The commands of a turn with a
 * promise in it wait however long that takes, for a promise is durable before it is spoken. */
export class CommitQueue {
  readonly #queue: Entry[] = [];
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #later: () => void;
  readonly #publish: (facts: readonly NumberedFact[]) => void;
  #committed = 0;
  #waiting: { readonly for: number; readonly go: () => void }[] = [];

  /** `later` is called when the store should be tried again, `publish` with facts that have been committed. */
  constructor(
    { store, clock, log }: { readonly store: Store; readonly clock: Clock; readonly log: Log },
    later: () => void,
    publish: (facts: readonly NumberedFact[]) => void,
  ) {
    this.#store = store;
    this.#clock = clock;
    this.#log = log;
    this.#later = later;
    this.#publish = publish;
  }

  /** Something has not been kept yet. */
  get hasBacklog(): boolean {
    return this.#queue.length > 0;
  }

  /** Commits the batch, after those that are waiting, and resolves the commands that may be carried out now. Rejects never. */
  commit(batch: Batch, commands: readonly QueuedCommand[]): Promise<QueuedCommand[]> {
    const patience = this.hasBacklog ? 1 : TRIES;
    this.#queue.push({ batch, commands, released: false });
    return this.flush(patience);
  }

  /** Tries what is waiting, each time `patience` times. */
  async flush(patience = 1): Promise<QueuedCommand[]> {
    const ready: QueuedCommand[] = [];
    for (let tries = 1; ; tries += 1) {
      const next = this.#queue[0];
      if (!next) return ready;
      try {
        const facts = await this.#store.commit(next.batch);
        this.#queue.shift();
        this.#publish(facts);
        this.#committed += 1;
        this.#tell();
        if (!next.released) ready.push(...next.commands);
      } catch (error) {
        this.#log.error('the store refused a commit', { error, tries, durable: next.batch.durable });
        if (tries >= patience) return [...ready, ...this.#goOnWithout()];
        await new Promise<void>((go) => this.#clock.wakeAt(this.#clock.now().mono + AGAIN_MS, go));
      }
    }
  }

  /** Resolves with true as soon as everything is committed that is in the queue now; with false where that takes longer. */
  async kept(limitMs: number): Promise<boolean> {
    if (!this.hasBacklog) return true;
    const last = this.#committed + this.#queue.length;
    return new Promise((resolve) => {
      const cancel = this.#clock.wakeAt(this.#clock.now().mono + limitMs, () => resolve(false));
      const go = () => {
        cancel();
        resolve(true);
      };
      this.#waiting.push({ for: last, go });
    });
  }

  #tell(): void {
    const ready = this.#waiting.filter((one) => one.for <= this.#committed);
    this.#waiting = this.#waiting.filter((one) => one.for > this.#committed);
    for (const { go } of ready) go();
  }

  #goOnWithout(): QueuedCommand[] {
    this.#clock.wakeAt(this.#clock.now().mono + LATER_MS, this.#later);
    return this.#queue.flatMap((entry) => {
      if (entry.released || entry.batch.durable) return [];
      entry.released = true;
      return entry.commands;
    });
  }
}
