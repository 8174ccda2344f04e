import type { Timestamp } from '../../../src/core/time.ts';
import type { MachineKind } from '../../../src/engine/machine-states.ts';
import type { Registry } from '../../../src/engine/registry.ts';
import type { UnitOfWork } from '../../../src/engine/unit-of-work.ts';
import { LINE } from '../../scenarios/support/site.ts';
import type { EngineFixture } from './engine-fixture.ts';

/** The caller to whom a callback is promised. */
export const CUSTOMER = '13800138000';
const [OTHER, THIRD] = ['13800138001', '13800138002'];

/** An input that each kind of machine takes as it is here. */
export function giveInput(kind: MachineKind, turn: UnitOfWork, at: Timestamp, id: string): void {
  if (kind === 'outage') turn.toOutage(at, id, { type: 'off', by: 'zhao' });
  else turn.deliver(at, kind, id, { type: 'deadline' });
}

/** One of each kind: a caller who waits (`other`: another), a callback, agents, an outage. */
export async function oneOfEach(
  fixture: EngineFixture,
): Promise<Readonly<Record<MachineKind | 'other', string>>> {
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
export function memoryOf(registry: Registry): unknown {
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
export function aBitOfEverything(
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

/** When somebody has logged in is another time than before. */
export function withoutAvailability(data: unknown): unknown {
  return JSON.parse(
    JSON.stringify(data, (key, value) => (key === 'availability' || key === 'idleSince' ? undefined : value)),
  );
}
