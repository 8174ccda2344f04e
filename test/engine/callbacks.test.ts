import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { needsAgent } from '../../src/core/call/step.ts';
import type { OperatorOrder } from '../../src/core/callback/orders.ts';
import { failedSince } from '../../src/core/callback/retry.ts';
import { type CallbackState, isOpen } from '../../src/core/callback/state.ts';
import type { LegEnd } from '../../src/core/legs.ts';
import type { CallbackKind } from '../../src/core/model/callback.ts';
import { LEG_ENDS } from '../core/support/call-inputs.ts';
import { aPromise } from '../core/support/callback-drive.ts';
import { rulesOf } from '../core/support/rules.ts';
import { aStandard, minutes } from '../scenarios/support/standard.ts';
import { TurnFixture } from './support/turn-fixture.ts';

const HOUR = minutes(60);
const AGENTS = ['8001', '8002', '8003'];
const NUMBERS = ['13800138000', '13912345678', '13800138001', '13800138002'];
const KINDS: readonly CallbackKind[] = ['requested', 'queue', 'away', 'promised'];

/** Twenty minutes of each half hour: a night goes by soon. */
function nextCallingTime(_line: string, wall: number): number {
  const since = wall % minutes(30);
  return since < minutes(20) ? wall : wall - since + minutes(30);
}

const RULES = rulesOf(aStandard({ 'callback.done': {} }), { nextCallingTime });

type Act =
  | { readonly does: 'arrive' | 'answer'; readonly who: number }
  | { readonly does: 'wait' | 'jump'; readonly ms: number }
  | { readonly does: 'device'; readonly who: number; readonly device: 'offline' | 'idle' }
  | { readonly does: 'end'; readonly who: number; readonly how: LegEnd }
  | { readonly does: 'keys'; readonly who: number; readonly keys: string }
  | { readonly does: 'ask'; readonly who: number; readonly kind: CallbackKind; readonly inMs: number | null }
  | { readonly does: 'order'; readonly who: number; readonly order: OperatorOrder; readonly inMs: number }
  | { readonly does: 'crash' };

const who = fc.nat({ max: 7 });
const just = <T extends string>(does: T) => fc.constant(does);
const ms = fc.oneof(fc.integer({ min: 0, max: 30_000 }), fc.integer({ min: minutes(1), max: minutes(9) }));
const inMs = fc.integer({ min: -HOUR, max: HOUR });
const orders = fc.constantFrom<OperatorOrder>(
  { do: 'assign', agent: '8002' },
  { do: 'assign', agent: null },
  { do: 'callNow' },
  { do: 'callNow' },
  { do: 'reschedule', dueAt: 0 },
  { do: 'settle', why: 'x' },
  { do: 'cancel', why: 'x' },
);
const acts: fc.Arbitrary<Act> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ does: just('arrive'), who }) },
  {
    weight: 5,
    arbitrary: fc.record({
      does: just('ask'),
      who,
      kind: fc.constantFrom(...KINDS),
      inMs: fc.option(inMs, { freq: 2 }),
    }),
  },
  { weight: 8, arbitrary: fc.record({ does: just('wait'), ms }) },
  {
    weight: 3,
    arbitrary: fc.record({ does: just('device'), who, device: fc.constantFrom('offline', 'idle', 'idle') }),
  },
  { weight: 6, arbitrary: fc.record({ does: just('answer'), who }) },
  { weight: 5, arbitrary: fc.record({ does: just('end'), who, how: fc.constantFrom(...LEG_ENDS) }) },
  {
    weight: 2,
    arbitrary: fc.record({ does: just('keys'), who, keys: fc.constantFrom('1', '*31', '*32', '0') }),
  },
  { weight: 2, arbitrary: fc.record({ does: just('order'), who, order: orders, inMs }) },
);
const faults: fc.Arbitrary<Act> = fc.oneof(
  fc.constant({ does: 'crash' as const }),
  fc.record({ does: just('jump'), ms: fc.integer({ min: -HOUR, max: HOUR }) }),
);

function pick<T>(from: readonly T[], index: number): T | undefined {
  return from[index % Math.max(from.length, 1)];
}

function act(fixture: TurnFixture, one: Act): void {
  const legs = [...fixture.legs.keys()];
  switch (one.does) {
    case 'arrive':
      fixture.arrives(pick(NUMBERS, one.who) ?? '');
      break;
    case 'wait':
      fixture.after(one.ms);
      break;
    case 'jump':
      fixture.setWallClock(one.ms);
      break;
    case 'crash':
      fixture.crashAfterNextTurn();
      break;
    case 'device':
      fixture.device(pick(AGENTS, one.who) ?? '', one.device);
      break;
    case 'answer': {
      const ringing = pick(
        legs.filter((leg) => !fixture.answered.has(leg)),
        one.who,
      );
      if (ringing) fixture.answer(ringing);
      break;
    }
    case 'end': {
      const leg = pick(legs, one.who);
      if (leg) fixture.end(leg, one.how);
      break;
    }
    case 'keys': {
      const leg = pick(legs, one.who);
      if (leg) for (const digit of one.keys) fixture.give(leg, { type: 'digit', leg, digit });
      break;
    }
    default:
      ask(fixture, one);
  }
}

function ask(fixture: TurnFixture, one: Extract<Act, { does: 'ask' | 'order' }>): void {
  if (one.does === 'ask') {
    const dialled = pick(NUMBERS, one.who) ?? '';
    const when = one.inMs === null ? {} : { dueAt: fixture.at.wall + one.inMs };
    fixture.turn((turn, at) => {
      turn.promise(
        at,
        aPromise(one.kind, { number: `+86${dialled}`, dialled, from: null, place: at.wall, ...when }),
      );
    });
    return;
  }
  const callback = pick([...fixture.registry.callbacks.values()], one.who);
  if (!callback) return;
  const { order } = one;
  const wanted = order.do === 'reschedule' ? { ...order, dueAt: fixture.at.wall + one.inMs } : order;
  fixture.turn((turn, at) => void turn.order(at, callback, wanted, 'li'));
}

/** Any free agent may take this callback. */
function isFree(callback: CallbackState, fixture: TurnFixture): boolean {
  const { status, assigned, reserved, wants, number, line, agent } = callback;
  const here = [...fixture.registry.calls.values()].some(
    ({ customer, line: on }) => customer.leg !== null && customer.number === number && on === line,
  );
  const kept = assigned !== undefined || reserved || agent !== undefined || wants !== undefined;
  return status.is === 'due' && !kept && !here && failedSince(callback).length === 0;
}

/** Checks the invariants of callbacks after every turn, besides those that hold for all calls. */
function watch(fixture: TurnFixture, setClock: () => boolean): void {
  const dialled = new Set<string>();
  fixture.afterEachTurn = (_turn, before) => {
    for (const { call, command } of fixture.commands) {
      if (command.do !== 'dial' || !('customer' in command.to)) continue;
      expect(dialled.has(call), `${call} dialled twice`).toBe(false);
      dialled.add(call);
      // a clock that has been set while the agent’s phone rang says nothing
      if (!setClock())
        expect(nextCallingTime('', fixture.at.wall), 'outside the hours').toBe(fixture.at.wall);
    }
    const { callbacks, calls, agents } = fixture.registry;
    const out = [...calls.values()].filter(
      ({ direction, endedAt }) => direction === 'out' && endedAt === null,
    );
    expect(out.length, 'more customers are dialled than there are agents').toBeLessThanOrEqual(agents.size);
    const begun = [...callbacks.values()].filter(
      ({ id, status }) => status.is === 'attempting' && before.get(id)?.status.is !== 'attempting',
    );
    // who came first is served first, live or callback
    const latest = Math.max(...begun.map(({ place }) => place));
    for (const callback of callbacks.values())
      if (isFree(callback, fixture))
        expect(callback.place, `${callback.id} was passed over`).toBeGreaterThanOrEqual(latest);
    for (const call of calls.values())
      if (needsAgent(call) && call.direction === 'in' && !call.wants)
        expect(call.place, `${call.id} was passed over`).toBeGreaterThanOrEqual(latest);
  };
}

function run(list: readonly Act[]): TurnFixture {
  const fixture = new TurnFixture(RULES);
  watch(fixture, () => list.some(({ does }) => does === 'jump'));
  for (const agent of AGENTS.slice(0, 2)) fixture.device(agent, 'idle');
  for (const one of list) act(fixture, one);
  fixture.afterEachTurn = () => undefined;
  return fixture;
}

/** Everybody hangs up, and no agent is reachable any more. */
function endAllCalls(fixture: TurnFixture): void {
  for (const agent of fixture.registry.agents.keys()) fixture.device(agent, 'offline');
  while (fixture.legs.size > 0) {
    for (const leg of [...fixture.legs.keys()]) fixture.end(leg, 'hungUp');
    fixture.after(60_000);
  }
  fixture.after(minutes(2));
}

/** Every promise has become part of a callback that has ended with an outcome, or is open with something to come. */
function expectNoCallbackLost(fixture: TurnFixture): void {
  const last = new Map(fixture.batches.flatMap(({ callbacks }) => callbacks.map((each) => [each.id, each])));
  const facts = fixture.batches.flatMap((batch) => batch.facts);
  for (const batch of fixture.batches) {
    for (const fact of batch.facts) {
      if (fact.kind !== 'event' || fact.name !== 'callbackPromised') continue;
      expect(batch.durable).toBe(true);
      const callback = last.get(fact.callback ?? '') ?? expect.fail('no such callback');
      const ends = facts.filter(
        (one) =>
          one.kind === 'event' &&
          one.callback === callback.id &&
          ['callbackSettled', 'callbackFailed', 'callbackCancelled'].includes(one.name),
      );
      expect(ends).toHaveLength(isOpen(callback) ? 0 : 1);
      expect(['scheduled', 'due', 'settled', 'failed', 'cancelled']).toContain(callback.status.is);
      for (const attempt of callback.attempts) expect(attempt.outcome, attempt.call).toBeDefined();
    }
  }
  const attempts = [...last.values()].flatMap((callback) => callback.attempts.map(({ call }) => call));
  expect(new Set(attempts).size).toBe(attempts.length);
}

const sequences = (...more: fc.Arbitrary<Act>[]) =>
  fc.array(
    fc.oneof({ weight: 12, arbitrary: acts }, ...more.map((arbitrary) => ({ weight: 1, arbitrary }))),
    {
      minLength: 10,
      maxLength: 60,
    },
  );

describe('several callbacks, callers, agents and operators at once', () => {
  it('callback.done: callbacks run in order, within the hours, at most one for each agent; none is lost or dialled twice', () => {
    fc.assert(
      fc.property(sequences(), (list) => {
        const fixture = run(list);
        endAllCalls(fixture);
        expectNoCallbackLost(fixture);
      }),
      { seed: 20_261_125, numRuns: 40 },
    );
  });

  it('callback.done: the same holds when the engine crashes between commits and the clock is set', () => {
    fc.assert(
      fc.property(sequences(faults), (list) => {
        const fixture = run(list);
        endAllCalls(fixture);
        expectNoCallbackLost(fixture);
      }),
      { seed: 20_261_126, numRuns: 40 },
    );
  });
});
