import { setTimeout as pause } from 'node:timers/promises';
import type { Fact } from '../../core/facts.ts';
import type { Queries } from '../../engine/store-port.ts';
import type { Leg, LegEventName } from '../../sipkit/index.ts';
import { factText } from '../fact-text.ts';

const LOOK_MS = 100;
const SHOWN: readonly LegEventName[] = ['invited', 'ringing', 'answered', 'held', 'resumed', 'ended'];
/** What the parties report themselves need not be said again for the engine. */
const SILENT = new Set(['agentRung', 'arrived', 'held', 'resumed', 'agentAnswered', 'customerAnswered']);

/** The story as it happens: what the phones see, and what the engine puts on record, in the order of its time. */
export class Timeline {
  readonly #start = Date.now();
  readonly facts: Fact[] = [];
  readonly #store: Queries;
  readonly #print: (line: string) => void;
  #seen = 0;
  #following = true;
  #follow: Promise<void> | undefined;

  constructor(store: Queries, print: (line: string) => void) {
    this.#store = store;
    this.#print = print;
  }

  /** Prints the facts that are committed from now on, until `stop`. */
  async begin(): Promise<void> {
    for (;;) {
      const old = await this.#store.facts(this.#seen, 1000);
      if (old.length === 0) break;
      this.#seen = old.at(-1)?.number ?? this.#seen;
    }
    this.#follow = this.#run();
  }

  async stop(): Promise<void> {
    this.#following = false;
    await this.#follow;
    await this.#look();
  }

  say(who: string, what: string, wall = Date.now()): void {
    const seconds = ((wall - this.#start) / 1000).toFixed(1).padStart(6);
    this.#print(`${seconds} s  ${who.padEnd(14)}  ${what}`);
  }

  /** Prints what happens to a leg. */
  watch(who: string, leg: Leg): void {
    for (const name of SHOWN) {
      leg.on(name, (event) => {
        const end =
          event.end?.how === 'bye' ? ` (${event.end.by === 'here' ? 'hung up' : 'was hung up on'})` : '';
        this.say(who, `${name}${end}`);
      });
    }
  }

  async #run(): Promise<void> {
    while (this.#following) {
      await this.#look();
      await pause(LOOK_MS);
    }
  }

  async #look(): Promise<void> {
    for (const { number, fact } of await this.#store.facts(this.#seen, 100)) {
      this.#seen = number;
      this.facts.push(fact);
      if (fact.kind === 'event' && SILENT.has(fact.name)) continue;
      const [what, by, detail] = factText(fact);
      this.say(
        'engine',
        `${what}${by && by !== 'engine' ? ` (${by})` : ''}${detail ? `: ${detail}` : ''}`,
        fact.at.wall,
      );
    }
  }
}
