import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Timestamp } from '../../src/core/time.ts';
import { OrderFailed } from '../../src/engine/commands.ts';
import type { MachineKind } from '../../src/engine/machine-states.ts';
import { MACHINES } from '../../src/engine/machines.ts';
import { Registry } from '../../src/engine/registry.ts';
import type { UnitOfWork } from '../../src/engine/unit-of-work.ts';
import { LINE } from '../scenarios/support/site.ts';
import { type EngineFixture, withEngine } from './support/engine-fixture.ts';

const [CUSTOMER, OTHER, THIRD] = ['13800138000', '13800138001', '13800138002'];
const KINDS = Object.keys(MACHINES) as MachineKind[];

/** An input that each kind of machine takes as it is here. */
function give(kind: MachineKind, turn: UnitOfWork, at: Timestamp, id: string): void {
  if (kind === 'outage') turn.toOutage(at, id, { type: 'off', by: 'zhao' });
  else turn.deliver(at, kind, id, { type: 'deadline' });
}

/** One of each kind: a caller who waits (`other`: another), a callback, agents, an outage. */
async function machines(fixture: EngineFixture): Promise<Readonly<Record<MachineKind | 'other', string>>> {
  const first = fixture.caller(CUSTOMER);
  await first.dials(LINE);
  await fixture.sim.advance(30_000);
  first.hangsUp();
  await fixture.sim.advance(1000);
  await fixture.caller(OTHER).dials(LINE);
  await fixture.caller(THIRD).dials(LINE);
  await fixture.sim.advance(20_000);
  const outage = await fixture.engine.desk.putOnOutage({
    ...{ line: null, area: null, by: 'zhao' },
    until: fixture.sim.clock.now().wall + 3_600_000,
  });
  const [call, other] = await fixture.store.calls({ limit: 2 });
  const [callback] = await fixture.store.callbacks({ limit: 1 });
  const ids = { call: call?.id ?? '', other: other?.id ?? '', callback: callback?.id ?? '' };
  const wish = {
    name: 'march',
    template: 'billChange',
    line: LINE,
    standard: 'strict',
    language: 'zh',
  } as const;
  const taken = await fixture.engine.programmes.import({
    into: { ...wish, schedule: null, by: 'zhao' },
    customers: [{ line: 1, number: '13800138005' }],
    ...{ by: 'zhao', preview: false },
  });
  return { ...ids, agent: '8003', outage: outage.id, programme: taken?.programme?.id ?? '' };
}

/** Everything that is known in memory. */
function all(registry: Registry): unknown {
  const { calls, callbacks, agents, outages, customers, away, doNotCall, programmes } = registry;
  const legs = [...calls.values()].flatMap(({ customer }) => customer.leg ?? []);
  return structuredClone({
    machines: [calls, callbacks, agents, outages].map((map) => [...map]),
    records: [[...customers], [...doNotCall], [...away]],
    programmes: [[...programmes.programmes], [...programmes.frequencies]],
    owners: legs.map((leg) => registry.ownerOf(leg)),
    ofNumber: [...registry.callbacksOf(`+86${CUSTOMER}`)],
    dials: registry.dials(`+86${CUSTOMER}`, LINE),
  });
}

/** What an input does before it comes to what it fails at: a bit of everything. */
function aBitOfEverything(
  turn: UnitOfWork,
  at: Timestamp,
  { other, callback }: { other: string; callback: string },
): void {
  turn.toAgent(at, '8002', { type: 'pause', reason: '1', name: 'break' });
  turn.toCallback(at, callback, { type: 'ordered', order: { do: 'callNow' }, by: 'zhao' });
  turn.numbers.chosen({ number: '+8613800138009', language: 'en', at: at.wall });
  turn.numbers.doNotCall(at, '+8613800138008', 'zhao', 'asked');
  turn.away.take('key');
  turn.putOnOutage(at, { line: LINE, area: null, until: at.wall + 60_000, by: 'zhao' });
  turn.arrive(at, {
    id: 'c1',
    leg: 'in-c1',
    line: LINE,
    from: CUSTOMER,
    language: 'zh',
    salutation: 'morning',
  });
  const leg = turn.registry.calls.get(other)?.customer.leg ?? '';
  turn.toCall(at, other, { type: 'legEnded', leg, how: 'hungUp' });
  turn.command(other, { do: 'hangUp', leg, reason: 'normal' });
}

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
      const ids = await machines(fixture);
      const { engine } = fixture;
      const registry = await engine.ask((turn) => turn.registry);
      const before = { all: all(registry), store: await fixture.store.load(), effects: [...fixture.effects] };
      const [batches, facts] = [fixture.records.batches.length, fixture.records.facts.length];

      // the first is taken at once, and the others together
      const first = engine.ask(() => undefined);
      const good = engine.ask((turn, at) => turn.toAgent(at, '8001', { type: 'logOut' }));
      const bad = engine.ask((turn, at) => {
        aBitOfEverything(turn, at, ids);
        fails(kind);
        give(kind, turn, at, ids[kind]);
      });
      const alsoGood = engine.ask((turn, at) =>
        turn.numbers.doNotCall(at, '+8613800138007', 'zhao', 'asked'),
      );
      await expect(bad).rejects.toThrow(OrderFailed);
      expect(await Promise.all([first, good, alsoGood])).toEqual([undefined, true, true]);

      const added = fixture.records.batches.slice(batches).map(({ batch }) => batch);
      expect(added).toHaveLength(1);
      expect(added[0]).toMatchObject({
        customers: [],
        doNotCall: [{ number: '+8613800138007' }],
        away: { taken: [], gone: [] },
        journal: [],
      });
      const changed = Object.entries(added[0]?.machines ?? {}).filter(([, states]) => states.length > 0);
      expect(changed).toMatchObject([['agent', [{ id: '8001', availability: { is: 'loggedOut' } }]]]);
      expect(fixture.records.facts.slice(facts).map((fact) => 'name' in fact && fact.name)).toEqual([
        'agentLoggedOut',
        'doNotCall',
      ]);
      expect(fixture.effects.slice(before.effects.length)).toEqual(['commit durable']);
      // all but what the others have changed
      await engine.ask((turn, at) => {
        turn.toAgent(at, '8001', { type: 'logIn' });
        turn.numbers.mayCallAgain(at, '+8613800138007', 'zhao', 'asked');
      });
      expect(withoutAvailability(all(registry))).toEqual(withoutAvailability(before.all));
      expect(withoutAvailability(await fixture.store.load())).toEqual(withoutAvailability(before.store));
    });
  });

  it('is in the log with all that is needed to take it again, and is counted', async () => {
    await withEngine(async (fixture) => {
      const ids = await machines(fixture);
      const state = await engineState(fixture, kind, ids[kind]);
      const failing = fixture.engine.ask((turn, at) => {
        turn.toAgent(at, '8002', { type: 'pause', reason: '1', name: 'break' });
        fails(kind);
        give(kind, turn, at, ids[kind]);
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

async function engineState(fixture: EngineFixture, kind: MachineKind, id: string): Promise<unknown> {
  return fixture.engine.ask(({ registry }) => registry.machinesOf(kind).get(id));
}

/** When somebody has logged in is another time than before. */
function withoutAvailability(data: unknown): unknown {
  return JSON.parse(
    JSON.stringify(data, (key, value) => (key === 'availability' || key === 'idleSince' ? undefined : value)),
  );
}
