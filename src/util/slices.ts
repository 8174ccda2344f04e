import { setImmediate } from 'node:timers/promises';

/** So long (ms) a piece of work goes on before calls have their turn. */
const SLICE_MS = 5;

/** The time that a long piece of work has had since calls had their turn. */
export class Slice {
  #since = performance.now();

  /** Calls have their turn where it is over. */
  async giveWay(): Promise<void> {
    if (performance.now() - this.#since < SLICE_MS) return;
    await setImmediate();
    this.#since = performance.now();
  }
}

/** What is made of each, in their order; calls have their turn every 5 ms. */
export async function mapInSlices<T, R>(
  items: readonly T[],
  work: (item: T, index: number) => R,
): Promise<R[]> {
  const done: R[] = [];
  const slice = new Slice();
  for (const [index, item] of items.entries()) {
    done.push(work(item, index));
    await slice.giveWay();
  }
  return done;
}
