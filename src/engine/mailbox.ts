import type { LegId } from '../core/ids.ts';
import type { Timestamp } from '../core/time.ts';
import { type Ask, NotKept, OrderFailed } from './commands.ts';
import type { Clock } from './ports.ts';
import type { UnitOfWork } from './unit-of-work.ts';

/** So many tasks make one turn at the most, and no more are begun when it has lasted so long (ms): then whatever else has happened is
 * taken in before the next. */
const MOST_TASKS = 50;
const TURN_MS = 5;

/** A task for the mailbox, which runs at its turn with the time at which it came. */
export type Task = (turn: UnitOfWork, at: Timestamp) => unknown;

/** What became of an input: stored, refused by the store, or failed. */
export type Outcome =
  | { readonly is: 'kept' | 'notKept' }
  | { readonly is: 'failed'; readonly error: unknown };

/** A task in the mailbox. */
export interface QueuedTask {
  readonly at: Timestamp;
  readonly task: Task;
  /** The leg whose arrival it tells. */
  readonly arrives?: LegId | undefined;
  /** Called with what came of it, once its turn is over. */
  readonly settle?: ((outcome: Outcome) => void) | undefined;
}

/** A task that goes before others; `failed` is called where it could not be worked on. */
export interface FirstTask {
  readonly task: Task;
  readonly failed?: () => void;
}

/** The tasks that wait, and the loop that takes them: those that are there make one turn, and turns never overlap. */
export class Mailbox {
  readonly #tasks: QueuedTask[] = [];
  readonly #clock: Clock;
  readonly #turn: (tasks: Iterable<QueuedTask>) => Promise<void>;
  #turning: Promise<void> | null = null;
  #isOpen = false;

  constructor(clock: Clock, turn: (tasks: Iterable<QueuedTask>) => Promise<void>) {
    this.#clock = clock;
    this.#turn = turn;
  }

  /** Until it is open, and after it is closed, tasks wait. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** The loop begins with the next task that is posted. */
  open(): void {
    this.#isOpen = true;
  }

  close(): void {
    this.#isOpen = false;
  }

  /** The legs whose arrival waits here. */
  get arriving(): ReadonlySet<LegId> {
    return new Set(this.#tasks.flatMap(({ arrives }) => arrives ?? []));
  }

  /** The turn in hand, or null. */
  get turning(): Promise<void> | null {
    return this.#turning;
  }

  /** `failed` is called where the task could not be worked on. */
  post(
    task: Task,
    { arrives, failed }: { arrives?: LegId | undefined; failed?: (() => void) | undefined } = {},
  ): void {
    this.#tasks.push({ at: this.#clock.now(), task, arrives, settle: ifFailed(failed) });
    this.#wake();
  }

  /** Puts the tasks, in their order, before those that wait. */
  doFirst(tasks: readonly FirstTask[], at: Timestamp = this.#clock.now()): void {
    this.#tasks.unshift(...tasks.map(({ task, failed }) => ({ at, task, settle: ifFailed(failed) })));
    this.#wake();
  }

  readonly ask: Ask = (work, notes = {}) =>
    new Promise((resolve, reject) => {
      let done: { readonly result: ReturnType<typeof work> } | null = null;
      const task: Task = (turn, at) => {
        const result = work(turn, at);
        turn.changes.note(notes.audit?.(result) ?? null, notes.answer?.(result) ?? null);
        done = { result };
      };
      const settle = (outcome: Outcome) => {
        if (outcome.is === 'failed') {
          const { error: cause } = outcome;
          reject(new OrderFailed('a fault of the program: nothing has been changed', { cause }));
        } else if (done && outcome.is === 'kept') resolve(done.result);
        else reject(new NotKept('the change could not be saved'));
      };
      this.#tasks.push({ at: this.#clock.now(), task, settle });
      this.#wake();
    });

  #wake(): void {
    if (this.#turning || !this.#isOpen) return;
    this.#turning = this.#run().finally(() => {
      this.#turning = null;
      if (this.#tasks.length > 0) this.#wake();
    });
  }

  async #run(): Promise<void> {
    let end = this.#clock.now().mono + TURN_MS;
    while (this.#tasks.length > 0 && this.#isOpen) {
      const tasks = this.#tasks.splice(0, MOST_TASKS);
      await this.#turn(this.#inTime(tasks));
      if (tasks.length < MOST_TASKS && this.#clock.now().mono < end) continue;
      await new Promise<void>((goOn) => setImmediate(goOn));
      end = this.#clock.now().mono + TURN_MS;
    }
  }

  /** Those that make one turn, in their order. The others wait on. */
  *#inTime(tasks: readonly QueuedTask[]): Generator<QueuedTask> {
    const end = this.#clock.now().mono + TURN_MS;
    for (const [index, one] of tasks.entries()) {
      if (index > 0 && this.#clock.now().mono > end) {
        this.#tasks.unshift(...tasks.slice(index));
        return;
      }
      yield one;
    }
  }
}

function ifFailed(failed: (() => void) | undefined): QueuedTask['settle'] {
  return failed && ((outcome) => outcome.is === 'failed' && failed());
}

/** Tells each task of a turn what came of it, once that is known. `kept`: null where nobody asks. */
export function settleAll(
  tasks: readonly QueuedTask[],
  failures: ReadonlyMap<QueuedTask, { readonly error: unknown }>,
  kept: Promise<boolean> | null,
): void {
  for (const task of tasks) {
    const failed = failures.get(task);
    if (failed) task.settle?.({ is: 'failed', error: failed.error });
    else void kept?.then((is) => task.settle?.({ is: is ? 'kept' : 'notKept' }));
  }
}
