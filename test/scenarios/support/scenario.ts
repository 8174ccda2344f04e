import { expect } from 'vitest';
import type { CallState } from '../../../src/core/call/state.ts';
import type { CallbackState } from '../../../src/core/callback/state.ts';
import type { Fact } from '../../../src/core/facts.ts';
import type { AgentId, Language, PromptId } from '../../../src/core/ids.ts';
import type { Standard } from '../../../src/core/standard/standard.ts';
import type { OperatorCommands } from '../../../src/engine/commands.ts';
import { Engine } from '../../../src/engine/engine.ts';
import type { ProgrammeCommands } from '../../../src/engine/programme-commands.ts';
import type { EngineSite } from '../../../src/engine/site.ts';
import type { Store, Stored } from '../../../src/engine/store-port.ts';
import { changingSite } from '../../../src/engine-site.ts';
import { openSqliteStore } from '../../../src/store/sqlite/store.ts';
import { createSimulation, type Simulation } from '../../../src/telephony/simulated/index.ts';
import { aBatch } from '../../contract/store-samples.ts';
import { type CrashablePorts, crashablePorts } from './crashing-engine.ts';
import { type Hearing, hearing } from './hearing.ts';
import { AgentPerson, CallerPerson, Person } from './people.ts';
import { promptMs } from './prompts.ts';
import { keptLog, type LogLine, Records } from './records.ts';
import { expectReplays } from './replays.ts';
import { aSite, type LineOptions, type Staff } from './site.ts';

/** 2026-03-02 10:00 in Shanghai: a Monday that is a working day. */
export const MONDAY_MORNING = Date.UTC(2026, 2, 2, 2);

/** What a supervisor keys in to announce an outage. */
export const OUTAGE_PIN = '246810';

const AGENTS: readonly AgentId[] = ['8001', '8002', '8003'];

export interface ScenarioOptions {
  /** The wall clock at the start, UTC ms; by default MONDAY_MORNING. */
  readonly startWall?: number;
  readonly language?: Language;
  /** Who has a phone; by default the agents 8001 to 8003. */
  readonly staff?: readonly (AgentId | Staff)[];
  readonly line?: LineOptions;
  /** Prompts whose files are missing. */
  readonly missing?: readonly PromptId[];
}

/** What a scenario works with. */
export interface Scenario {
  readonly sim: Simulation;
  readonly log: readonly LogLine[];
  readonly records: Records;
  agent(id: AgentId): AgentPerson;
  caller(number: string): CallerPerson;
  /** The customer whom the engine calls at this number. */
  customer(number: string): Person;
  after(ms: number): Promise<void>;
  /** Lets time pass until `is` holds; throws if it does not within `limitMs`. */
  until(is: () => boolean, limitMs: number): Promise<void>;
  /** What a person has heard; times are seconds since that person's call began, or the call of `since`. */
  expect(person: Person, since?: Person): Hearing;
  fact: Records['fact'];
  /** Takes the errors out of the log; the scenario does not fail because of them any more. */
  takeErrors(): LogLine[];
  /** Commands of operators to the running engine. */
  desk(): OperatorCommands;
  programmes(): ProgrammeCommands;
  /** What the store has of programmes. */
  programmeList: Store['programmes'];
  programmeRows: Store['programmeRows'];
  /** What the store has of a call or callback. */
  stored(id: string): Promise<Stored<CallState | CallbackState>>;
  /** The store refuses the next commits. */
  refuseCommits(count: number): void;
  /** The engine crashes in the middle of what it is doing. */
  crash(): Promise<void>;
  /** The engine crashes right after this many more commits, before it performs their commands. */
  crashAfterCommits(count: number): void;
  engineIsDead(): boolean;
  /** A new engine starts from what was committed. */
  restart(): Promise<void>;
  /** Adds facts to the store as another process does. */
  add(facts: readonly Fact[]): Promise<void>;
  /** Another text of the standard comes into force, as after `sansheng reload`. */
  change(standard: Standard): void;
}

/** Runs a scenario on a simulated Asterisk, then lets everybody hang up. Fails if a leg, a bridge or a playback is left
 * over, if a call or callback does not replay from its journal to the stored state, or if the log has an error that the scenario did not take. */
export async function scenario(
  standard: Standard,
  run: (s: Scenario) => Promise<void>,
  options: ScenarioOptions = {},
): Promise<void> {
  const fixture = await ScenarioFixture.open(standard, options);
  await run(fixture.scenario());
  await fixture.close();
}

/** Time for the engine to end all calls. */
const CLEARING_MS = 30_000;

class ScenarioFixture {
  readonly log: LogLine[] = [];
  readonly records = new Records();
  readonly sim: Simulation;
  /** The current standard, then the earlier ones. */
  #standards: readonly [Standard, ...Standard[]];
  readonly #site: ReturnType<typeof changingSite>;
  readonly #language: Language;
  readonly #line: LineOptions;
  readonly #staff: readonly (AgentId | Staff)[];
  readonly #store: Store;
  readonly #people: Person[] = [];
  #engine: Engine | null = null;
  #ports: CrashablePorts | null = null;

  private constructor(standard: Standard, options: ScenarioOptions, store: Store) {
    this.#standards = [standard];
    this.#language = options.language ?? 'zh';
    this.#line = options.line ?? {};
    this.#staff = options.staff ?? AGENTS;
    this.#site = changingSite(this.#configuration());
    this.sim = createSimulation({
      startWall: options.startWall ?? MONDAY_MORNING,
      durations: (prompt, language) =>
        options.missing?.includes(prompt) ? undefined : promptMs(prompt, language),
      agents: this.#staff.map((one) => (typeof one === 'string' ? one : one.id)),
      idle: async () => (this.#ports?.crashed ? undefined : this.#engine?.idle()),
    });
    this.#store = this.records.watch(store, this.sim.clock);
  }

  static async open(standard: Standard, options: ScenarioOptions): Promise<ScenarioFixture> {
    const fixture = new ScenarioFixture(standard, options, await openSqliteStore(':memory:'));
    await fixture.#start();
    return fixture;
  }

  scenario(): Scenario {
    const { sim, log, records } = this;
    return {
      sim,
      log,
      records,
      agent: (id) => this.#add(new AgentPerson(sim.controls.phone(id), sim.clock.now().mono)),
      caller: (number) => this.#add(new CallerPerson(sim.controls.party(number), sim)),
      customer: (number) => this.#add(new Person(sim.controls.party(number), sim.clock.now().mono)),
      after: (ms) => sim.advance(ms),
      until: (is, limitMs) => sim.runUntil(is, limitMs),
      expect: (person, since = person) => hearing(person.station, since.zero, sim.clock.now().mono),
      fact: (...asked) => records.fact(...asked),
      takeErrors: () => this.#takeErrors(),
      desk: () => this.#engine?.desk ?? expect.fail('no engine runs'),
      programmes: () => this.#engine?.programmes ?? expect.fail('no engine runs'),
      programmeList: () => this.#store.programmes(),
      programmeRows: (id) => this.#store.programmeRows(id),
      stored: async (id) =>
        (await this.#store.call(id)) ?? (await this.#store.callback(id)) ?? expect.fail(`no ${id} is stored`),
      refuseCommits: (count) => {
        records.refusals = count;
      },
      crash: () => this.#crash(),
      crashAfterCommits: (count) => this.#ports?.crashAfterCommits(count),
      engineIsDead: () => this.#ports?.crashed ?? true,
      restart: () => this.#start(),
      add: async (facts) => void (await this.#store.commit(aBatch({ facts }))),
      change: (standard) => this.#change(standard),
    };
  }

  async close(): Promise<void> {
    for (const { station } of this.#people) {
      station.unregister();
      if (station.leg !== null) station.hangUp();
    }
    await this.sim.advance(CLEARING_MS);
    expect(this.sim.controls.openResources()).toEqual({ legs: [], bridges: [], playbacks: [] });
    expect(this.#takeErrors()).toEqual([]);
    await this.#engine?.stop();
    const ids = ({ id }: { readonly id: string }) => id;
    const { calls, callbacks } = this.records;
    const all = { calls: calls.map(ids), callbacks: callbacks.map(ids) };
    await expectReplays(this.#store, all, this.#configuration());
    await this.#store.close();
  }

  #add<P extends Person>(person: P): P {
    this.#people.push(person);
    return person;
  }

  #takeErrors(): LogLine[] {
    const errors = this.log.filter(({ level }) => level === 'error');
    for (const error of errors) this.log.splice(this.log.indexOf(error), 1);
    return errors;
  }

  async #start(): Promise<void> {
    const ports = crashablePorts({ ...this.sim, store: this.#store });
    this.#site.change(this.#configuration());
    this.#ports = ports;
    const { site } = this.#site;
    this.#engine = new Engine({ ...ports, log: keptLog(this.log), site, outagePin: OUTAGE_PIN });
    await this.#engine.start();
    await this.sim.advance(0);
  }

  /** The site with the current standard and all earlier ones. */
  #configuration(): EngineSite {
    const [standard, ...before] = this.#standards;
    return aSite(standard, this.#staff, this.#language, before, this.#line);
  }

  #change(to: Standard): void {
    this.#standards = [to, ...this.#standards];
    this.#site.change(this.#configuration());
  }

  async #crash(): Promise<void> {
    this.#ports?.crash();
    await this.sim.telephony.stop();
    await this.sim.presence.stop();
  }
}
