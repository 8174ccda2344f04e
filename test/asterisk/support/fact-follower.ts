import type { EventName } from '../../../src/core/facts.ts';
import type { Queries } from '../../../src/engine/store-port.ts';
import { until } from './records.ts';

const PAGE = 1000;
const LIMIT_MS = 30_000;

/** What becomes known of the attempts at callbacks, for hundreds of scenarios at once: each fact is read once. */
export class FactFollower {
  readonly #store: Queries;
  #seen = 0;
  #reading: Promise<void> | undefined;
  /** The numbers that calls are with, as dialled. */
  readonly #numbers = new Map<string, string>();
  readonly #happened = new Map<string, number>();

  constructor(store: Queries) {
    this.#store = store;
  }

  /** Resolves when that has happened so often in calls with the number. */
  async happened(name: EventName, number: string, count = 1, timeoutMs = LIMIT_MS): Promise<void> {
    const look = async () => {
      await this.#read();
      return this.times(name, number) >= count ? true : undefined;
    };
    await until(look, `${name} (${count}) in a call with ${number}`, timeoutMs);
  }

  /** How often it has happened, as far as is known. */
  times(name: EventName, number: string): number {
    return this.#happened.get(`${name} ${number}`) ?? 0;
  }

  #read(): Promise<void> {
    this.#reading ??= this.#next().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #next(): Promise<void> {
    for (const { number, fact } of await this.#store.facts(this.#seen, PAGE)) {
      this.#seen = number;
      if (fact.kind !== 'event' || fact.call === undefined) continue;
      const key = `${fact.name} ${await this.#numberOf(fact.call)}`;
      this.#happened.set(key, (this.#happened.get(key) ?? 0) + 1);
    }
  }

  async #numberOf(call: string): Promise<string> {
    const known = this.#numbers.get(call) ?? (await this.#store.call(call))?.state.customer.dialled ?? '';
    this.#numbers.set(call, known);
    return known;
  }
}
