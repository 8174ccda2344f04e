import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isDone, needsAgent, needsAgentPresence } from '../../src/core/call/step.ts';
import type { HangupCause } from '../../src/core/legs.ts';
import type { Rules } from '../../src/core/rules.ts';
import { aStandard, ESCALATION, SURVEY } from '../scenarios/support/standard.ts';
import { runs } from '../support/runs.ts';
import { CallDrive } from './support/call-drive.ts';
import { LEG_ENDS } from './support/call-inputs.ts';
import { AHEAD } from './support/call-states.ts';
import { CallWorld, type Whims } from './support/call-world.ts';
import { CUSTOMER, OTHER, rulesOf } from './support/rules.ts';

const REASSURED_WITHIN_MS = 15_000;
/** With the clauses that add ways through a call. */
const WHOLE = aStandard({ ...ESCALATION, ...SURVEY, 'callback.dropped': {} });

/** What may happen next. What cannot happen just now does not. */
type Act =
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
const acts: fc.Arbitrary<Act> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ does: fc.constant('wait' as const), ms }) },
  { weight: 1, arbitrary: fc.constant({ does: 'wait' as const, ms: 125_000 }) },
  {
    weight: 6,
    arbitrary: fc.constantFrom<Act>(
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

const wait = (seconds: number): Act => ({ does: 'wait', ms: seconds * 1000 });
const answer: Act = { does: 'answer' };

/** How a story begins, so that what follows happens everywhere: nothing yet; a talk; a long wait; a callback's talk; holds
 * that are long enough for the offer. */
const TALK: readonly Act[] = [{ does: 'offer' }, wait(1), answer, wait(15)];
const CALLED_BACK: readonly Act[] = [wait(1), answer, wait(40), answer, wait(15)];
const HEADS: Readonly<Record<'in' | 'received' | 'out', readonly (readonly Act[])[]>> = {
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

function story(faults: boolean) {
  const tail = fc.array(acts, { minLength: 1, maxLength: 30 });
  return fc.constantFrom('in' as const, 'received' as const, 'out' as const).chain((way) => {
    const begin = fc.constantFrom(...HEADS[way]);
    return fc.record({ way: fc.constant(way), whims: whims(faults), begin, tail });
  });
}

function act(world: CallWorld, one: Act): void {
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
      for (const digit of one.keys)
        if (leg && world.legs.includes(leg)) world.give({ type: 'digit', leg, digit });
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

/** The longest time in which a caller who waited was not reassured. */
function longestGap({ reassurances, call }: CallWorld): number {
  let longest = 0;
  let since: number | null = null;
  for (const [at, what] of [...reassurances, [call.at.mono, 'end'] as const]) {
    if (since !== null) longest = Math.max(longest, at - since);
    since = what === 'end' ? null : at;
  }
  return longest;
}

type Story = ReturnType<typeof story> extends fc.Arbitrary<infer S> ? S : never;

/** `received`: a language menu and an outage notice lie before the queue. */
function callOf(way: Story['way'], rules: Rules): CallDrive {
  if (way === 'out') return CallDrive.out(rules);
  return CallDrive.in(rules, CUSTOMER, way === 'received' ? { ...AHEAD, closed: null } : undefined);
}

function play(told: Story): CallWorld {
  const rules = rulesOf(WHOLE);
  const world = new CallWorld(callOf(told.way, rules), told.whims);
  for (const one of [...told.begin, ...told.tail]) {
    act(world, one);
    // no leg without an owner
    const { customer, agentLegs } = world.call.state;
    for (const leg of world.legs) expect([customer.leg, ...agentLegs.map((a) => a.leg)]).toContain(leg);
  }
  return world;
}

/** All parties hang up, one after another. */
function allGo(world: CallWorld): void {
  for (const leg of world.legs) {
    world.end(leg, 'hungUp');
    world.after(7);
  }
  world.after(10 * 60_000);
}

function answeredInTime({ call }: CallWorld): void {
  const answered = call.facts.find(
    (fact) => fact.kind === 'event' && (fact.name === 'engineAnswered' || fact.name === 'agentAnswered'),
  );
  const late = (answered?.at.mono ?? 0) - call.state.arrivedAt.mono > 10_000;
  const [judged] = call.judged('answer.rings');
  if (judged) expect(judged.verdict).toBe(late ? 'broken' : 'kept');
}

describe('whatever happens', () => {
  it('hold.reminder: a caller who waits is never left longer than 15 s, and every leg ends', () => {
    fc.assert(
      fc.property(story(false), (told) => {
        const world = play(told);
        expect(longestGap(world)).toBeLessThanOrEqual(REASSURED_WITHIN_MS);
        for (const { verdict } of world.call.judged('hold.reminder')) expect(verdict).toBe('kept');
        if (told.way === 'in') answeredInTime(world);
        allGo(world);
        expect(isDone(world.call.state)).toBe(true);
        world.call.ledger.settled(world.call.state);
      }),
      { seed: 20_260_302, numRuns: runs(2500) },
    );
  });

  it('hold.reminder: where prompts fail and events are lost, every gap that was too long is on record', () => {
    fc.assert(
      fc.property(story(true), (told) => {
        const world = play(told);
        allGo(world);
        if (longestGap(world) > REASSURED_WITHIN_MS) {
          expect(world.call.facts).toContainEqual(
            expect.objectContaining({ kind: 'clause', verdict: 'broken' }),
          );
        }
        expect(isDone(world.call.state)).toBe(true);
        world.call.ledger.settled(world.call.state);
      }),
      { seed: 20_260_303, numRuns: runs(2500) },
    );
  });

  it('close.caller.first: whoever hung up first is known, and an agent who did is on record', () => {
    fc.assert(
      fc.property(story(false), (told) => {
        const world = play(told);
        allGo(world);
        const { state } = world.call;
        const broken = world.call.judged('close.caller.first').some(({ verdict }) => verdict === 'broken');
        if (state.hungUpFirst === 'agent') expect(broken).toBe(true);
        if (told.way !== 'out') expect(state.hungUpFirst).not.toBeNull();
      }),
      { seed: 20_260_304, numRuns: runs(1000) },
    );
  });
});
