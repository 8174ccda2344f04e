import type { Command } from '../../src/core/commands.ts';
import { Engine } from '../../src/engine/engine.ts';
import { type Clock, type Log, TelephonyError } from '../../src/engine/ports.ts';
import type { EngineSite } from '../../src/engine/site.ts';
import type { Batch, Store } from '../../src/engine/store-port.ts';
import type { Simulation } from '../../src/telephony/simulated/index.ts';
import type { Conditions } from './conditions.ts';

const NEVER = new Promise<never>(() => undefined);

/** What a process of the engine is made of. */
export interface ProcessParts {
  readonly sim: Simulation;
  readonly store: Store;
  readonly site: EngineSite;
  readonly log: Log;
  readonly outagePin: string;
  readonly conditions: Conditions;
  /** Called with the command of every request as it is sent: a slow Asterisk may carry it out when its call is over. */
  sends(command: Command): void;
  /** Called with the command of every request that has been carried out. */
  carriedOut(command: Command): void;
}

/** One process in which the engine runs. It can die and stand still at every point where the engine waits for something: then
 * no event, result or timer reaches the engine, and nothing that it does has an effect. */
export class EngineProcess {
  readonly engine: Engine;
  #isAlive = true;
  #isFrozen = false;
  /** What came while it stood still, in order. */
  #held: (() => void)[] = [];
  readonly #parts: ProcessParts;
  readonly #telephony: ReturnType<Simulation['newTelephony']>;

  constructor(parts: ProcessParts) {
    this.#parts = parts;
    const { sim, site, log, outagePin, conditions } = parts;
    this.#telephony = sim.newTelephony();
    this.#telephony.onRequest = (of, carryOut) =>
      this.#at('request', () => {
        if (of !== 'snapshot') parts.sends(of);
        return conditions.request(of, () => {
          if (!this.#isAlive) return;
          carryOut();
          if (of !== 'snapshot') parts.carriedOut(of);
        });
      });
    this.engine = new Engine({
      telephony: {
        start: async (report) => {
          if (conditions.lying) throw new TelephonyError('REFUSED', 'Asterisk answers 500', 'nothing to do');
          await this.#telephony.start((event, happened) => this.#deliver(() => report(event, happened)));
        },
        perform: (command) => this.#whileAlive(this.#telephony.perform(command)),
        snapshot: (ask) => this.#whileAlive(this.#telephony.snapshot(ask)),
        callers: () => this.#whileAlive(this.#telephony.callers()),
        stop: () => this.#telephony.stop(),
      },
      presence: {
        start: (agents, report, gone) =>
          sim.presence.start(
            agents,
            (event) => this.#deliver(() => report(event)),
            (agent) => this.#deliver(() => gone?.(agent)),
          ),
        stop: () => sim.presence.stop(),
      },
      away: {
        awayEntries: () => this.#at('request', () => sim.away.awayEntries()),
        removeAway: (key) => this.#at('request', () => sim.away.removeAway(key)),
      },
      ...{ store: this.#store(), clock: this.#clock(), log, site, outagePin },
    });
  }

  get isAlive(): boolean {
    return this.#isAlive;
  }

  kill(): void {
    if (!this.#isAlive) return;
    this.#isAlive = false;
    this.#held = [];
    if (this.#isFrozen) this.#parts.sim.controls.muffle(false);
    void this.#telephony.stop();
    void this.#parts.sim.presence.stop();
  }

  freeze(): void {
    this.#isFrozen = true;
    this.#parts.sim.controls.muffle(true);
  }

  thaw(): void {
    if (!this.#isAlive || !this.#isFrozen) return;
    this.#isFrozen = false;
    this.#parts.sim.controls.muffle(false);
    for (const go of this.#held.splice(0)) this.#deliver(go);
  }

  #deliver(go: () => void): void {
    if (!this.#isAlive) return;
    if (this.#isFrozen) this.#held.push(go);
    else go();
  }

  /** Resolves once the process goes on; never where it is dead. */
  #gate(): Promise<void> {
    if (!this.#isAlive) return NEVER;
    if (!this.#isFrozen) return Promise.resolve();
    return new Promise((go) => this.#held.push(go));
  }

  async #whileAlive<T>(work: Promise<T>): Promise<T> {
    const settled = await work.then(
      (result) => () => result,
      (error: unknown) => () => {
        throw error;
      },
    );
    await this.#gate();
    return settled();
  }

  /** A point at which the process waits for something else. */
  async #at<T>(what: 'request' | 'commit', work: () => Promise<T>): Promise<T> {
    const { conditions } = this.#parts;
    await this.#gate();
    conditions.reach(`before ${what}`);
    await this.#gate();
    const done = work();
    const after = () => {
      if (this.#isAlive) conditions.reach(`after ${what}`);
    };
    done.then(after, after);
    return this.#whileAlive(done);
  }

  #store(): Store {
    const { store } = this.#parts;
    return new Proxy(store, {
      get: (target, name) => {
        const method = Reflect.get(target, name).bind(target) as (...given: unknown[]) => Promise<unknown>;
        if (name === 'commit') return (batch: Batch) => this.#at('commit', () => this.#commit(batch));
        return (...given: unknown[]) => this.#gate().then(() => this.#whileAlive(method(...given)));
      },
    });
  }

  /** A slow disk holds up the whole process, as SQLite does. */
  async #commit(batch: Batch) {
    const { conditions, store, sim } = this.#parts;
    if (conditions.commitMs > 0 && !this.#isFrozen) {
      this.freeze();
      sim.clock.after(conditions.commitMs, () => this.thaw());
      await this.#gate();
    }
    if (conditions.diskFull || conditions.refusedCommits > 0) {
      conditions.refusedCommits = Math.max(0, conditions.refusedCommits - 1);
      conditions.refuseCommit();
    }
    return store.commit(batch);
  }

  #clock(): Clock {
    const { clock } = this.#parts.sim;
    return {
      now: () => clock.now(),
      wakeAt: (mono, wake) => {
        let isSet = true;
        const cancel = clock.wakeAt(mono, () =>
          this.#deliver(() => {
            if (isSet) wake();
          }),
        );
        return () => {
          isSet = false;
          cancel();
        };
      },
    };
  }
}
