import type { AgentId, BridgeId, LegId, PlaybackId } from '../../core/ids.ts';
import { SimulatedAway } from './away.ts';
import { VirtualClock } from './clock.ts';
import { Exchange } from './exchange.ts';
import { Link } from './link.ts';
import { Network } from './network.ts';
import { type Durations, Player } from './player.ts';
import { SimulatedPresence } from './presence.ts';
import type { Station } from './station.ts';
import { SimulatedTelephony } from './telephony.ts';
import type { Heard } from './track.ts';

export interface SimulationOptions {
  /** The wall clock at the beginning, UTC milliseconds. */
  readonly startWall: number;
  readonly durations: Durations;
  readonly agents: readonly AgentId[];
  /** Resolves when the engine has nothing left to do; time does not go on before. */
  readonly idle?: () => Promise<void>;
}

/** What still exists in Asterisk. */
export interface Leaks {
  readonly legs: readonly LegId[];
  readonly bridges: readonly BridgeId[];
  readonly playbacks: readonly PlaybackId[];
}

/** The world outside the engine, as whoever tells the story needs it. */
export interface Outside {
  /** An agent's phone. Throws for an agent that the simulation was not made with. */
  phone(agent: AgentId): Station;
  /** The phone with that number, on the trunk's side: it calls in, and is called under that very number. Where it is in a
   * call already, a further phone that shows the same number. */
  party(number: string): Station;
  /** Gets the calls to all numbers that no `party` has. */
  readonly otherCustomer: Station;
  heard(leg: LegId): Heard[];
  /** All recordings that were made, by name: of which leg, and how long they are, ms. */
  recordings(): ReadonlyMap<string, { readonly leg: LegId; readonly ms: number }>;
  /** What is left; after all calls have ended it must be nothing. */
  leaks(): Leaks;
  /** The link between Asterisk and the engine breaks: events are lost, calls go on. */
  loseLink(cause: string): void;
  mendLink(): void;
}

export interface Simulation {
  readonly clock: VirtualClock;
  readonly telephony: SimulatedTelephony;
  readonly presence: SimulatedPresence;
  readonly away: SimulatedAway;
  readonly outside: Outside;
  /** Lets so much virtual time go by. */
  advance(ms: number): Promise<void>;
  /** Lets time go by until `is` holds. Throws an Error where it does not within `limitMs`. */
  runUntil(is: () => boolean, limitMs: number): Promise<void>;
}

/** An Asterisk with phones around it and a clock that goes only when told to. The same commands at the same times give
 * the same events at the same times. */
export function createSimulation(options: SimulationOptions): Simulation {
  const clock = new VirtualClock(options.startWall);
  const link = new Link(clock);
  const network = new Network(clock, link);
  const player = new Player(clock, link, network, options.durations);
  const away = new SimulatedAway(clock, link);
  const exchange = new Exchange(clock, link, network, player, away, options.agents);
  const telephony = new SimulatedTelephony(clock, link, network, player, exchange);
  const presence = new SimulatedPresence(clock, exchange);
  const settle = () => settled(() => clock.changes + telephony.requests + away.requests, options.idle);
  const runUntil = async (is: () => boolean, limitMs: number): Promise<boolean> => {
    const limit = clock.now().mono + limitMs;
    await settle();
    while (!is()) {
      const more = clock.step(limit);
      await settle();
      if (!more) return is();
    }
    return true;
  };
  const inTurn = oneAtATime();
  return {
    clock,
    telephony,
    presence,
    away,
    outside: outsideOf(clock, network, exchange, link, presence),
    advance: (ms) => inTurn(() => runUntil(() => false, ms)).then(() => undefined),
    runUntil: (is, limitMs) =>
      inTurn(() => runUntil(is, limitMs)).then((held) => {
        if (!held) throw new Error(`did not come about within ${limitMs} ms of virtual time`);
      }),
  };
}

function outsideOf(
  clock: VirtualClock,
  network: Network,
  exchange: Exchange,
  link: Link,
  presence: SimulatedPresence,
): Outside {
  return {
    phone: (agent) => {
      const station = exchange.agents.get(agent);
      if (station === undefined) throw new Error(`no agent ${agent} in this simulation`);
      return station;
    },
    party: (number) => exchange.party(number),
    otherCustomer: exchange.otherCustomer,
    heard: (leg) =>
      network.history.filter(({ id }) => id === leg).flatMap(({ track }) => track.heard(clock.now().mono)),
    recordings: () =>
      new Map(
        [...network.recordings].map(([name, { leg, from }]) => {
          return [name, { leg: leg.id, ms: (leg.endedAt ?? clock.now().mono) - from }];
        }),
      ),
    leaks: () => ({
      legs: [...network.legs.keys()],
      bridges: [...network.bridges.keys()],
      playbacks: [...network.playbacks.keys()],
    }),
    loseLink: (cause) => {
      link.lose(cause);
      presence.lose();
    },
    mendLink: () => {
      link.mend();
      presence.mend();
    },
  };
}

/** Turns of the event loop in which nothing happens before it counts as quiet: without and with somebody still at work,
 * who may be waiting for virtual time. */
const QUIET_TURNS = 2;
const PATIENT_TURNS = 25;

/** Resolves when `work` has stopped growing and nobody is at it. */
async function settled(work: () => number, idle?: () => Promise<void>): Promise<void> {
  for (let before = Number.NaN; before !== work(); ) {
    before = work();
    let busy = idle !== undefined;
    const done = idle?.().finally(() => {
      busy = false;
    });
    for (let turn = 0; turn < (busy ? PATIENT_TURNS : QUIET_TURNS); turn += 1) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    if (!busy) await done;
  }
}

/** Runs what it is given one after another, so that two who wait do not both turn the clock. */
function oneAtATime(): <T>(run: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (run) => {
    const mine = last.then(run, run);
    last = mine;
    return mine;
  };
}
