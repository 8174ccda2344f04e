import { afterEach, describe, expect, it, vi } from 'vitest';
import { OrderFailed } from '../../src/engine/commands.ts';
import type { MachineKind } from '../../src/engine/machine-states.ts';
import { MACHINES } from '../../src/engine/machines.ts';
import { Registry } from '../../src/engine/registry.ts';
import type { Batch } from '../../src/engine/store-port.ts';
import { LINE } from '../scenarios/support/site.ts';
import { type EngineFixture, withEngine } from './support/engine-fixture.ts';
import {
  aBitOfEverything,
  CUSTOMER,
  giveInput,
  memoryOf,
  oneOfEach,
  withoutAvailability,
} from './support/one-of-each.ts';

const KINDS = Object.keys(MACHINES) as MachineKind[];

/** The next step of that kind throws. */
function fails(kind: MachineKind): void {
  vi.spyOn(MACHINES[kind], 'step').mockImplementationOnce(() => {
    throw new Error('a fault of the program');
  });
}

afterEach(() => vi.restoreAllMocks());

describe.each(KINDS)('an input of which the second message fails at a machine of the kind %s', (kind) => {
  it('leaves nothing; the others of its turn are kept', async () => {
    await withEngine(async (fixture) => {
      const ids = await oneOfEach(fixture);
      const { engine } = fixture;
      const registry = await engine.ask((turn) => turn.registry);
      const before = {
        memory: memoryOf(registry),
        store: await fixture.store.load(),
        effects: [...fixture.effects],
      };
      const [batches, facts] = [fixture.records.batches.length, fixture.records.facts.length];

      // the first is taken at once, and the others together
      const first = engine.ask(() => undefined);
      const good = engine.ask((turn, at) => turn.toAgent(at, '8001', { type: 'logOut' }));
      const bad = engine.ask((turn, at) => {
        aBitOfEverything(turn, at, ids);
        fails(kind);
        giveInput(kind, turn, at, ids[kind]);
      });
      const alsoGood = engine.ask((turn, at) =>
        turn.numbers.doNotCall(at, '+8613800138007', 'zhao', 'asked'),
      );
      await expect(bad).rejects.toThrow(OrderFailed);
      expect(await Promise.all([first, good, alsoGood])).toEqual([undefined, true, true]);

      keepsOnlyTheOthers(
        fixture.records.batches.slice(batches).map(({ batch }) => batch),
        fixture.records.facts.slice(facts),
      );
      expect(fixture.effects.slice(before.effects.length)).toEqual(['commit durable']);
      // all but what the others have changed
      await engine.ask((turn, at) => {
        turn.toAgent(at, '8001', { type: 'logIn' });
        turn.numbers.mayCallAgain(at, '+8613800138007', 'zhao', 'asked');
      });
      expect(withoutAvailability(memoryOf(registry))).toEqual(withoutAvailability(before.memory));
      expect(withoutAvailability(await fixture.store.load())).toEqual(withoutAvailability(before.store));
    });
  });

  it('is in the log with all that is needed to take it again, and is counted', async () => {
    await withEngine(async (fixture) => {
      const ids = await oneOfEach(fixture);
      const state = await engineState(fixture, kind, ids[kind]);
      const failing = fixture.engine.ask((turn, at) => {
        turn.toAgent(at, '8002', { type: 'pause', reason: '1', name: 'break' });
        fails(kind);
        giveInput(kind, turn, at, ids[kind]);
      });
      await expect(failing).rejects.toMatchObject({ cause: { message: 'a fault of the program' } });
      const { mono, wall } = fixture.sim.clock.now();
      expect(fixture.errors()).toEqual([
        {
          level: 'error',
          message: expect.stringContaining('please report this'),
          detail: {
            error: expect.objectContaining({ stack: expect.stringContaining('failed-input.test.ts') }),
            at: { mono, wall },
            machine: kind,
            id: ids[kind],
            input: expect.objectContaining({ type: kind === 'outage' ? 'off' : 'deadline' }),
            state,
            before: [
              {
                machine: 'agent',
                id: '8002',
                input: { type: 'pause', reason: '1', name: 'break' },
              },
            ],
          },
        },
      ]);
      expect(fixture.engine.failedInputs).toEqual({ count: 1, lastAt: wall });
    });
  });
});

describe('a fault of the program', () => {
  it('while a callback is promised: the caller hears of none, and of one when it is there', async () => {
    await withEngine(async (fixture) => {
      const caller = fixture.caller(CUSTOMER);
      await caller.dials(LINE);
      await fixture.sim.advance(146_000);
      const promised = () =>
        fixture.commandsOf('play').filter(({ prompts }) => prompts.includes('hold.promise'));
      vi.spyOn(Registry.prototype, 'openCallback').mockImplementationOnce(() => {
        throw new Error('a fault of the program');
      });
      caller.presses('1');
      await fixture.sim.advance(1000);
      expect(fixture.errors()).toHaveLength(1);
      expect(promised()).toEqual([]);
      expect(caller.inCall).toBe(true);
      caller.presses('1');
      await fixture.sim.advance(1000);
      expect(promised()).toHaveLength(1);
    });
  });

  it('at a deadline does not leave the caller without reassurance: it is tried again', async () => {
    await withEngine(async (fixture) => {
      const caller = fixture.caller(CUSTOMER);
      await caller.dials(LINE);
      await fixture.sim.advance(15_000);
      const { step } = MACHINES.call;
      let failed = false;
      vi.spyOn(MACHINES.call, 'step').mockImplementation((state, input, rules) => {
        if (input.type !== 'deadline' || failed) return step(state, input, rules);
        failed = true;
        throw new Error('a fault of the program');
      });
      while (!failed) await fixture.sim.advance(1000);
      const plays = fixture.commandsOf('play').length;
      await fixture.sim.advance(11_000);
      expect(fixture.commandsOf('play').length).toBeGreaterThan(plays);
      expect(fixture.errors()).toHaveLength(1);
    });
  });

  it('while an agent is looked for does not undo what has happened before', async () => {
    await withEngine(async (fixture) => {
      fixture.agent('8001').registered().answersAfter(1000);
      await fixture.sim.advance(1000);
      const caller = fixture.caller(CUSTOMER);
      fails('agent');
      await caller.dials(LINE);
      await fixture.sim.advance(500);
      expect(fixture.errors()).toHaveLength(1);
      expect(await fixture.store.calls({ limit: 9 })).toHaveLength(1);
      await fixture.sim.advance(15_000);
      expect(caller.inCall).toBe(true);
      expect(fixture.engine.failedInputs.count).toBe(1);
    });
  });
});

/** One batch with what the two good inputs of the turn have changed, and their facts. */
function keepsOnlyTheOthers(added: readonly Batch[], facts: Batch['facts']): void {
  expect(added).toHaveLength(1);
  expect(added[0]).toMatchObject({
    customers: [],
    doNotCall: [{ number: '+8613800138007' }],
    away: { taken: [], gone: [] },
    journal: [],
  });
  const changed = Object.entries(added[0]?.machines ?? {}).filter(([, states]) => states.length > 0);
  expect(changed).toMatchObject([['agent', [{ id: '8001', availability: { is: 'loggedOut' } }]]]);
  expect(facts.map((fact) => 'name' in fact && fact.name)).toEqual(['agentLoggedOut', 'doNotCall']);
}

async function engineState(fixture: EngineFixture, kind: MachineKind, id: string): Promise<unknown> {
  return fixture.engine.ask(({ registry }) => registry.machinesOf(kind).get(id));
}
