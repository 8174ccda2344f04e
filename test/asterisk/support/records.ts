import { setTimeout as pause } from 'node:timers/promises';
import type { CallState } from '../../../src/core/call/state.ts';
import type { CallbackState } from '../../../src/core/callback/state.ts';
import type { ClauseFact, EventFact, EventName, Fact } from '../../../src/core/facts.ts';
import type { ClauseId } from '../../../src/core/standard/standard.ts';
import type { Store } from '../../../src/engine/ports.ts';
import type { Instant } from '../../../src/sipkit/index.ts';

const LOOK_MS = 20;
/** Generous: a busy machine may be slow, and whoever waits goes on as soon as it is there. */
const LIMIT_MS = 30_000;

/** The moment of something that the engine recorded, on the clock of the SIP parties. Both are monotonic. */
export function instantOf({ at }: Fact): Instant {
  return at.mono - (Number(process.hrtime.bigint()) / 1e6 - performance.now());
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
 * called; a number calls once in a test. */
export class Records {
  readonly #store: Store;
  readonly #facts: Fact[] = [];
  #seen = 0;

  constructor(store: Store) {
    this.#store = store;
  }

  /** The call in which that number called. */
  call(from: string): Promise<CallState> {
    return until(async () => (await this.#calls(from, 'in'))[0], `a call of ${from}`);
  }

  /** The attempts to call that number back, the first first. */
  attempts(number: string): Promise<CallState[]> {
    return this.#calls(number, 'out');
  }

  /** The callbacks to that number (as dialled). */
  async callbacks(number: string): Promise<CallbackState[]> {
    const all = await this.#store.callbacks({ limit: 1000 });
    return all.filter(({ dialled }) => dialled === number);
  }

  /** What is known so far of a call, with what came of it. */
  async facts(call: string): Promise<Fact[]> {
    await this.#look();
    return this.#facts.filter((fact) => fact.call === call);
  }

  async events(call: string, name: EventName): Promise<EventFact[]> {
    return (await this.facts(call)).filter((fact) => fact.kind === 'event').filter((e) => e.name === name);
  }

  async judged(call: string, clause: ClauseId): Promise<ClauseFact[]> {
    return (await this.facts(call)).filter((f) => f.kind === 'clause').filter((f) => f.clause === clause);
  }

  /** Waits for something that happens in the call of a number. */
  async event(
    from: string,
    name: EventName,
    wait: { readonly count?: number; readonly timeoutMs?: number } = {},
  ): Promise<EventFact> {
    const { id } = await this.call(from);
    return this.eventOf(id, name, wait);
  }

  async eventOf(
    call: string,
    name: EventName,
    { count = 1, timeoutMs = LIMIT_MS }: { readonly count?: number; readonly timeoutMs?: number } = {},
  ): Promise<EventFact> {
    const look = async () => (await this.events(call, name))[count - 1];
    return until(look, `${name} (${count}) in call ${call}`, timeoutMs);
  }

  async #calls(number: string, direction: CallState['direction']): Promise<CallState[]> {
    const all = await this.#store.calls({ limit: 1000 });
    return all
      .filter((call) => call.direction === direction && call.customer.dialled === number)
      .sort((a, b) => a.arrivedAt.mono - b.arrivedAt.mono);
  }

  async #look(): Promise<void> {
    const fresh = await this.#store.facts(this.#seen, 1000);
    // another look may have been under way at the same time
    for (const { number, fact } of fresh) if (number > this.#seen) this.#facts.push(fact);
    this.#seen = Math.max(this.#seen, fresh.at(-1)?.number ?? 0);
  }
}
