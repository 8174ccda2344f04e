import type { CallId } from '../core/ids.ts';
import type { QueuedCommand } from './change-set.ts';

/** Keeps the orders to connect customer and agent, until it is known that both are in their bridge. */
export class ConnectsUnderWay {
  readonly #connects = new Set<QueuedCommand>();

  ordered(commands: readonly QueuedCommand[]): void {
    for (const queued of commands) if (queued.command.do === 'connect') this.#connects.add(queued);
  }

  /** It has been carried out, or never will be. */
  over(queued: QueuedCommand): void {
    this.#connects.delete(queued);
  }

  has(call: CallId): boolean {
    return [...this.#connects].some((queued) => queued.call === call);
  }
}
