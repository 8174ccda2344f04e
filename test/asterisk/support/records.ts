import { setTimeout as pause } from 'node:timers/promises';
import type { CallState } from '../../../src/core/call/state.ts';
import type { CallbackState } from '../../../src/core/callback/state.ts';
import type { ClauseFact, EventFact, EventName, Fact } from '../../../src/core/facts.ts';
import type { ClauseId } from '../../../src/core/standard/standard.ts';
import type { Queries } from '../../../src/engine/store-port.ts';
import type { Instant } from '../../../src/sipkit/index.ts';

const LOOK_MS = 20;
/** Generous: a busy machine may be slow, and whoever waits goes on as soon as it is there. */
const LIMIT_MS = 30_000;

/** The moment of something that the engine recorded, on the clock of the SIP parties. Both are monotonic. */
export function instantOf({ at }: Fact): Instant {
  return at.mono - (Number(process.hrtime.bigint()) / 1e6 - performance.now());
}

export interface EventWait {
  /** Which one, if it happens more than once. */
  readonly count?: number;
  readonly timeoutMs?: number;
}

/** Looks again and again until it is there. */
export async function until<T>(
  look: () => Promise<T | undefined> | T | undefined,
  what: string,
  timeoutMs = LIMIT_MS,
): Promise<T> {
  const limit = performance.now() + timeoutMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (performance.now() > limit) throw new Error(`${what}: not within ${timeoutMs} ms`);
    await pause(LOOK_MS);
  }
}

/** What the engine has put on record, as another process sees it. Calls are known by the number that called, or was
 * called; a number calls once in a test. Many scenarios wait at once, so the store is asked as seldom as may be. */
export class Records {
  readonly #store: Queries;
  readonly #facts: Fact[] = [];
  readonly #ids = new Map<string, string>();
  #seen = 0;
  #look: Promise<void> | undefined;
  /** So many facts were known when the calls were looked through. */
  #calledAt = -1;

  constructor(store: Queries) {
    this.#store = store;
  }

  /** The id of the call in which that number called. */
  async id(from: string): Promise<string> {
    const look = async () => {
      await this.#follow();
      if (!this.#ids.has(from) && this.#calledAt < this.#facts.length) {
        this.#calledAt = this.#facts.length;
        for (const call of await this.#calls('in')) this.#ids.set(call.customer.dialled, call.id);
      }
      return this.#ids.get(from);
    };
    return until(look, `a call of ${from}`);
  }

  /** That call as it is now. */
  async call(from: string): Promise<CallState> {
    const id = await this.id(from);
    const call = await this.#store.call(id);
    if (!call) throw new Error(`the call ${id} is not in the store any more`);
    return call.state;
  }

  /** The attempts to call that number back, the first first. */
  async attempts(number: string): Promise<CallState[]> {
    return (await this.#calls('out')).filter((call) => call.customer.dialled === number);
  }

  /** The callbacks to that number (as dialled). */
  async callbacks(number: string): Promise<CallbackState[]> {
    const all = await this.#store.callbacks({ limit: 1000 });
    return all.filter(({ dialled }) => dialled === number);
  }

  /** What is known so far of a call, with what came of it. */
  async facts(call: string): Promise<Fact[]> {
    await this.#follow();
    return this.#facts.filter((fact) => fact.call === call);
  }

  async events(call: string, name: EventName): Promise<EventFact[]> {
    return (await this.facts(call)).filter((fact) => fact.kind === 'event').filter((e) => e.name === name);
  }

  async judged(call: string, clause: ClauseId): Promise<ClauseFact[]> {
    return (await this.facts(call)).filter((f) => f.kind === 'clause').filter((f) => f.clause === clause);
  }

  /** Waits for something that happens in the call of a number. */
  async event(from: string, name: EventName, wait?: EventWait): Promise<EventFact> {
    return this.eventOf(await this.id(from), name, wait);
  }

  async eventOf(call: string, name: EventName, { count = 1, timeoutMs }: EventWait = {}): Promise<EventFact> {
    const look = async () => (await this.events(call, name))[count - 1];
    return until(look, `${name} (${count}) in call ${call}`, timeoutMs);
  }

  async #calls(direction: CallState['direction']): Promise<CallState[]> {
    const all = await this.#store.calls({ limit: 1000 });
    return all
      .filter((call) => call.direction === direction)
      .sort((a, b) => a.arrivedAt.mono - b.arrivedAt.mono);
  }

  /** One look for all who ask within the same moment. */
  #follow(): Promise<void> {
    this.#look ??= this.#read().finally(() => {
      setTimeout(() => {
        this.#look = undefined;
      }, LOOK_MS / 2);
    });
    return this.#look;
  }

  async #read(): Promise<void> {
    const fresh = await this.#store.facts(this.#seen, 1000);
    for (const { number, fact } of fresh) {
      this.#facts.push(fact);
      this.#seen = number;
    }
  }
}
