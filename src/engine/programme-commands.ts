import { setImmediate } from 'node:timers/promises';
import type { ProgrammeId } from '../core/ids.ts';
import {
  type AskedCustomer,
  type CheckedList,
  checkList,
  type ListedCustomer,
  newRow,
  type RefusedCustomer,
} from '../core/programme/listing.ts';
import type { ProgrammeOrder, ProgrammeWish } from '../core/programme/programme.ts';
import { type CustomerFrequency, isOver, type ProgrammeState } from '../core/programme/state.ts';
import type { Timestamp } from '../core/time.ts';
import type { Notes } from './audit.ts';
import type { Ask } from './commands.ts';
import { mayDialNow } from './number-history.ts';
import type { Registry } from './registry.ts';
import type { EngineSite } from './site.ts';
import type { ProgrammeCount } from './store-port.ts';
import type { UnitOfWork } from './unit-of-work.ts';

/** So many numbers are looked at between two turns of the event loop: a few ms. */
const ASKED_AT_ONCE = 50;
/** So many rows are taken in one turn. */
const ROWS_AT_ONCE = 100;

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
  /** This is the first piece of a list of so many rows. */
  readonly of?: number;
}

/** The result of an order to a programme. `refused`: it means nothing as the programme is now. */
export type ProgrammeOrdered = {
  readonly is: 'done' | 'refused' | 'unknown';
  readonly programme?: ProgrammeState;
};

/** The error for a long list of which only the first pieces are kept, in that programme. */
export class PartlyTaken extends Error {
  override readonly name = 'PartlyTaken';
  readonly programme: ProgrammeId;
  readonly taken: number;

  constructor(programme: ProgrammeId, taken: number, of: number, cause: unknown) {
    super(
      `the list was not taken to its end: at least ${taken} of ${of} rows are in programme ${programme}`,
      {
        cause,
      },
    );
    this.programme = programme;
    this.taken = taken;
  }
}

/** What people order of programmes (callback.programme). */
export class ProgrammeCommands {
  readonly #registry: Registry;
  readonly #site: EngineSite;
  readonly #ask: Ask;

  constructor(registry: Registry, site: EngineSite, ask: Ask) {
    this.#registry = registry;
    this.#site = site;
    this.#ask = ask;
  }

  /** Null where there is no such programme that is not over. A list of some length is taken in pieces, and calls go on between
   * them: where the engine or the store fails, the pieces before stay, and the same list adds what is missing to that programme. The audit
   * log is told with the first piece and with the last one. Rejects with PartlyTaken where a later piece fails. */
  async import(order: ListOrder, notes?: Notes<ListTaken | null>): Promise<ListTaken | null> {
    const { into, customers, preview } = order;
    const wish = typeof into === 'string' ? this.#registry.programmes.programmes.get(into) : into;
    if (!wish) return null;
    const rules = this.#site.rules(wish.standard);
    const asked: AskedCustomer[] = [];
    for (const [index, customer] of customers.entries()) {
      // to look at a long list takes a while, in which calls go on
      if (index % ASKED_AT_ONCE === ASKED_AT_ONCE - 1) await setImmediate();
      asked.push({ customer, dialling: mayDialNow(this.#registry, rules, customer.number, wish.line) });
    }
    const isListed = (number: string) =>
      typeof into === 'string' && this.#registry.programmes.isListed(into, number);
    const checked = checkList(asked, isListed);
    if (preview || checked.good.length <= ROWS_AT_ONCE)
      return this.#ask((turn, at) => this.#take(turn, at, order, checked), notes);
    return this.#inPieces(order, checked, notes);
  }

  async #inPieces(
    order: ListOrder,
    { good, refused }: CheckedList,
    notes?: Notes<ListTaken | null>,
  ): Promise<ListTaken | null> {
    const { by, preview } = order;
    let { into } = order;
    let taken = 0;
    const missed: RefusedCustomer[] = [...refused];
    for (let first = 0; first < good.length; first += ROWS_AT_ONCE) {
      const piece = { good: good.slice(first, first + ROWS_AT_ONCE), refused: [] };
      const [isFirst, isLast] = [first === 0, first + ROWS_AT_ONCE >= good.length];
      const of = isFirst ? { of: good.length } : {};
      const take = this.#ask(
        (turn, at): ListTaken | null => {
          const one = this.#take(turn, at, { into, by, preview }, piece);
          return one && { ...one, ...of, taken: taken + one.taken, refused: [...missed, ...one.refused] };
        },
        isFirst || isLast ? notes : undefined,
      );
      const done = await take.catch((error: unknown) => {
        if (isFirst) throw error;
        throw new PartlyTaken(String(into), taken, good.length, error);
      });
      if (!done?.programme && !isFirst) throw new PartlyTaken(String(into), taken, good.length, 'it is over');
      if (!done?.programme || isLast) return done;
      into = done.programme.id;
      taken = done.taken;
      missed.splice(0, missed.length, ...done.refused);
      await setImmediate();
    }
    return null;
  }

  #take(
    turn: UnitOfWork,
    at: Timestamp,
    { into, by, preview }: Omit<ListOrder, 'customers'>,
    { good, refused }: CheckedList,
  ): ListTaken | null {
    const { programmes } = this.#registry;
    const known = typeof into === 'string' ? programmes.programmes.get(into) : undefined;
    if (typeof into === 'string' && (!known || isOver(known))) return null;
    const wish = typeof into === 'string' ? known : into;
    if (!wish) return null;
    if (preview) return { programme: known ?? null, taken: good.length, refused };
    const programme = known ?? turn.makeProgramme(at, { ...(into as ProgrammeWish) });
    // another list may have brought the same number meanwhile
    const isThere = ({ e164 }: CheckedList['good'][number]) => programmes.isListed(programme.id, e164);
    const twice = good.filter(isThere).map(({ customer: { line, number } }) => {
      return { line, number, code: 'LIST_TWICE_IN_PROGRAMME' } as const;
    });
    const fresh = twice.length === 0 ? good : good.filter((one) => !isThere(one));
    for (const { customer, e164 } of fresh) {
      const said = programmes.frequencies.get(e164);
      const frequency = frequencyOf(customer, said, { number: e164, by, at: at.wall });
      if (frequency) turn.programmes.wish(at, frequency);
    }
    const before = programmes.lastRow(programme.id);
    const added = fresh.map((one, index) =>
      newRow(programme.id, wish.template, before + index + 1, one, at.wall),
    );
    turn.toProgramme(at, programme.id, { type: 'rowsAdded', added });
    turn.changes.requireDurable();
    return { programme, taken: fresh.length, refused: [...refused, ...twice] };
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
