import type { AvailabilityEvent } from '../core/agents/input.ts';
import type { DoNotCall } from '../core/callback/do-not-call.ts';
import type { OperatorOrder, OrderRefusal } from '../core/callback/operator-orders.ts';
import type { CallbackState } from '../core/callback/state.ts';
import type { EventFact } from '../core/facts.ts';
import type { AgentId, CallbackId, OutageId } from '../core/ids.ts';
import type { CallbackRequest } from '../core/model/callback.ts';
import type { CustomerChoice } from '../core/model/customer.ts';
import type { OutageState, OutageWish } from '../core/outage/state.ts';
import type { Timestamp } from '../core/time.ts';
import type { AuditEntry, Notes } from './audit.ts';
import type { Registry } from './registry.ts';
import type { UnitOfWork } from './unit-of-work.ts';

/** The result of ending an outage. */
export type TakenOff =
  | { readonly is: 'off'; readonly outage: OutageState }
  | { readonly is: 'over' }
  | { readonly is: 'unknown' };

/** The result of a request for a callback: made, or joined with the open one. */
export interface Requested {
  readonly callback: CallbackState;
  readonly joined: boolean;
}

/** The result of an order to a callback. `changed`: since the operator looked at it; `over`: it has ended; `refused`:
 * it means nothing as the callback is now. */
export type OrderDone =
  | { readonly is: 'done' | 'changed'; readonly callback: CallbackState }
  | { readonly is: 'refused'; readonly callback: CallbackState; readonly why: OrderRefusal }
  | { readonly is: 'over' };

/** The result of an order to an agent. `refused`: the agent is logged out, and can neither pause nor resume. */
export type AgentOrdered = 'done' | 'refused' | 'unknown';

/** The error for an order that the store could not keep. */
export class NotKept extends Error {
  override readonly name = 'NotKept';
}

/** The error for an order that failed because of a fault of the program; nothing has changed. */
export class OrderFailed extends Error {
  override readonly name = 'OrderFailed';
}

/** Puts work into the mailbox and resolves when its changes are stored. Rejects with NotKept, or OrderFailed. */
export type Ask = <T>(work: (turn: UnitOfWork, at: Timestamp) => T, notes?: Notes<T>) => Promise<T>;

/** What people order of the running engine, through the API and the command line. */
export class OperatorCommands {
  readonly #registry: Registry;
  readonly #ask: Ask;

  constructor(registry: Registry, ask: Ask) {
    this.#registry = registry;
    this.#ask = ask;
  }

  /** outage.notice: every outage that is kept, the newest first. */
  outages(): OutageState[] {
    return this.#newest().filter(({ closes }) => !closes);
  }

  /** What somebody has closed lines for, the newest first. */
  closures(): OutageState[] {
    return this.#newest().filter(({ closes }) => closes);
  }

  #newest(): OutageState[] {
    return [...this.#registry.outages.values()].toSorted((a, b) => b.from - a.from);
  }

  /** What the store has pruned is not known here either: choices of language and outages from before `wall`, UTC ms. */
  forgetBefore(wall: number): void {
    const { customers, outages, programmes } = this.#registry;
    programmes.forgetOver();
    for (const { number, at } of customers.values()) if (at < wall) customers.delete(number);
    for (const { id, until, endedAt } of outages.values()) if ((endedAt ?? until) < wall) outages.delete(id);
  }

  putOnOutage(wish: OutageWish): Promise<OutageState> {
    return this.#ask((turn, at) => turn.putOnOutage(at, wish));
  }

  takeOffOutage(id: OutageId, by: string): Promise<TakenOff> {
    return this.#takeOff(id, by, false);
  }

  /** Opens what somebody has closed. */
  endClosure(id: OutageId, by: string): Promise<TakenOff> {
    return this.#takeOff(id, by, true);
  }

  #takeOff(id: OutageId, by: string, closes: boolean): Promise<TakenOff> {
    return this.#ask((turn, at): TakenOff => {
      const known = this.#registry.outages.get(id);
      if (known && (known.closes ?? false) !== closes) return { is: 'unknown' };
      const done = turn.toOutage(at, id, { type: 'off', by });
      const outage = this.#registry.outages.get(id);
      if (!outage) return { is: 'unknown' };
      return done ? { is: 'off', outage } : { is: 'over' };
    });
  }

  /** Resolves when it is kept. */
  requestCallback(wish: CallbackRequest, notes?: Notes<Requested>): Promise<Requested> {
    return this.#ask((turn, at) => {
      const open = this.#registry.openCallback(wish.number, wish.line);
      const callback = turn.promise(at, wish);
      return { callback, joined: callback.id === open?.id };
    }, notes);
  }

  /** @param revision of the state that the operator has looked at */
  orderCallback(
    id: CallbackId,
    revision: number,
    order: OperatorOrder,
    by: string,
    notes?: Notes<OrderDone>,
  ): Promise<OrderDone> {
    return this.#ask((turn, at): OrderDone => {
      const callback = this.#registry.callbacks.get(id);
      if (!callback) return { is: 'over' };
      if (callback.revision !== revision) return { is: 'changed', callback };
      const after = this.#mayOrder(order) ? turn.order(at, callback, order, by) : 'noSuchAgent';
      return typeof after === 'string'
        ? { is: 'refused', callback, why: after }
        : { is: 'done', callback: after };
    }, notes);
  }

  /** Keeps a note on a callback, be it open or ended. Its revision stays: a note refuses nobody's order. */
  noteCallback(id: CallbackId, text: string, by: string, notes?: Notes<EventFact>): Promise<EventFact> {
    return this.#ask(({ changes }, at) => {
      const detail = { who: by, text };
      const note: EventFact = { kind: 'event', name: 'callbackNoted', at, callback: id, detail };
      changes.requireDurable();
      changes.facts.push(note);
      return note;
    }, notes);
  }

  /** False for an agent of whom nobody knows. */
  #mayOrder(order: OperatorOrder): boolean {
    return order.do !== 'assign' || order.agent === null || this.#registry.agents.has(order.agent);
  }

  /** Somebody else logs an agent out, or has the agent pause or resume. In a call it takes effect after the call, as by the agent's own
   * phone. */
  orderAgent(id: AgentId, event: AvailabilityEvent, notes?: Notes<AgentOrdered>): Promise<AgentOrdered> {
    return this.#ask((turn, at): AgentOrdered => {
      const agent = this.#registry.agents.get(id);
      if (!agent) return 'unknown';
      if (agent.availability.is === 'loggedOut' && event.type !== 'logOut') return 'refused';
      return turn.toAgent(at, id, event) ? 'done' : 'refused';
    }, notes);
  }

  /** callback.purpose: every number that no line calls, the newest first. */
  doNotCallList(): DoNotCall[] {
    return [...this.#registry.doNotCall.values()].toSorted((a, b) => b.at - a.at);
  }

  /** The entry of a number (E.164) on that list. */
  doNotCallEntry(number: string): DoNotCall | undefined {
    return this.#registry.doNotCall.get(number);
  }

  /** callback.purpose: none of these numbers (E.164) is called any more. Returns those that were not on the list before. */
  doNotCall(numbers: readonly string[], by: string, why: string, notes?: Notes<string[]>): Promise<string[]> {
    return this.#ask(
      (turn, at) => numbers.filter((number) => turn.numbers.doNotCall(at, number, by, why)),
      notes,
    );
  }

  /** callback.purpose: the number (E.164) may be called again. False where it was not on the list. */
  mayCallAgain(number: string, by: string, why: string, notes?: Notes<boolean>): Promise<boolean> {
    return this.#ask((turn, at) => turn.numbers.mayCallAgain(at, number, by, why), notes);
  }

  /** privacy.customer: somebody looks at what is on record when it is looked at. */
  noteLook(entry: AuditEntry): Promise<void> {
    return this.#ask(() => undefined, { audit: () => entry });
  }

  /** language.caller: what a number (E.164) has chosen. */
  customerChoice(number: string): CustomerChoice | undefined {
    return this.#registry.customers.get(number);
  }

  /** language.caller: what a number (E.164) has chosen is known no more. False where nothing was known. */
  forgetCustomer(number: string, by: string): Promise<boolean> {
    return this.#ask((turn, at) => turn.numbers.forget(at, number, by));
  }
}
