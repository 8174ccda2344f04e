import type { Command } from '../../src/core/commands.ts';
import type { Standard } from '../../src/core/standard/standard.ts';
import type { Log } from '../../src/engine/ports.ts';
import { replay } from '../../src/engine/replay/replay.ts';
import { stateDifferences } from '../../src/engine/replay/state-differences.ts';
import type { Store } from '../../src/engine/store-port.ts';
import { changingSite, effectiveSite } from '../../src/engine-site.ts';
import { fileLog } from '../../src/log/pino.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import { createSimulation, type SimulatedLeg, type Simulation } from '../../src/telephony/simulated/index.ts';
import { type Company, changed, company } from './company.ts';
import { Conditions } from './conditions.ts';
import { Customers } from './customers.ts';
import { Impairments } from './impairments.ts';
import { EngineProcess } from './process.ts';
import { Random } from './random.ts';
import { type Ordered, Records } from './records.ts';

/** What a supervisor keys in to announce an outage. */
export const OUTAGE_PIN = '246810';
/** After a start that failed the engine is started again so much later. */
const START_AGAIN_MS = 2000;

/** More happens at no moment: it would be a loop. */
const MOST_STEPS = 20_000;

const COMPANY = company();

/** The log of the product, on a disk that takes nothing. */
const FULL_DISK = fileLog('/dev/full', () => undefined);

/** Something that the rules of the simulator do not allow. `at`: ms since the story began. */
export interface Violation {
  readonly rule: string;
  readonly at: number;
  readonly what: string;
}

/** The company, its Asterisk and its store, and the engine in a process of its own. */
export class World {
  readonly sim: Simulation;
  readonly conditions: Conditions;
  readonly impairments: Impairments;
  readonly records = new Records();
  readonly ordered: Ordered[] = [];
  /** What people have keyed in. */
  readonly keys: { readonly at: number; readonly party: string; readonly keys: string }[] = [];
  readonly violations: Violation[] = [];
  readonly random: Random;
  readonly began: number;
  company: Company = COMPANY;
  process: EngineProcess | null = null;
  /** The engine has started, and has not died since. */
  isUp = false;
  /** How often the engine was started. */
  starts = 0;
  asteriskRuns = true;
  readonly customers: Customers;
  /** How many faults cut the link now. */
  #cuts = 0;
  #endCut: () => void = () => undefined;
  readonly #store: Store;
  readonly #site: ReturnType<typeof changingSite>;
  /** While no engine is up: how to end that. */
  #endOutage: (() => void) | null = null;

  private constructor(seed: number, startWall: number, store: Store, site: ReturnType<typeof changingSite>) {
    const { durations } = COMPANY.sounds;
    this.random = new Random(seed ^ 0x5bd1e995);
    this.sim = createSimulation({
      startWall,
      durations: (prompt, language) => durations[language][prompt],
      agents: COMPANY.site.agents.map(({ id }) => id),
    });
    const { clock } = this.sim;
    this.began = clock.now().mono;
    this.conditions = new Conditions(clock);
    this.impairments = new Impairments(() => clock.now().mono);
    this.#store = this.records.watch(store, clock);
    this.#site = site;
    this.customers = new Customers(this.sim);
    this.conditions.onStorm = (tries) =>
      this.fail('retry storm', `a store that refuses was tried ${tries} times in a second`);
    this.records.onDouble = (first, second) =>
      this.fail(
        'promise twice',
        `${first.id} and ${second.id} are open for ${first.number} on ${first.line}`,
      );
  }

  static async open(seed: number, startWall: number): Promise<World> {
    const store = await openSqliteStore(':memory:');
    const site = changingSite(await effectiveSite(store, COMPANY));
    return new World(seed, startWall, store, site);
  }

  get now(): number {
    return this.sim.clock.now().mono;
  }

  fail(rule: string, what: string, at = this.now): void {
    this.violations.push({ rule, at: at - this.began, what });
  }

  isCustomer({ party }: SimulatedLeg): boolean {
    return !COMPANY.site.agents.some(({ id }) => id === party);
  }

  /** The standard that the call of this leg is kept to. */
  standardOf(leg: SimulatedLeg): Standard | undefined {
    const call = this.records.callOf(leg.id);
    return call && this.company.standards.get(call.standard);
  }

  /** Starts the engine, and again until it has started. */
  async start(): Promise<void> {
    this.starts += 1;
    const { sim, conditions } = this;
    const engine = new EngineProcess({
      ...{ sim, conditions, store: this.#store, site: this.#site.site },
      ...{
        log: this.#log(),
        outagePin: OUTAGE_PIN,
        sends: (command: Command) => this.#sends(command),
        carriedOut: (command: Command) => this.#carriedOut(command),
      },
    });
    this.process = engine;
    this.#endOutage ??= this.impairments.begin();
    try {
      await engine.engine.start();
      // a fault has killed it meanwhile, and starts another
      if (!engine.isAlive) return;
      this.isUp = true;
      this.#endOutage();
      this.#endOutage = null;
    } catch {
      if (!engine.isAlive) return;
      engine.kill();
      sim.clock.after(START_AGAIN_MS, () => void this.start());
    }
  }

  /** The engine dies, and is started again after `downMs`. */
  kill(downMs: number): void {
    const { process } = this;
    if (!process?.isAlive) return;
    process.kill();
    this.#endOutage ??= this.impairments.begin();
    this.isUp = false;
    this.sim.clock.after(downMs, () => void this.start());
  }

  cutLink(): void {
    this.#cuts += 1;
    if (this.#cuts > 1) return;
    this.#endCut = this.impairments.begin();
    this.sim.controls.loseLink('cut');
    this.conditions.cut();
  }

  mendLink(): void {
    this.#cuts -= 1;
    if (this.#cuts > 0) return;
    this.sim.controls.mendLink();
    this.#endCut();
  }

  /** Whoever is dialled has a phone of their own, also where the number was only keyed in or ordered. */
  #sends(command: Command): void {
    if (this.records.isSuperseded(command))
      this.fail('superseded', `${JSON.stringify(command)}, and its call is over`);
    if (command.do === 'dial' && 'customer' in command.to) this.customers.add(command.to.customer);
  }

  #carriedOut(command: Command): void {
    this.ordered.push({ at: this.now, command });
    const leg = this.sim.controls.legs.at(-1);
    if (command.do === 'dial' && 'customer' in command.to && leg?.id === command.leg)
      this.customers.called(leg);
  }

  /** As `sansheng reload` does. */
  async reload(): Promise<void> {
    this.company = changed(COMPANY, this.now);
    this.#site.change(await effectiveSite(this.#store, this.company));
  }

  /** Every call and callback, stepped again from its journal, becomes the state that is stored. */
  async checkReplays(): Promise<void> {
    const { calls, callbacks } = this.records;
    const { site } = this.#site;
    for (const id of [...calls.keys(), ...callbacks.keys()]) {
      const kept = (await this.#store.call(id)) ?? (await this.#store.callback(id));
      if (!kept) {
        this.fail('lost', `${id} was kept, and is not there`);
        continue;
      }
      const { state, journal } = kept;
      const edition = 'edition' in state ? state.edition : '';
      const steps = replay(journal, edition, (one) => site.rules(state.standard, one));
      const differences = stateDifferences(state, steps.at(-1)?.step.state);
      if (differences.length > 0) this.fail('replay', `${id}: ${JSON.stringify(differences)}`);
    }
  }

  /** Lets time pass. Everything that the engine does without waiting for the clock is done before the clock goes on. */
  async advance(ms: number): Promise<void> {
    const until = this.now + ms;
    await settled();
    for (let [at, steps] = [this.now, 0]; this.sim.clock.step(until); steps += 1) {
      await settled();
      if (this.now > at) [at, steps] = [this.now, 0];
      if (steps > MOST_STEPS) throw new Error(`time stands still ${at - this.began} ms after the beginning`);
    }
    await settled();
  }

  async close(): Promise<void> {
    await this.process?.engine.stop();
    await this.#store.close();
  }

  /** An input that could not be worked on is a fault of the program, whatever it was. */
  #log(): Log {
    const none = () => undefined;
    return {
      ...{ debug: none, info: none, warn: none },
      error: (message, detail) => {
        if (this.conditions.diskFull) FULL_DISK.error(message, detail);
        if (message.includes('please report this')) this.fail('failed input', tellFailed(detail));
      },
    };
  }
}

function tellFailed(detail: Record<string, unknown> = {}): string {
  const { error, machine, id, input } = detail;
  return `${machine} ${id}: ${error instanceof Error ? error.stack : String(error)} on ${JSON.stringify(input)}`;
}

/** All that has been resolved goes on, as far as it comes. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
