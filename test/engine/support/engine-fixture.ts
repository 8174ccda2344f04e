import type { Command } from '../../../src/core/commands.ts';
import { Engine } from '../../../src/engine/engine.ts';
import type { Clock, Telephony } from '../../../src/engine/ports.ts';
import type { Store } from '../../../src/engine/store-port.ts';
import { openSqliteStore } from '../../../src/store/sqlite/store.ts';
import { createSimulation, type Simulation } from '../../../src/telephony/simulated/index.ts';
import { AgentPerson, CallerPerson } from '../../scenarios/support/people.ts';
import { promptMs } from '../../scenarios/support/prompts.ts';
import { keptLog, type LogLine, Records } from '../../scenarios/support/records.ts';
import { MONDAY_MORNING } from '../../scenarios/support/scenario.ts';
import { aSite } from '../../scenarios/support/site.ts';
import { aStandard } from '../../scenarios/support/standard.ts';

const AGENTS = ['8001', '8002', '8003'];
const JUST_BOOTED_MS = 5000;

/** One thing that the engine did, visible from outside: `commit`, `commit durable`, or a command. */
export type Effect = 'commit' | 'commit durable' | Command;

/** An engine with a simulated Asterisk and a store in memory; a test can delay or break what goes between them. */
export class EngineFixture {
  readonly sim: Simulation;
  readonly store: Store;
  readonly records = new Records();
  readonly log: LogLine[] = [];
  readonly effects: Effect[] = [];
  /** Called before each command, which waits for it; if it throws, the command fails with that error. */
  beforeCommand: (command: Command) => Promise<void> | void = () => undefined;
  /** Called before each snapshot is taken, and after it, while it is on its way to the engine. */
  beforeSnapshot: () => void = () => undefined;
  afterSnapshot: () => Promise<void> | void = () => undefined;
  #engine: Engine;
  #booted = 0;
  /** The clock waits until the engine is idle; false lets time pass while a test holds commands back. */
  waitsForEngine = true;

  private constructor(store: Store) {
    this.sim = createSimulation({
      startWall: MONDAY_MORNING,
      durations: promptMs,
      agents: AGENTS,
      idle: async () => (this.waitsForEngine ? this.#engine.idle() : undefined),
    });
    this.store = this.#watched(store);
    this.#engine = this.#make();
  }

  static async open(): Promise<EngineFixture> {
    const fixture = new EngineFixture(await openSqliteStore(':memory:'));
    await fixture.#engine.start();
    await fixture.sim.advance(0);
    return fixture;
  }

  /** The engine stops, and another one starts with what was committed. */
  async restart(meanwhile: () => Promise<void> = async () => undefined): Promise<void> {
    await this.#engine.stop();
    await meanwhile();
    this.#engine = this.#make();
    await this.#engine.start();
    await this.sim.advance(0);
  }

  async close(): Promise<void> {
    await this.#engine.stop();
    await this.store.close();
  }

  get engine(): Engine {
    return this.#engine;
  }

  agent(id: string): AgentPerson {
    return new AgentPerson(this.sim.controls.phone(id), this.sim.clock.now().mono);
  }

  caller(number: string): CallerPerson {
    return new CallerPerson(this.sim.controls.party(number), this.sim);
  }

  /** The commands that were carried out, of one kind. */
  commandsOf<K extends Command['do']>(kind: K): Extract<Command, { do: K }>[] {
    return this.effects.filter(
      (one): one is Extract<Command, { do: K }> => typeof one === 'object' && one.do === kind,
    );
  }

  errors(): LogLine[] {
    return this.log.filter(({ level }) => level === 'error');
  }

  /** The engine's machine boots at its next restart: its monotonic clock begins anew, some seconds after 0. */
  boots(): void {
    this.#booted = this.sim.clock.now().mono - JUST_BOOTED_MS;
  }

  /** The simulation's clock, as the engine's machine has it. */
  #clock(): Clock {
    const { clock } = this.sim;
    const booted = this.#booted;
    return {
      now: () => ({ ...clock.now(), mono: clock.now().mono - booted }),
      wakeAt: (mono, wake) => clock.wakeAt(mono + booted, wake),
    };
  }

  #make(): Engine {
    const clock = this.#clock();
    const { presence, away } = this.sim;
    const site = aSite(aStandard(), AGENTS, 'zh');
    const telephony = this.#telephony();
    const log = keptLog(this.log);
    return new Engine({ telephony, presence, away, clock, site, store: this.store, log });
  }

  #telephony(): Telephony {
    const { telephony } = this.sim;
    return {
      start: (report) => telephony.start(report),
      stop: () => telephony.stop(),
      callers: () => telephony.callers(),
      snapshot: async (ask) => {
        this.beforeSnapshot();
        const snapshot = await telephony.snapshot(ask);
        await this.afterSnapshot();
        return snapshot;
      },
      perform: async (command) => {
        await this.beforeCommand(command);
        this.effects.push(command);
        await telephony.perform(command);
      },
    };
  }

  #watched(store: Store): Store {
    const watched = this.records.watch(store, this.sim.clock);
    return new Proxy(watched, {
      get: (target, name) => {
        const method = Reflect.get(target, name);
        if (name !== 'commit') return method.bind(target);
        return async (batch: Parameters<Store['commit']>[0]) => {
          const facts = await target.commit(batch);
          this.effects.push(batch.durable ? 'commit durable' : 'commit');
          return facts;
        };
      },
    });
  }
}

/** Runs a test with an engine, and stops the engine even if the test fails. */
export async function withEngine(test: (fixture: EngineFixture) => Promise<void>): Promise<void> {
  const fixture = await EngineFixture.open();
  try {
    await test(fixture);
  } finally {
    await fixture.close();
  }
}
