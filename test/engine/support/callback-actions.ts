import fc from 'fast-check';
import type { OperatorOrder } from '../../../src/core/callback/operator-orders.ts';
import type { HangupCause } from '../../../src/core/legs.ts';
import type { CallbackKind } from '../../../src/core/model/callback.ts';
import { LEG_ENDS } from '../../core/support/call-inputs.ts';
import { aPromise } from '../../core/support/callback-drive.ts';
import { minutes } from '../../scenarios/support/standard.ts';
import type { TurnFixture } from './turn-fixture.ts';

const HOUR = minutes(60);

export const AGENTS = ['8001', '8002', '8003'];

const NUMBERS = ['13800138000', '13912345678', '13800138001', '13800138002'];

const KINDS: readonly CallbackKind[] = ['requested', 'queue', 'away', 'promised'];

/** Twenty minutes of each half hour: a night goes by soon. */
export function nextCallingTime(_line: string, wall: number): number {
  const since = wall % minutes(30);
  return since < minutes(20) ? wall : wall - since + minutes(30);
}

export type Action =
  | { readonly does: 'arrive' | 'answer'; readonly who: number }
  | { readonly does: 'wait' | 'jump'; readonly ms: number }
  | { readonly does: 'device'; readonly who: number; readonly device: 'offline' | 'idle' }
  | { readonly does: 'end'; readonly who: number; readonly how: HangupCause }
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

export const actions: fc.Arbitrary<Action> = fc.oneof(
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

export const faults: fc.Arbitrary<Action> = fc.oneof(
  fc.constant({ does: 'crash' as const }),
  fc.record({ does: just('jump'), ms: fc.integer({ min: -HOUR, max: HOUR }) }),
);

function pick<T>(from: readonly T[], index: number): T | undefined {
  return from[index % Math.max(from.length, 1)];
}

export function perform(fixture: TurnFixture, one: Action): void {
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

function ask(fixture: TurnFixture, one: Extract<Action, { does: 'ask' | 'order' }>): void {
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
