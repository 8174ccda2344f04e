import { expect } from 'vitest';
import type { Fact } from '../../../src/core/facts.ts';
import type { AgentId, Language, PromptId } from '../../../src/core/ids.ts';
import type { Standard } from '../../../src/core/standard/standard.ts';
import type { Desk } from '../../../src/engine/desk.ts';
import { Engine } from '../../../src/engine/engine.ts';
import type { Store } from '../../../src/engine/ports.ts';
import type { ProgrammeDesk } from '../../../src/engine/programme-desk.ts';
import type { EngineSite } from '../../../src/engine/site.ts';
import { ChangingSite } from '../../../src/engine-site.ts';
import { openSqliteStore } from '../../../src/store/sqlite/store.ts';
import { createSimulation, type Simulation } from '../../../src/telephony/simulated/index.ts';
import { aBatch } from '../../contract/store-samples.ts';
import { type Hearing, hearing } from './hearing.ts';
import { type Mortal, mortal } from './mortal.ts';
import { AgentPerson, CallerPerson, Person } from './people.ts';
import { promptMs } from './prompts.ts';
import { keptLog, type LogLine, Records } from './records.ts';
import { aSite, type LineOptions, type Staff } from './site.ts';

/** 2026-03-02 10:00 in Shanghai: a Monday that is a working day. */
export const MONDAY_MORNING = Date.UTC(2026, 2, 2, 2);

/** What a supervisor keys in to announce an outage. */
export const OUTAGE_PIN = '246810';

const AGENTS: readonly AgentId[] = ['8001', '8002', '8003'];

export interface ScenarioOptions {
  /** The wall clock as the story begins, UTC ms; MONDAY_MORNING where not said. */
  readonly startWall?: number;
  readonly language?: Language;
  /** Who has a phone; 8001 to 8003, agents, where not said. */
  readonly staff?: readonly (AgentId | Staff)[];
  readonly line?: LineOptions;
  /** Prompts whose files are not there. */
  readonly missing?: readonly PromptId[];
}

/** What a story is told with. */
export interface Story {
  readonly sim: Simulation;
  readonly log: readonly LogLine[];
  readonly records: Records;
  agent(id: AgentId): AgentPerson;
  caller(number: string): CallerPerson;
  /** Whoever is called under this number. */
  customer(number: string): Person;
  after(ms: number): Promise<void>;
  /** Throws where it has not come about within `limitMs`. */
  until(is: () => boolean, limitMs: number): Promise<void>;
  /** What a person has heard; times are seconds since that person's call began, or that of `since`. */
  expect(person: Person, since?: Person): Hearing;
  fact: Records['fact'];
  /** The errors that the engine has logged; they do not make the story fail any more. */
  takeErrors(): LogLine[];
  /** What people order of the engine that runs. */
  desk(): Desk;
  programmes(): ProgrammeDesk;
  /** The store refuses the next commits. */
  refuseCommits(count: number): void;
  /** The engine dies in the middle of whatever it is doing. */
  crash(): Promise<void>;
  /** It dies right after so many more commits, with what it has ordered undone; `engineIsDead` says whether it has. */
  crashAfterCommits(count: number): void;
  engineIsDead(): boolean;
  /** Another engine starts with what was committed. */
  restart(): Promise<void>;
  /** Somebody beside the engine has added these to the store. */
  add(facts: readonly Fact[]): Promise<void>;
  /** Another text of the standard comes into force, as after `sansheng reload`. */
  change(standard: Standard): void;
}

/** Tells a story on a simulated Asterisk, then has everybody hang up, and fails where a leg, a bridge or a playback is
 * left over or the engine has logged an error that the story did not take out of the log. */
export async function scenario(
  standard: Standard,
  tell: (story: Story) => Promise<void>,
  options: ScenarioOptions = {},
): Promise<void> {
  const stage = await Stage.set(standard, options);
  await tell(stage.story());
  await stage.clear();
}

/** Long enough for an engine to end whatever it still has to. */
const CLEARING_MS = 30_000;

class Stage {
  readonly log: LogLine[] = [];
  readonly records = new Records();
  readonly sim: Simulation;
  /** The one in force, then the earlier ones. */
  #standards: readonly [Standard, ...Standard[]];
  readonly #site: ChangingSite;
  readonly #language: Language;
  readonly #line: LineOptions;
  readonly #staff: readonly (AgentId | Staff)[];
  readonly #store: Store;
  readonly #people: Person[] = [];
  #engine: Engine | null = null;
  #life: Mortal | null = null;

  private constructor(standard: Standard, options: ScenarioOptions, store: Store) {
    this.#standards = [standard];
    this.#language = options.language ?? 'zh';
    this.#line = options.line ?? {};
    this.#staff = options.staff ?? AGENTS;
    this.#site = new ChangingSite(this.#configuration());
    this.sim = createSimulation({
      startWall: options.startWall ?? MONDAY_MORNING,
      durations: (prompt, language) =>
        options.missing?.includes(prompt) ? undefined : promptMs(prompt, language),
      agents: this.#staff.map((one) => (typeof one === 'string' ? one : one.id)),
      idle: async () => (this.#life?.dead ? undefined : this.#engine?.idle()),
    });
    this.#store = this.records.watch(store, this.sim.clock);
  }

  static async set(standard: Standard, options: ScenarioOptions): Promise<Stage> {
    const stage = new Stage(standard, options, await openSqliteStore(':memory:'));
    await stage.#start();
    return stage;
  }

  story(): Story {
    const { sim, log, records } = this;
    return {
      sim,
      log,
      records,
      agent: (id) => this.#meet(new AgentPerson(sim.outside.phone(id), sim.clock.now().mono)),
      caller: (number) => this.#meet(new CallerPerson(sim.outside.party(number), sim)),
      customer: (number) => this.#meet(new Person(sim.outside.party(number), sim.clock.now().mono)),
      after: (ms) => sim.advance(ms),
      until: (is, limitMs) => sim.runUntil(is, limitMs),
      expect: (person, since = person) => hearing(person.station, since.zero, sim.clock.now().mono),
      fact: (...asked) => records.fact(...asked),
      takeErrors: () => this.#takeErrors(),
      desk: () => this.#engine?.desk ?? expect.fail('no engine runs'),
      programmes: () => this.#engine?.programmes ?? expect.fail('no engine runs'),
      refuseCommits: (count) => {
        records.refusals = count;
      },
      crash: () => this.#crash(),
      crashAfterCommits: (count) => this.#life?.killAfterCommits(count),
      engineIsDead: () => this.#life?.dead ?? true,
      restart: () => this.#start(),
      add: (facts) => this.#store.commit(aBatch({ facts })),
      change: (standard) => this.#change(standard),
    };
  }

  async clear(): Promise<void> {
    for (const { station } of this.#people) {
      station.unregister();
      if (station.leg !== null) station.hangUp();
    }
    await this.sim.advance(CLEARING_MS);
    expect(this.sim.outside.leaks()).toEqual({ legs: [], bridges: [], playbacks: [] });
    expect(this.#takeErrors()).toEqual([]);
    await this.#engine?.stop();
    await this.#store.close();
  }

  #meet<P extends Person>(person: P): P {
    this.#people.push(person);
    return person;
  }

  #takeErrors(): LogLine[] {
    const errors = this.log.filter(({ level }) => level === 'error');
    for (const error of errors) this.log.splice(this.log.indexOf(error), 1);
    return errors;
  }

  async #start(): Promise<void> {
    const life = mortal({ ...this.sim, store: this.#store });
    this.#site.change(this.#configuration());
    this.#life = life;
    this.#engine = new Engine({ ...life, log: keptLog(this.log), site: this.#site, outagePin: OUTAGE_PIN });
    await this.#engine.start();
    await this.sim.advance(0);
  }

  /** With every standard that was in force before. */
  #configuration(): EngineSite {
    const [standard, ...before] = this.#standards;
    return aSite(standard, this.#staff, this.#language, before, this.#line);
  }

  #change(to: Standard): void {
    this.#standards = [to, ...this.#standards];
    this.#site.change(this.#configuration());
  }

  async #crash(): Promise<void> {
    this.#life?.kill();
    await this.sim.telephony.stop();
    await this.sim.presence.stop();
  }
}
