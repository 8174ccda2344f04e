import type { CallState } from '../../src/core/call/state.ts';
import { type CallbackState, isOpen, isPendingFollowUp } from '../../src/core/callback/state.ts';
import type { Command } from '../../src/core/commands.ts';
import type { Fact } from '../../src/core/facts.ts';
import { legsOf } from '../../src/engine/registry.ts';
import type { Batch, Store } from '../../src/engine/store-port.ts';
import type { VirtualClock } from '../../src/telephony/simulated/clock.ts';

/** A fact with the time (monotonic ms) at which it was committed. */
export interface KeptFact {
  readonly at: number;
  readonly fact: Fact;
}

/** What the store has kept, as it came to be. */
export class Records {
  readonly facts: KeptFact[] = [];
  readonly calls = new Map<string, CallState>();
  readonly callbacks = new Map<string, CallbackState>();
  /** Every number for which a callback was kept, and since when (monotonic ms). */
  readonly promises: Promised[] = [];
  readonly #legs = new Map<string, string>();
  /** Called with two open callbacks for one number and line. */
  onDouble: (first: CallbackState, second: CallbackState) => void = () => undefined;

  /** The store, with everything that it keeps noted here. */
  watch(store: Store, clock: VirtualClock): Store {
    return new Proxy(store, {
      get: (target, name) => {
        if (name !== 'commit') return Reflect.get(target, name).bind(target);
        return async (batch: Batch) => {
          const facts = await target.commit(batch);
          this.#note(batch, clock.now().mono);
          return facts;
        };
      },
    });
  }

  #note({ facts, machines }: Batch, at: number): void {
    for (const fact of facts) this.facts.push({ at, fact });
    for (const call of machines.call ?? []) {
      this.calls.set(call.id, call);
      for (const leg of legsOf(call)) this.#legs.set(leg, call.id);
    }
    for (const callback of machines.callback ?? []) {
      const { id, line, number, dialled } = callback;
      const before = this.callbacks.get(id);
      this.callbacks.set(id, callback);
      if (before?.dialled !== dialled || before.number !== number)
        this.promises.push({ at, id, line, number, dialled });
    }
    if ((machines.callback ?? []).length > 0) this.#checkDoubles();
  }

  /** The call that the leg is, or was, part of. */
  callOf(leg: string): CallState | undefined {
    return this.calls.get(this.#legs.get(leg) ?? '');
  }

  /** Whether a phone is about to ring for a call that is over: what has waited for something until then is not carried out. */
  isSuperseded(command: Command): boolean {
    return command.do === 'dial' && this.calls.get(callOf(command.leg))?.phase.is === 'over';
  }

  #checkDoubles(): void {
    const open = new Map<string, CallbackState>();
    for (const callback of this.callbacks.values()) {
      if (!isOpen(callback) || isPendingFollowUp(callback)) continue;
      const key = `${callback.number} ${callback.line}`;
      const other = open.get(key);
      if (other) this.onDouble(other, callback);
      open.set(key, callback);
    }
  }

  /** Whether a callback was kept for this number, as it is told to a caller of the line, by that time. */
  isPromised(line: string, told: string, by: number): boolean {
    const digits = told.replace(/^0/, '');
    return this.promises.some(
      (one) =>
        one.line === line && one.at <= by && (one.dialled.endsWith(digits) || one.number.endsWith(digits)),
    );
  }
}

/** A number for which a callback was kept. */
interface Promised {
  readonly at: number;
  readonly id: string;
  readonly line: string;
  readonly number: string;
  readonly dialled: string;
}

/** A request to Asterisk that was carried out. */
export interface Ordered {
  readonly at: number;
  readonly command: Command;
}

/** The id of a call is the beginning of the ids that it makes: `<call>-<kind><n>`. */
export function callOf(made: string): string {
  return made.slice(0, made.lastIndexOf('-'));
}
