import fc from 'fast-check';
import { expect } from 'vitest';
import { needsAgent, needsAgentPresence } from '../../../src/core/call/step.ts';
import type { LegId } from '../../../src/core/ids.ts';
import type { HangupCause } from '../../../src/core/legs.ts';
import type { Rules } from '../../../src/core/rules.ts';
import { aStandard, ESCALATION, SURVEY } from '../../scenarios/support/standard.ts';
import { CallDrive } from './call-drive.ts';
import { LEG_ENDS } from './call-inputs.ts';
import { AHEAD } from './call-ways.ts';
import { CallWorld, type Whims } from './call-world.ts';
import { CUSTOMER, OTHER, rulesOf } from './rules.ts';

/** With the clauses that add ways through a call. */
export const ALL_CLAUSES = aStandard({ ...ESCALATION, ...SURVEY, 'callback.dropped': {} });

/** What may happen next. What cannot happen just now does not. */
export type Action =
  | { readonly does: 'wait'; readonly ms: number }
  | { readonly does: 'offer' | 'hold' | 'resume' | 'answer' }
  | { readonly does: 'end'; readonly who: number; readonly how: HangupCause }
  | { readonly does: 'keys'; readonly who: number; readonly keys: string }
  | { readonly does: 'order'; readonly keys: string; readonly there: boolean }
  | { readonly does: 'code'; readonly key: string }
  | { readonly does: 'noise'; readonly what: number };

const ms = fc.oneof(fc.nat({ max: 50 }), fc.integer({ min: 50, max: 20_000 }));

const who = fc.nat({ max: 3 });

const keys = fc.constantFrom('1', '2', '1', '2', `${OTHER}#`, '123#', '#', '*', '*31', '*32', '*83', '9');

const orders = fc.constantFrom('*51', '*52', '*53', '*54', '*55', '*56', '*62', '');

export const actions: fc.Arbitrary<Action> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ does: fc.constant('wait' as const), ms }) },
  { weight: 1, arbitrary: fc.constant({ does: 'wait' as const, ms: 125_000 }) },
  {
    weight: 6,
    arbitrary: fc.constantFrom<Action>(
      { does: 'offer' },
      { does: 'hold' },
      { does: 'resume' },
      { does: 'answer' },
    ),
  },
  {
    weight: 1,
    arbitrary: fc.record({ does: fc.constant('end' as const), who, how: fc.constantFrom(...LEG_ENDS) }),
  },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('keys' as const), who, keys }) },
  {
    weight: 1,
    arbitrary: fc.record({ does: fc.constant('order' as const), keys: orders, there: fc.boolean() }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ does: fc.constant('code' as const), key: fc.constantFrom('1', '2', '7') }),
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('noise' as const), what: fc.nat({ max: 7 }) }) },
);

const whims = (faults: boolean): fc.Arbitrary<Whims> =>
  fc.record({
    startMs: fc.integer({ min: 1, max: 150 }),
    lateMs: fc.nat({ max: 50 }),
    hangUpMs: fc.integer({ min: 1, max: 200 }),
    failEvery: faults ? fc.nat({ max: 6 }) : fc.constant(0),
    loseEvery: faults ? fc.oneof(fc.constant(0), fc.integer({ min: 2, max: 6 })) : fc.constant(0),
  });

const wait = (seconds: number): Action => ({ does: 'wait', ms: seconds * 1000 });

const answer: Action = { does: 'answer' };

/** How a sequence begins, so that what follows happens everywhere: nothing yet; a talk; a long wait; a callback's talk; holds
 * that are long enough for the offer. */
const TALK: readonly Action[] = [{ does: 'offer' }, wait(1), answer, wait(15)];

const CALLED_BACK: readonly Action[] = [wait(1), answer, wait(40), answer, wait(15)];

const HEADS: Readonly<Record<'in' | 'received' | 'out', readonly (readonly Action[])[]>> = {
  in: [
    [],
    TALK,
    [...TALK, { does: 'order', keys: '*51', there: true }, wait(2)],
    [wait(145)],
    [...TALK, { does: 'hold' }],
    [...TALK, { does: 'hold' }, wait(135)],
  ],
  received: [[], [wait(7)], [wait(45)], [wait(1), { does: 'keys', who: 0, keys: '3' }, wait(5)]],
  out: [[], CALLED_BACK, [...CALLED_BACK, { does: 'hold' }], [...CALLED_BACK, { does: 'hold' }, wait(135)]],
};

export function sequences(faults: boolean) {
  const tail = fc.array(actions, { minLength: 1, maxLength: 30 });
  return fc.constantFrom('in' as const, 'received' as const, 'out' as const).chain((way) => {
    const begin = fc.constantFrom(...HEADS[way]);
    return fc.record({ way: fc.constant(way), whims: whims(faults), begin, tail });
  });
}

export function perform(world: CallWorld, one: Action): void {
  const { state } = world.call;
  const agent = world.answered.find((leg) => leg !== state.customer.leg);
  const leg = one.does === 'answer' ? world.ringing[0] : 'who' in one ? world.legs[one.who] : agent;
  switch (one.does) {
    case 'wait':
      world.after(one.ms);
      break;
    case 'offer':
      if (needsAgent(state)) world.give({ type: 'agentOffered', agent: `80${state.made + 10}` });
      break;
    case 'answer':
      if (leg) world.answer(leg);
      break;
    case 'hold':
    case 'resume':
      if (leg) world.give({ type: one.does === 'hold' ? 'legHeld' : 'legResumed', leg });
      break;
    case 'end':
      if (leg) world.end(leg, one.how);
      break;
    case 'keys':
      for (const digit of one.keys)
        if (leg && world.legs.includes(leg)) world.give({ type: 'digit', leg, digit });
      break;
    case 'order':
      if (leg) pressesOrder(world, leg, one.keys);
      if (needsAgentPresence(world.call.state))
        world.give({ type: one.there ? 'agentsPresent' : 'noAgentsPresent' });
      break;
    case 'code':
      world.give({
        type: 'agentOrder',
        agent: state.lastAgent ?? 'nobody',
        order: { do: 'disposition', key: one.key },
      });
      break;
    case 'noise':
      noise(world, one.what);
  }
}

/** Those that end the call have to be pressed again. */
function pressesOrder(world: CallWorld, leg: LegId, order: string): void {
  for (const keys of /^\*5[45]$/.test(order) ? [order, order] : [order]) {
    for (const digit of keys) if (world.legs.includes(leg)) world.give({ type: 'digit', leg, digit });
    if (world.call.state.firstPress) world.after(1000);
  }
}

/** What nobody expects: of legs and playbacks that are not there, and of the clock too early. */
function noise(world: CallWorld, what: number): void {
  const events = [
    { type: 'legAnswered', leg: 'x' },
    { type: 'legEnded', leg: 'x', how: 'lost' },
    { type: 'legHeld', leg: 'x' },
    { type: 'legResumed', leg: 'in-1' },
    { type: 'digit', leg: 'x', digit: '1' },
    { type: 'playEnded', playback: 'x', outcome: 'failed' },
    { type: 'legRinging', leg: 'x' },
    { type: 'deadline' },
  ] as const;
  const event = events[what];
  if (event) world.give(event);
}

export type Sequence = ReturnType<typeof sequences> extends fc.Arbitrary<infer S> ? S : never;

/** `received`: a language menu and an outage notice lie before the queue. */
export function callOf(way: Sequence['way'], rules: Rules): CallDrive {
  if (way === 'out') return CallDrive.out(rules);
  return CallDrive.in(rules, CUSTOMER, way === 'received' ? { ...AHEAD, closed: null } : undefined);
}

export function play(sequence: Sequence): CallWorld {
  const rules = rulesOf(ALL_CLAUSES);
  const world = new CallWorld(callOf(sequence.way, rules), sequence.whims);
  for (const one of [...sequence.begin, ...sequence.tail]) {
    perform(world, one);
    // no leg without an owner
    const { customer, agentLegs } = world.call.state;
    for (const leg of world.legs) expect([customer.leg, ...agentLegs.map((a) => a.leg)]).toContain(leg);
  }
  return world;
}
