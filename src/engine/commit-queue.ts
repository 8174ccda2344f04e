import type { CallId } from '../core/ids.ts';
import type { QueuedCommand } from './change-set.ts';
import type { Clock, Log } from './ports.ts';
import type { Batch, NumberedFact, Store } from './store-port.ts';
import type { UnitOfWork } from './unit-of-work.ts';

/** How often and how far apart a commit is tried before its turn goes on without it: no reassurance and no answer is late by
 * that. */
const TRIES = 3;
const AGAIN_MS = 50;
/** How long after that the store is tried again, should nothing happen meanwhile. */
const LATER_MS = 250;

/** What the queue needs of a unit of work. */
type Work = Pick<UnitOfWork, 'isEmpty' | 'batch' | 'commands' | 'waiting'>;

interface Entry {
  readonly batch: Batch;
  /** The calls whose commands wait until the batch is kept. */
  readonly waiting: ReadonlySet<CallId>;
  /** The commands that have not been let go yet. */
  commands: readonly QueuedCommand[];
}

/** Commits units of work in order, and says which commands may run. A store that refuses holds up the calls for some
 * 100 ms once, and then no more: what was not kept is kept with the next that can be. The commands of a call to which
 * something is promised wait however long that takes, for a promise is durable before it is spoken; so do its later
 * commands, for the commands of one call keep their order. */
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
  get #hasBacklog(): boolean {
    return this.#queue.length > 0;
  }

  /** Commits the work, after that which is waiting, and resolves the commands that may be carried out now. Rejects never. */
  async commit({ isEmpty, batch, commands, waiting }: Work): Promise<QueuedCommand[]> {
    if (isEmpty && !this.#hasBacklog) return [...commands];
    const patience = this.#hasBacklog ? 1 : TRIES;
    // commands without a batch come after those of their call that are waiting
    if (!isEmpty || commands.length > 0) this.#queue.push({ batch, commands, waiting });
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
        ready.push(...next.commands);
      } catch (error) {
        this.#log.error('the store refused a commit', { error, tries, durable: next.batch.durable });
        if (tries >= patience) return [...ready, ...this.#goOnWithout()];
        await new Promise<void>((go) => this.#clock.wakeAt(this.#clock.now().mono + AGAIN_MS, go));
      }
    }
  }

  /** Resolves with true as soon as everything is committed that is in the queue now; with false where that takes longer. */
  async kept(limitMs: number): Promise<boolean> {
    if (!this.#hasBacklog) return true;
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
    const waiting = new Set<CallId>();
    return this.#queue.flatMap((entry) => {
      for (const call of entry.waiting) waiting.add(call);
      const { commands } = entry;
      entry.commands = commands.filter(({ call }) => waiting.has(call));
      return commands.filter(({ call }) => !waiting.has(call));
    });
  }
}
