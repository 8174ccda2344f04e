import { setImmediate } from 'node:timers/promises';
import type { ProgrammeId } from '../core/ids.ts';
import {
  type AskedCustomer,
  checkList,
  type ListedCustomer,
  newRow,
  type RefusedCustomer,
} from '../core/programme/listing.ts';
import type { ProgrammeOrder, ProgrammeWish } from '../core/programme/programme.ts';
import {
  type CustomerFrequency,
  isOver,
  type ProgrammeState,
  type RowState,
} from '../core/programme/state.ts';
import type { Timestamp } from '../core/time.ts';
import type { Notes } from './audit.ts';
import type { Ask } from './commands.ts';
import { mayDialNow } from './number-history.ts';
import type { Registry } from './registry.ts';
import type { EngineSite } from './site.ts';
import type { ProgrammeCount, Store } from './store-port.ts';
import type { UnitOfWork } from './unit-of-work.ts';

/** So many numbers are looked at between two turns of the event loop: a few ms. */
const ASKED_AT_ONCE = 50;

/** A programme and the counts of its rows. */
export interface ProgrammeView {
  readonly state: ProgrammeState;
  readonly counts: readonly ProgrammeCount[];
}

/** A list for a new programme, or more rows for one. */
export interface ListOrder {
  /** A new programme, or one that is not over. */
  readonly into: ProgrammeWish | ProgrammeId;
  readonly customers: readonly ListedCustomer[];
  readonly by: string;
  /** Nothing is kept: only what would come of it is told. */
  readonly preview: boolean;
}

/** The result of importing a list. */
export interface ListTaken {
  /** Null in a preview of a new one. */
  readonly programme: ProgrammeState | null;
  readonly taken: number;
  readonly refused: readonly RefusedCustomer[];
}

/** The result of an order to a programme. `refused`: it means nothing as the programme is now. */
export type ProgrammeOrdered = {
  readonly is: 'done' | 'refused' | 'unknown';
  readonly programme?: ProgrammeState;
};

/** What people order of programmes (callback.programme). */
export class ProgrammeCommands {
  readonly #registry: Registry;
  readonly #site: EngineSite;
  readonly #store: Store;
  readonly #ask: Ask;

  constructor(registry: Registry, site: EngineSite, store: Store, ask: Ask) {
    this.#registry = registry;
    this.#site = site;
    this.#store = store;
    this.#ask = ask;
  }

  /** Newest first, those that are over too. */
  list(): Promise<ProgrammeView[]> {
    return this.#store.programmes();
  }

  rows(id: ProgrammeId): Promise<RowState[]> {
    return this.#store.programmeRows(id);
  }

  /** Null where there is no such programme that is not over. All of a list is taken, or nothing. */
  async import(order: ListOrder, notes?: Notes<ListTaken | null>): Promise<ListTaken | null> {
    const { into, customers } = order;
    const wish = typeof into === 'string' ? this.#registry.programmes.programmes.get(into) : into;
    if (!wish) return null;
    const rules = this.#site.rules(wish.standard);
    const asked: AskedCustomer[] = [];
    for (const [index, customer] of customers.entries()) {
      // to look at a long list takes a while, in which calls go on
      if (index % ASKED_AT_ONCE === ASKED_AT_ONCE - 1) await setImmediate();
      asked.push({ customer, dialling: mayDialNow(this.#registry, rules, customer.number, wish.line) });
    }
    return this.#ask((turn, at) => this.#import(turn, at, order, asked), notes);
  }

  #import(
    turn: UnitOfWork,
    at: Timestamp,
    { into, by, preview }: ListOrder,
    asked: readonly AskedCustomer[],
  ): ListTaken | null {
    const { programmes } = this.#registry;
    const known = typeof into === 'string' ? programmes.programmes.get(into) : undefined;
    if (typeof into === 'string' && (!known || isOver(known))) return null;
    const wish = typeof into === 'string' ? known : into;
    if (!wish) return null;
    const listed = known ? programmes.rows(known.id) : [];
    const there = new Set(listed.map(({ number }) => number));
    const { good, refused } = checkList(asked, there);
    if (preview) return { programme: known ?? null, taken: good.length, refused };
    const programme = known ?? turn.makeProgramme(at, { ...(into as ProgrammeWish) });
    const before = listed.reduce((most, { row }) => Math.max(most, row), 0);
    for (const { customer, e164 } of good) {
      const said = programmes.frequencies.get(e164);
      const frequency = frequencyOf(customer, said, { number: e164, by, at: at.wall });
      if (frequency) turn.programmes.wish(at, frequency);
    }
    const added = good.map((one, index) =>
      newRow(programme.id, wish.template, before + index + 1, one, at.wall),
    );
    turn.toProgramme(at, programme.id, { type: 'rowsAdded', added });
    turn.changes.requireDurable();
    return { programme, taken: good.length, refused };
  }

  /** Resolves when it is kept. */
  order(
    id: ProgrammeId,
    order: ProgrammeOrder,
    by: string,
    notes?: Notes<ProgrammeOrdered>,
  ): Promise<ProgrammeOrdered> {
    return this.#ask((turn, at): ProgrammeOrdered => {
      turn.changes.requireDurable();
      const done = turn.toProgramme(at, id, { type: 'ordered', order, by });
      const programme = this.#registry.programmes.programmes.get(id);
      if (!programme) return { is: 'unknown' };
      return { is: done ? 'done' : 'refused', programme };
    }, notes);
  }

  /** How often a customer wants to be called goes before every programme. Resolves when it is kept. */
  setFrequency(
    wish: Omit<CustomerFrequency, 'at'>,
    notes?: Notes<CustomerFrequency>,
  ): Promise<CustomerFrequency> {
    return this.#ask((turn, at) => {
      turn.changes.requireDurable();
      const frequency = { ...wish, at: at.wall };
      turn.programmes.wish(at, frequency);
      return frequency;
    }, notes);
  }

  frequency(number: string): CustomerFrequency | undefined {
    return this.#registry.programmes.frequencies.get(number);
  }
}

/** What a list says of a customer goes before what was said earlier; what it does not name stays as it was. Null where it
 * names nothing. */
function frequencyOf(
  { everyDays, never, hours }: ListedCustomer,
  said: CustomerFrequency | undefined,
  by: Pick<CustomerFrequency, 'number' | 'by' | 'at'>,
): CustomerFrequency | null {
  if (everyDays === undefined && never === undefined && hours === undefined) return null;
  return {
    everyDays: everyDays ?? said?.everyDays ?? null,
    never: never ?? said?.never ?? false,
    hours: hours ?? said?.hours ?? null,
    ...by,
  };
}
