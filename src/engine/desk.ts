import type { OutageId } from '../core/ids.ts';
import type { OutageState, OutageWish } from '../core/outage/state.ts';
import type { Moment } from '../core/time.ts';
import type { Registry } from './registry.ts';
import type { Turn } from './turn.ts';

/** What came of taking an outage off. */
export type TakenOff =
  | { readonly is: 'off'; readonly outage: OutageState }
  | { readonly is: 'over' }
  | { readonly is: 'unknown' };

/** The store refuses just now: what was ordered may be lost with the engine. */
export class NotKept extends Error {
  override readonly name = 'NotKept';
}

/** Does something in a turn of its own, and resolves when that has been kept. Rejects with
 * NotKept. */
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

  /** What the store has pruned is not known here either: choices of language and outages from before `wall`, UTC ms. */
  forgetBefore(wall: number): void {
    const { customers, outages } = this.#registry;
    for (const { number, at } of customers.values()) if (at < wall) customers.delete(number);
    for (const { id, until, endedAt } of outages.values()) if ((endedAt ?? until) < wall) outages.delete(id);
  }

  putOnOutage(wish: OutageWish): Promise<OutageState> {
    return this.#ask((turn, at) => turn.putOnOutage(at, wish));
  }

  takeOffOutage(id: OutageId, by: string): Promise<TakenOff> {
    return this.#ask((turn, at): TakenOff => {
      const done = turn.toOutage(at, id, { type: 'off', by });
      const outage = this.#registry.outages.get(id);
      if (!outage) return { is: 'unknown' };
      return done ? { is: 'off', outage } : { is: 'over' };
    });
  }

  /** language.caller: what a number (E.164) has chosen is known no more. False where nothing was known. */
  forgetCustomer(number: string, by: string): Promise<boolean> {
    return this.#ask((turn, at) => turn.forgetCustomer(at, number, by));
  }
}
