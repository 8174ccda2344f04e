import type { AgentId, BridgeId, LegId, PlaybackId } from '../../core/ids.ts';
import { VirtualClock } from './clock.ts';
import { Dialplan } from './dialplan.ts';
import { Exchange } from './exchange.ts';
import type { SimulatedLeg } from './legs.ts';
import { Link } from './link.ts';
import { Network } from './network.ts';
import { SimulatedOfflineRequests } from './offline-requests.ts';
import type { SimulatedPhone } from './phone.ts';
import { Player } from './player.ts';
import { SimulatedPresence } from './presence.ts';
import { SimulatedTelephony } from './telephony.ts';
import type { Durations, Heard } from './track.ts';

export interface SimulationOptions {
  /** The wall clock at the beginning, UTC milliseconds. */
  readonly startWall: number;
  readonly durations: Durations;
  readonly agents: readonly AgentId[];
  /** Resolves when the engine has nothing left to do; time does not advance before. */
  readonly idle?: () => Promise<void>;
}

/** What still exists in Asterisk. */
export interface OpenResources {
  readonly legs: readonly LegId[];
  readonly bridges: readonly BridgeId[];
  readonly playbacks: readonly PlaybackId[];
}

/** What a test does and sees outside the engine. */
export interface SimulationControls {
  /** An agent's phone. Throws for an agent that the simulation was not made with. */
  phone(agent: AgentId): SimulatedPhone;
  /** A customer's phone with that number, which calls in and can be called. Where it is in a call already, a further phone that
   * shows the same number. */
  party(number: string): SimulatedPhone;
  /** Gets the calls to all numbers without a `party`. */
  readonly otherCustomer: SimulatedPhone;
  heard(leg: LegId): Heard[];
  /** Every leg so far, in the order in which they came. */
  readonly legs: readonly SimulatedLeg[];
  /** All recordings by name, with their leg and length in ms. */
  recordings(): ReadonlyMap<string, { readonly leg: LegId; readonly ms: number }>;
  /** What is left in Asterisk; after all calls have ended it must be nothing. */
  openResources(): OpenResources;
  /** Breaks the link between Asterisk and the engine: events are lost, calls go on. */
  loseLink(cause: string): void;
  mendLink(): void;
  /** While muffled, no heartbeat of the engine arrives, though the link is there: the engine is frozen, say. */
  muffle(muffled: boolean): void;
  /** Asterisk dies with every call in it; what callers left with it stays. The link has to be lost before. */
  stopAsterisk(): void;
  /** It runs again, empty. */
  runAsterisk(): void;
}

export interface Simulation {
  readonly clock: VirtualClock;
  readonly telephony: SimulatedTelephony;
  readonly presence: SimulatedPresence;
  readonly away: SimulatedOfflineRequests;
  readonly controls: SimulationControls;
  /** Asterisk's ARI as another engine reaches it. */
  newTelephony(): SimulatedTelephony;
  /** Advances the virtual time. */
  advance(ms: number): Promise<void>;
  /** Advances the virtual time until `is` holds. Throws where it does not within `limitMs`. */
  runUntil(is: () => boolean, limitMs: number): Promise<void>;
}

/** Makes a simulated Asterisk with phones and a virtual clock. The same commands at the same times give the same events at the same
 * times. */
export function createSimulation(options: SimulationOptions): Simulation {
  const clock = new VirtualClock(options.startWall);
  const link = new Link(clock);
  const network = new Network(clock, link, options.durations);
  const player = new Player(clock, link, network, options.durations);
  const away = new SimulatedOfflineRequests(clock, link);
  const dialplan = new Dialplan(
    {
      clock,
      link,
      network,
      durations: options.durations,
      database: away,
      silence: (leg) => player.silence(leg),
    },
    (leg) => exchange.end(leg, 'ended', 16),
  );
  const exchange: Exchange = new Exchange(clock, link, network, player, dialplan, options.agents);
  const newTelephony = () => new SimulatedTelephony(clock, link, network, player, exchange);
  const telephony = newTelephony();
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
    newTelephony,
    presence,
    away,
    controls: controlsOf(clock, network, exchange, link, presence),
    advance: (ms) => inTurn(() => runUntil(() => false, ms)).then(() => undefined),
    runUntil: (is, limitMs) =>
      inTurn(() => runUntil(is, limitMs)).then((held) => {
        if (!held) throw new Error(`the condition did not hold within ${limitMs} ms of virtual time`);
      }),
  };
}

function controlsOf(
  clock: VirtualClock,
  network: Network,
  exchange: Exchange,
  link: Link,
  presence: SimulatedPresence,
): SimulationControls {
  return {
    phone: (agent) => {
      const phone = exchange.agents.get(agent);
      if (phone === undefined) throw new Error(`no agent ${agent} in this simulation`);
      return phone;
    },
    party: (number) => exchange.party(number),
    otherCustomer: exchange.otherCustomer,
    legs: network.history,
    muffle: (muffled) => link.muffle(muffled),
    heard: (leg) =>
      network.history.filter(({ id }) => id === leg).flatMap(({ track }) => track.heard(clock.now().mono)),
    recordings: () =>
      new Map(
        [...network.recordings].map(([name, { leg, from }]) => {
          return [name, { leg: leg.id, ms: (leg.endedAt ?? clock.now().mono) - from }];
        }),
      ),
    openResources: () => ({
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
    stopAsterisk: () => exchange.run(false),
    runAsterisk: () => exchange.run(true),
  };
}

/** After so many turns of the event loop without a change it counts as quiet: the first while the engine is idle, the second while it
 * is busy, since it may be waiting for virtual time. */
const QUIET_TURNS = 2;
const PATIENT_TURNS = 25;

/** Resolves when `work` has stopped growing and the engine is idle. */
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

/** Runs tasks one after another, so that two of them do not both advance the clock. */
function oneAtATime(): <T>(run: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (run) => {
    const mine = last.then(run, run);
    last = mine;
    return mine;
  };
}
