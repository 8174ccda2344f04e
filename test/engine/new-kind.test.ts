import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Step } from '../../src/core/effects.ts';
import type { Timestamp } from '../../src/core/time.ts';
import { Engine } from '../../src/engine/engine.ts';
import { MACHINES, type Machine, type MachineEvent, type MachineTable } from '../../src/engine/machines.ts';
import type { Store } from '../../src/engine/store-port.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import { createSimulation, type Simulation } from '../../src/telephony/simulated/index.ts';
import { keptLog, type LogLine } from '../scenarios/support/records.ts';
import { MONDAY_MORNING } from '../scenarios/support/scenario.ts';
import { aSite } from '../scenarios/support/site.ts';
import { aStandard } from '../scenarios/support/standard.ts';

/** An egg timer: a kind of machine that the engine has never heard of. It rings three times, a minute apart. */
interface EggTimer {
  readonly id: string;
  readonly rings: number;
  /** UTC ms. */
  readonly nextAt: number;
  readonly endedAt: number | null;
}

type EggInput = MachineEvent & { readonly at: Timestamp };

const MINUTE = 60_000;

const step = (state: EggTimer): Step<EggTimer> => ({
  ...{ state, commands: [], facts: [], tells: [], unexpected: false },
});

const eggTimer: Machine<EggTimer, EggInput> = {
  idPrefix: 'e',
  isJournaled: true,
  clock: 'wall',
  step: (egg, { type, at }) => {
    if (type !== 'deadline' || at.wall < egg.nextAt) return step(egg);
    const rings = egg.rings + 1;
    const detail = { id: egg.id, rings };
    const fact = { kind: 'event', name: 'record', at, detail } as const;
    const endedAt = rings === 3 ? at.wall : null;
    return { ...step({ ...egg, rings, nextAt: egg.nextAt + MINUTE, endedAt }), facts: [fact] };
  },
  rules: (_state, site) => site.rules(''),
  deadline: ({ nextAt }) => nextAt,
  endedAt: ({ endedAt }) => endedAt,
};

const machines: MachineTable = { ...MACHINES, eggTimer };

class Kitchen {
  readonly sim: Simulation;
  readonly log: LogLine[] = [];
  readonly store: Store;
  engine: Engine;

  private constructor(store: Store) {
    this.store = store;
    this.sim = createSimulation({
      ...{ startWall: MONDAY_MORNING, durations: () => 1000, agents: [] },
      idle: async () => this.engine.idle(),
    });
    this.engine = this.make();
  }

  static async open(): Promise<Kitchen> {
    const file = join(mkdtempSync(join(tmpdir(), 'sansheng-kind-')), 's.db');
    const kitchen = new Kitchen(await openSqliteStore(file, machines));
    await kitchen.engine.start();
    return kitchen;
  }

  make(): Engine {
    const site = aSite(aStandard(), [], 'zh');
    return new Engine({ ...this.sim, store: this.store, site, machines, log: keptLog(this.log) });
  }

  async restart(): Promise<void> {
    await this.engine.stop();
    this.engine = this.make();
    await this.engine.start();
  }

  async rings(): Promise<unknown[]> {
    const facts = await this.store.facts(0, 99);
    return facts.flatMap(({ fact }) => (fact.kind === 'event' ? [fact.detail?.rings] : []));
  }

  begin(): Promise<EggTimer> {
    const nextAt = this.sim.clock.now().wall + MINUTE;
    return this.engine.ask((work, at) =>
      work.begin(at, 'eggTimer', 'e1', { type: 'begun' }, () =>
        step({ id: 'e1', rings: 0, nextAt, endedAt: null }),
      ),
    );
  }
}

describe('a kind of machine that is only a row of the table', () => {
  it('is stored, woken at its deadline, loaded by the next engine, and forgotten when it is over', async () => {
    const kitchen = await Kitchen.open();
    await kitchen.begin();
    await kitchen.sim.advance(MINUTE + 1);
    expect(await kitchen.rings()).toEqual([1]);
    const loaded: Readonly<Record<string, unknown>> = (await kitchen.store.load()).machines;
    expect(loaded.eggTimer).toMatchObject([{ id: 'e1', rings: 1 }]);

    await kitchen.restart();
    await kitchen.sim.advance(MINUTE);
    expect(await kitchen.rings()).toEqual([1, 2]);
    await kitchen.sim.advance(5 * MINUTE);
    expect(await kitchen.rings()).toEqual([1, 2, 3]);
    const after: Readonly<Record<string, unknown>> = (await kitchen.store.load()).machines;
    expect(after.eggTimer).toEqual([]);
    expect(await kitchen.engine.ask(({ registry }) => registry.machinesOf('eggTimer').size)).toBe(0);
    await kitchen.engine.stop();
    await kitchen.store.close();
    expect(kitchen.log.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('leaves nothing of an input that fails, and is pruned with what is over', async () => {
    const kitchen = await Kitchen.open();
    await kitchen.begin();
    const failing = kitchen.engine.ask((work, at) => {
      work.changes.put('eggTimer', { ...eggTimer, id: 'e2' });
      work.deliver({ ...at, wall: at.wall + MINUTE }, 'eggTimer', 'e1', { type: 'deadline' });
      throw new Error('a fault of the program');
    });
    await expect(failing).rejects.toMatchObject({ name: 'OrderFailed' });
    expect(await kitchen.rings()).toEqual([]);
    await kitchen.sim.advance(10 * MINUTE);
    expect(await kitchen.rings()).toEqual([1, 2, 3]);
    await kitchen.store.prune(kitchen.sim.clock.now().wall);
    await kitchen.restart();
    expect(await kitchen.engine.ask(({ registry }) => registry.machinesOf('eggTimer').size)).toBe(0);
    await kitchen.engine.stop();
    await kitchen.store.close();
  });
});
