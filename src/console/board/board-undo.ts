import { shallowRef } from 'vue';
import { giveOrders, type OrderResult } from './orders.ts';

/** So long an assignment can be taken back. */
const UNDO_MS = 5_000;

/** Takes an assignment back for a moment: each callback is for whom it was before. Where it has changed since, or is being dialled, the
 * engine refuses that. */
export class BoardUndo {
  /** The assignments that can be taken back now. */
  readonly open = shallowRef<readonly OrderResult[]>([]);
  #timer: ReturnType<typeof setTimeout> | undefined;

  offer(done: readonly OrderResult[]): void {
    this.stop();
    this.open.value = done;
    this.#timer = setTimeout(() => this.stop(), UNDO_MS);
  }

  /** What came of it for each. */
  async take(): Promise<OrderResult[]> {
    const { value: done } = this.open;
    this.stop();
    const results: OrderResult[] = [];
    for (const { was, now } of done)
      if (now) results.push(...(await giveOrders('assign', [now], { agent: was.assigned })));
    return results;
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.open.value = [];
  }
}
