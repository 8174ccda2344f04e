import type { DoNotCall } from '../core/callback/do-not-call.ts';
import type { CustomerChoice } from '../core/model/customer.ts';
import type { Timestamp } from '../core/time.ts';
import type { ChangeSet } from './change-set.ts';
import type { Registry } from './registry.ts';
import type { Batch } from './store-port.ts';
import { UndoableMap, UndoableSet } from './undo.ts';

type NumberChanges = Pick<Batch, 'customers' | 'forgotten' | 'doNotCall' | 'mayCallAgain'>;

/** What a unit of work changes about numbers. */
export class NumberRecords {
  readonly #registry: Registry;
  readonly #changes: ChangeSet;
  readonly #customers: Map<string, CustomerChoice>;
  readonly #forgotten: Set<string>;
  readonly #doNotCall: Map<string, DoNotCall>;
  readonly #mayCallAgain: Set<string>;

  /** @param changes those of the turn, to which what becomes known here is added */
  constructor(registry: Registry, changes: ChangeSet) {
    this.#customers = new UndoableMap(registry.undo);
    this.#forgotten = new UndoableSet(registry.undo);
    this.#doNotCall = new UndoableMap(registry.undo);
    this.#mayCallAgain = new UndoableSet(registry.undo);
    this.#registry = registry;
    this.#changes = changes;
  }

  get changes(): NumberChanges {
    return {
      customers: [...this.#customers.values()],
      forgotten: [...this.#forgotten],
      doNotCall: [...this.#doNotCall.values()],
      mayCallAgain: [...this.#mayCallAgain],
    };
  }

  get isEmpty(): boolean {
    const choices = this.#customers.size + this.#forgotten.size;
    return choices + this.#doNotCall.size + this.#mayCallAgain.size === 0;
  }

  /** language.caller: remembered for the next time. */
  chosen(choice: CustomerChoice): void {
    this.#registry.customers.set(choice.number, choice);
    this.#customers.set(choice.number, choice);
  }

  /** language.caller: false where nothing was known of this number. */
  forget(at: Timestamp, number: string, who: string): boolean {
    const known = this.#registry.customers.delete(number);
    this.#customers.delete(number);
    if (!known) return false;
    this.#forgotten.add(number);
    this.#changes.facts.push({ kind: 'event', name: 'languageForgotten', at, detail: { who } });
    return true;
  }

  /** callback.purpose: from now on no line calls it; durable. False where that was so already. */
  doNotCall(at: Timestamp, number: string, who: string, why: string): boolean {
    if (this.#registry.doNotCall.has(number)) return false;
    const entry: DoNotCall = { number, by: who, why, at: at.wall };
    this.#changes.requireDurable();
    this.#registry.doNotCall.set(number, entry);
    this.#doNotCall.set(number, entry);
    this.#mayCallAgain.delete(number);
    this.#changes.facts.push({ kind: 'event', name: 'doNotCall', at, detail: { number, who, why } });
    return true;
  }

  /** callback.purpose: it may be called again; durable. False where nobody had forbidden it. */
  mayCallAgain(at: Timestamp, number: string, who: string, why: string): boolean {
    if (!this.#registry.doNotCall.delete(number)) return false;
    this.#changes.requireDurable();
    this.#doNotCall.delete(number);
    this.#mayCallAgain.add(number);
    this.#changes.facts.push({ kind: 'event', name: 'mayCallAgain', at, detail: { number, who, why } });
    return true;
  }
}
