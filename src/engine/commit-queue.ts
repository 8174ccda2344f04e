import type { CallId } from '../core/ids.ts';
import { systemCode } from '../util/errors.ts';
import type { GivenAnswer } from './access.ts';
import type { QueuedCommand } from './change-set.ts';
import { CommitTimes, type CommitTimesFigures } from './commit-times.ts';
import type { Clock, Log } from './ports.ts';
import { BATCH_REFUSED, type Batch, type NumberedFact, type Store } from './store-port.ts';
import { StoreRefusals } from './store-refusals.ts';
import { dialsCustomer, SupersededCommands } from './superseded-commands.ts';
import type { UnitOfWork } from './unit-of-work.ts';

/** How often and how far apart a commit is tried before its turn goes on without it: no reassurance and no answer is late by
 * that. */
const TRIES = 3;
const AGAIN_MS = 50;
/** How long after that the store is tried again, and twice as long after each further refusal. Meanwhile nothing is tried:
 * each try can hold up all calls for as long as SQLite waits for a lock. */
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 500;
/** So many batches of a backlog are committed, and no more after so long (ms), before other work gets its turn. */
const SLICE = 20;
const SLICE_MS = 5;

/** What the queue needs of a unit of work. */
type Work = Pick<UnitOfWork, 'isEmpty' | 'batch' | 'commands' | 'waiting'>;

interface Entry {
  /** Counted from 1, in the order of the queue. */
  readonly number: number;
  readonly batch: Batch;
  /** The calls whose commands wait until the batch is kept. */
  readonly waiting: ReadonlySet<CallId>;
  /** The commands that have not been let go yet. */
  commands: readonly QueuedCommand[];
}

/** What the queue tells the engine. */
export interface CommitEvents {
  /** The store should be tried again now, or everything is kept again: another turn is due. */
  readonly retry: () => void;
  /** Facts that have been committed. */
  readonly publish: (facts: readonly NumberedFact[]) => void;
  /** These commands waited for the store, and have been superseded, or do not wait for it: they are never carried out. */
  readonly superseded: (commands: readonly QueuedCommand[]) => void;
  /** The store will never take this batch, which is set aside. These commands relied on it: they are never carried out. */
  readonly refused: (error: unknown, batch: Batch, commands: readonly QueuedCommand[]) => void;
}

function isRefusedForGood(error: unknown): boolean {
  return systemCode(error) === BATCH_REFUSED;
}

/** Commits units of work in order, and says which commands may run. A store that refuses holds up the calls for some
 * 100 ms once, and then no more: what was not kept is kept with the next that can be. The commands of a call to which
 * something is promised wait however long that takes, for a promise is durable before it is spoken; so do its later
 * commands, for the commands of one call keep their order. What has been superseded by then is not carried out. A customer is
 * dialled once the attempt is kept, or not at all: nobody waits on the line for the store. */
export class CommitQueue {
  readonly #queue: Entry[] = [];
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #events: CommitEvents;
  readonly #refusals: StoreRefusals;
  readonly #times = new CommitTimes();
  #pushed = 0;
  /** The number of the last entry that is not in the queue any more. */
  #done = 0;
  /** The entries that were set aside. */
  readonly #refused = new Set<number>();
  #waiting: { readonly for: number; readonly go: (kept: boolean) => void }[] = [];
  /** While the store refuses: it is not tried before `at` (monotonic ms). */
  #pause: { readonly at: number; readonly ms: number } | null = null;

  constructor(
    options: { readonly store: Store; readonly clock: Clock; readonly log: Log },
    events: CommitEvents,
  ) {
    this.#store = options.store;
    this.#clock = options.clock;
    this.#events = events;
    this.#refusals = new StoreRefusals(options);
  }

  /** Something has not been kept yet. */
  get hasBacklog(): boolean {
    return this.#queue.length > 0;
  }

  /** The store has refused the last commit. */
  get isRefused(): boolean {
    return this.#pause !== null;
  }

  /** Commits the work, after that which is waiting, and resolves the commands that may be carried out now. Rejects never. */
  async commit({ isEmpty, batch, commands, waiting }: Work): Promise<QueuedCommand[]> {
    if (isEmpty && !this.hasBacklog) return [...commands];
    const wasBehind = this.hasBacklog;
    // commands without a batch come after those of their call that are waiting
    if (!isEmpty || commands.length > 0) {
      this.#pushed += 1;
      this.#queue.push({ number: this.#pushed, batch, commands, waiting });
    }
    if (this.#pause && this.#clock.now().mono < this.#pause.at) return this.#goOnWithout();
    const ready = await this.#commitSome(wasBehind ? 1 : TRIES, SLICE);
    if (wasBehind && !this.hasBacklog) this.#clock.wakeAt(this.#clock.now().mono, this.#events.retry);
    return ready;
  }

  /** Tries everything that is waiting, once. */
  async flush(): Promise<QueuedCommand[]> {
    return this.#commitSome(1, Number.POSITIVE_INFINITY);
  }

  async #commitSome(patience: number, slice: number): Promise<QueuedCommand[]> {
    const ready: QueuedCommand[] = [];
    const end = slice === SLICE ? this.#clock.now().mono + SLICE_MS : Number.POSITIVE_INFINITY;
    for (let tries = 1, kept = 0; kept < slice && (kept === 0 || this.#clock.now().mono < end); ) {
      const next = this.#queue[0];
      if (!next) return ready;
      try {
        const facts = await this.#commitOne(next.batch);
        kept += 1;
        this.#worksAgain();
        this.#events.publish(facts);
        this.#leave(next);
        ready.push(...next.commands);
      } catch (error) {
        if (isRefusedForGood(error)) {
          ready.push(...this.#setAside(next, error));
          continue;
        }
        this.#refusals.note(error, { durable: next.batch.durable, waiting: this.#queue.length });
        if (tries >= patience) {
          this.#tryLater();
          return [...ready, ...this.#goOnWithout()];
        }
        tries += 1;
        await new Promise<void>((go) => this.#clock.wakeAt(this.#clock.now().mono + AGAIN_MS, go));
      }
    }
    if (this.hasBacklog) this.#clock.wakeAt(this.#clock.now().mono, this.#events.retry);
    return [...ready, ...this.#goOnWithout()];
  }

  async #commitOne(batch: Batch): Promise<readonly NumberedFact[]> {
    const before = this.#clock.now().mono;
    const facts = await this.#store.commit(batch);
    this.#times.note(this.#clock.now().mono - before);
    return facts;
  }

  /** How long the store took. */
  get times(): CommitTimesFigures {
    return this.#times.figures;
  }

  /** One chain of tries, however many turns the store has refused. */
  #tryLater(): void {
    const { mono } = this.#clock.now();
    if (this.#pause && mono < this.#pause.at) return;
    const ms = this.#pause ? Math.min(this.#pause.ms * 2, LONGEST_PAUSE_MS) : FIRST_PAUSE_MS;
    this.#pause = { at: mono + ms, ms };
    this.#clock.wakeAt(mono + ms, this.#events.retry);
  }

  #worksAgain(): void {
    this.#refusals.over();
    if (!this.#pause) return;
    this.#pause = null;
    const superseded = new SupersededCommands(this.#queue.flatMap(({ commands }) => commands));
    const dropped: QueuedCommand[] = [];
    for (const entry of this.#queue) {
      dropped.push(...entry.commands.filter((command) => superseded.has(command)));
      entry.commands = entry.commands.filter((command) => !superseded.has(command));
    }
    if (dropped.length > 0) this.#events.superseded(dropped);
  }

  /** One batch that can never be kept does not keep later promises from being kept. Returns the commands that do not rely on
   * it. */
  #setAside(entry: Entry, error: unknown): QueuedCommand[] {
    this.#refused.add(entry.number);
    this.#leave(entry);
    const relies = ({ call }: QueuedCommand) => entry.waiting.has(call);
    this.#events.refused(error, entry.batch, entry.commands.filter(relies));
    return this.#withoutDials(entry.commands.filter((command) => !relies(command)));
  }

  /** Nobody is dialled whose attempt the store has not taken: after a restart it would be made once more. */
  #withoutDials(commands: readonly QueuedCommand[]): QueuedCommand[] {
    const dials = commands.filter(({ command }) => dialsCustomer(command));
    if (dials.length > 0) this.#events.superseded(dials);
    return commands.filter(({ command }) => !dialsCustomer(command));
  }

  /** An answer that is kept with a turn which the store has not taken yet. */
  pendingAnswer(who: string, key: string): GivenAnswer | undefined {
    return this.#queue
      .flatMap(({ batch }) => batch.answers)
      .find((answer) => answer.who === who && answer.key === key);
  }

  /** Resolves with true as soon as everything is committed that is in the queue now; with false where that takes longer, or the
   * store refused the last of it for good. */
  async kept(limitMs: number): Promise<boolean> {
    const last = this.#pushed;
    if (last <= this.#done) return !this.#refused.has(last);
    return new Promise((resolve) => {
      const cancel = this.#clock.wakeAt(this.#clock.now().mono + limitMs, () => resolve(false));
      const go = (kept: boolean) => {
        cancel();
        resolve(kept);
      };
      this.#waiting.push({ for: last, go });
    });
  }

  /** The first entry leaves the queue: whoever waited for it hears of it. */
  #leave(entry: Entry): void {
    this.#queue.shift();
    this.#done = entry.number;
    const ready = this.#waiting.filter((one) => one.for <= this.#done);
    this.#waiting = this.#waiting.filter((one) => one.for > this.#done);
    for (const { go, for: number } of ready) go(!this.#refused.has(number));
  }

  /** The commands that need not wait for the store. */
  #goOnWithout(): QueuedCommand[] {
    const waiting = new Set<CallId>();
    const free = this.#queue.flatMap((entry) => {
      for (const call of entry.waiting) waiting.add(call);
      const { commands } = entry;
      entry.commands = commands.filter(({ call }) => waiting.has(call));
      return commands.filter(({ call }) => !waiting.has(call));
    });
    return this.#withoutDials(free);
  }
}
