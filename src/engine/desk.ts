import type { OutageId } from '../core/ids.ts';
import type { OutageState, OutageWish } from '../core/outage/state.ts';
import type { Moment } from '../core/time.ts';
import type { Registry } from './registry.ts';
import type { Turn } from './turn.ts';

/** Does something in a turn of its own, and resolves when that has been kept. Rejects where the store refuses. */
export type Ask = <T>(work: (turn: Turn, at: Moment) => T) => Promise<T>;

/** What people order of the running engine, beside calls: by its HTTP API, and so by the command line. */
export class Desk {
  readonly #registry: Registry;
  readonly #ask: Ask;

  constructor(registry: Registry, ask: Ask) {
    this.#registry = registry;
    this.#ask = ask;
  }

  /** outage.notice: every outage that is kept, the newest first. */
  outages(): OutageState[] {
    return [...this.#registry.outages.values()].toSorted((a, b) => b.from - a.from);
  }

  putOnOutage(wish: OutageWish): Promise<OutageState> {
    return this.#ask((turn, at) => turn.putOnOutage(at, wish));
  }

  /** Undefined where there is no such outage; one that is over already stays as it is. */
  takeOffOutage(id: OutageId, by: string): Promise<OutageState | undefined> {
    return this.#ask((turn, at) => {
      turn.toOutage(at, id, { type: 'off', by });
      return this.#registry.outages.get(id);
    });
  }

  /** language.caller: what a number (E.164) has chosen is known no more. False where nothing was known. */
  forgetCustomer(number: string): Promise<boolean> {
    return this.#ask((turn) => turn.forgetCustomer(number));
  }
}
