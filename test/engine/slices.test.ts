import { expect, test } from 'vitest';
import { CommitQueue } from '../../src/engine/commit-queue.ts';
import { Mailbox, type QueuedTask } from '../../src/engine/mailbox.ts';
import type { Clock, Log } from '../../src/engine/ports.ts';
import type { Batch, Store } from '../../src/engine/store-port.ts';
import { aBatch } from '../contract/store-samples.ts';

// Whatever there is to do is done in slices: what else the process has to do has its turn between them.

/** A clock that goes on only by what is worked. */
class WorkClock implements Clock {
  mono = 1000;
  now() {
    return { mono: this.mono, wall: this.mono };
  }
  wakeAt(mono: number, wake: () => void): () => void {
    const timer = setTimeout(() => {
      this.mono = Math.max(this.mono, mono);
      wake();
    });
    return () => clearTimeout(timer);
  }
}

const nothing = () => undefined;
const LOG: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing };

/** Notes `between` each time when the event loop gets its turn, until it is told to end. */
function turns(seen: string[]): () => void {
  let going = true;
  const look = () => {
    seen.push('between');
    if (going) setImmediate(look);
  };
  setImmediate(look);
  return () => {
    going = false;
  };
}

/** What was seen, each run of the same as one: `between` as often as it comes. */
const runs = (seen: readonly string[]) => seen.filter((one, i) => one !== seen[i - 1]);

test('a turn of the mailbox takes no more tasks when it has worked for some ms; the others follow in their order', async () => {
  const clock = new WorkClock();
  const [seen, sizes]: [string[], number[]] = [[], []];
  const mailbox = new Mailbox(clock, async (tasks: Iterable<QueuedTask>) => {
    let size = 0;
    for (const { task, at } of tasks) {
      size += 1;
      task(undefined as never, at);
    }
    sizes.push(size);
  });
  for (let n = 0; n < 10; n += 1) {
    mailbox.post(() => {
      clock.mono += 3;
      seen.push(`task ${n}`);
    });
  }
  const end = turns(seen);
  mailbox.open();
  mailbox.post(() => seen.push('the last'));
  while (mailbox.turning) await mailbox.turning;
  end();
  expect(Math.max(...sizes)).toBeLessThanOrEqual(2);
  const tasks = seen.filter((one) => one !== 'between');
  expect(tasks).toEqual([...Array.from({ length: 10 }, (_, n) => `task ${n}`), 'the last']);
  expect(runs(seen).filter((one) => one === 'between').length).toBeGreaterThanOrEqual(4);
});

test('tasks that take no time make one turn', async () => {
  const sizes: number[] = [];
  const mailbox = new Mailbox(new WorkClock(), async (tasks) => void sizes.push([...tasks].length));
  for (let n = 0; n < 60; n += 1) mailbox.post(nothing);
  mailbox.open();
  mailbox.post(nothing);
  while (mailbox.turning) await mailbox.turning;
  expect(sizes).toEqual([50, 11]);
});

test('a backlog is committed in slices of some ms', async () => {
  const clock = new WorkClock();
  let [refuses, commits] = [true, 0];
  const store = {
    async commit(): Promise<[]> {
      if (refuses) throw new Error('no');
      commits += 1;
      clock.mono += 4;
      return [];
    },
  } as unknown as Store;
  const queue = new CommitQueue(
    { store, clock, log: LOG },
    { retry: nothing, publish: nothing, superseded: nothing, refused: nothing },
  );
  const work = (batch: Batch) => ({ isEmpty: false, batch, commands: [], waiting: new Set<string>() });
  for (let n = 0; n < 10; n += 1) await queue.commit(work(aBatch()));
  refuses = false;
  clock.mono += 10_000;
  for (const kept of [2, 4, 6]) {
    await queue.commit({ ...work(aBatch()), isEmpty: true });
    expect(commits).toBe(kept);
  }
  expect(queue.hasBacklog).toBe(true);
});
