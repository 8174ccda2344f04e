import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CallEvent } from '../../../../src/core/call/input.ts';
import { changesOnlySpeech } from '../../../../src/core/call/speech-activity.ts';
import { isDone } from '../../../../src/core/call/step.ts';
import { aStandard, LISTENING } from '../../../scenarios/support/standard.ts';
import { CallDrive } from '../../support/call-drive.ts';
import { CallWorld, type Whims } from '../../support/call-world.ts';
import { PROMPT_MS, rulesOf } from '../../support/rules.ts';

const RULES = rulesOf(aStandard(LISTENING));

/** Agent and customer have been connected just now. */
function connected(): CallDrive {
  const c = CallDrive.in(RULES).give({ type: 'agentOffered', agent: '8001' }).wait(1000);
  return c.give({ type: 'legAnswered', leg: c.agent }).heard();
}

/** The same, in a world where things go wrong. */
function talkIn(world: CallWorld): void {
  const { call } = world;
  world.give({ type: 'agentOffered', agent: '8001' });
  world.after(1000);
  world.answer(call.agent);
  for (let n = 0; n < 100 && call.state.phase.is !== 'talking'; n += 1) world.after(500);
}

const SIGNS = ['talkStarted', 'talkEnded', 'digit'] as const;

type Act =
  | { readonly does: 'wait'; readonly ms: number }
  | { readonly does: (typeof SIGNS)[number]; readonly who: 'customer' | 'agent' }
  | { readonly does: 'legHeld' | 'legResumed' | 'lineWeak' | 'lineGood' }
  | { readonly does: 'keys'; readonly keys: string };

const acts: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ does: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 9000 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constantFrom(...SIGNS),
      who: fc.constantFrom('customer' as const, 'agent' as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ does: fc.constantFrom('legHeld', 'legResumed', 'lineWeak', 'lineGood') }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant('keys' as const),
      keys: fc.constantFrom('*41', '*42', '*43', '*43', '*44', '*47', '*4', '5'),
    }),
  },
);

const whims: fc.Arbitrary<Whims> = fc.record({
  startMs: fc.integer({ min: 1, max: 150 }),
  lateMs: fc.nat({ max: 50 }),
  hangUpMs: fc.integer({ min: 1, max: 200 }),
  failEvery: fc.oneof(fc.constant(0), fc.integer({ min: 2, max: 6 })),
  loseEvery: fc.oneof(fc.constant(0), fc.integer({ min: 2, max: 6 })),
});

function eventOf(act: Exclude<Act, { does: 'wait' | 'keys' }>, call: CallDrive): CallEvent | null {
  const { customer, agentLegs } = call.state;
  const agent = agentLegs[0]?.leg;
  const leg = 'who' in act && act.who === 'agent' ? agent : customer.leg;
  if (!leg || !agent) return null;
  switch (act.does) {
    case 'talkEnded':
      return { type: act.does, leg, afterMs: 700 };
    case 'digit':
      return { type: act.does, leg, digit: '5' };
    case 'lineWeak':
    case 'lineGood':
      return { type: act.does, leg, lossPercent: 9, jitterMs: 40 };
    case 'talkStarted':
      return { type: act.does, leg };
    default:
      return { type: act.does, leg: agent };
  }
}

/** No step of the script is ordered while the customer is heard, and none is left playing after a sign of the customer. */
function silentIsSilent({ call }: CallWorld, sign: boolean): void {
  const { phase, speech } = call.state;
  if (phase.is !== 'talking') return;
  if (sign)
    expect([phase.silent ?? null, phase.pendingHangup?.clause === 'hear.silent']).toEqual([null, false]);
  if (phase.silent) expect(speech?.talk).not.toBeNull();
}

describe('whatever is heard', () => {
  it('hear.silent: a word or a key stops the script, every end of a call is owed to a script, and every leg ends', () => {
    fc.assert(
      fc.property(fc.array(acts, { minLength: 1, maxLength: 40 }), whims, (tail, given) => {
        const call = CallDrive.in(RULES);
        const world = new CallWorld(call, given);
        talkIn(world);
        for (const act of tail) {
          if (act.does === 'wait') world.after(act.ms);
          else if (act.does === 'keys') {
            for (const digit of act.keys) {
              const leg = call.state.agentLegs[0]?.leg;
              if (leg) world.give({ type: 'digit', leg, digit });
            }
          } else {
            const event = eventOf(act, call);
            if (event) world.give(event);
            const sign = 'who' in act && act.who === 'customer' && act.does !== 'talkEnded';
            silentIsSilent(world, event !== null && sign);
          }
        }
        const letGo = call.facts.filter((fact) => fact.kind === 'event' && fact.name === 'letGo');
        if (call.state.hungUpFirst === 'engine') expect(letGo).toHaveLength(1);
        for (const leg of world.legs) {
          world.end(leg, 'hungUp');
          world.after(7);
        }
        world.after(10 * 60_000);
        expect(isDone(call.state)).toBe(true);
        call.ledger.settled(call.state);
      }),
      { seed: 20_260_305, numRuns: 1500 },
    );
  });
});

describe('hear.silent', () => {
  it('an end of a step that is never told is taken as come, and the next step follows', () => {
    const c = connected().due();
    expect(c.phase('talking').silent?.step).toBe(1);
    c.after(PROMPT_MS + 5000 + 3000);
    expect(c.phase('talking').silent?.step).toBe(2);
  });

  it('a pause that differs too much from the standard’s breaks it', () => {
    const c = connected().due().heard();
    // the clock is a second late
    c.wait(4000).give({ type: 'deadline' }).heard().due().heard();
    expect(c.judged('hear.silent')).toMatchObject([{ verdict: 'broken', measured: { limit: 3, unit: 's' } }]);
    expect(c.judged('hear.silent')[0]?.measured?.value).toBeCloseTo(4, 1);
  });

  it('a customer whose own phone holds has pressed a key', () => {
    const c = connected().due().heard();
    c.give({ type: 'legHeld', leg: c.customer });
    expect(c.phase('talking').silent).toBeNull();
  });
});

describe('who talks', () => {
  it('is no more than passing, but for the first word', () => {
    const c = connected().wait(1000);
    const passes = (event: CallEvent) => {
      const before = c.state;
      c.wait(900).give(event);
      return changesOnlySpeech(before, c.last);
    };
    expect(passes({ type: 'talkStarted', leg: 'in-1' })).toBe(false);
    expect(passes({ type: 'talkEnded', leg: 'in-1', afterMs: 100 })).toBe(true);
    expect(passes({ type: 'talkStarted', leg: c.agent })).toBe(true);
    expect(passes({ type: 'talkEnded', leg: c.agent, afterMs: 100 })).toBe(true);
    expect(passes({ type: 'talkStarted', leg: 'in-1' })).toBe(true);
    // a second later the agent talks over the customer, for two
    expect(passes({ type: 'talkStarted', leg: c.agent })).toBe(true);
    c.wait(2000);
    expect(passes({ type: 'talkEnded', leg: c.agent, afterMs: 2000 })).toBe(false);
  });

  it('means nothing, and harms nothing, before a talk and after it', () => {
    const c = CallDrive.in(RULES);
    c.give({ type: 'talkStarted', leg: 'in-1' }).give({ type: 'talkEnded', leg: 'in-1', afterMs: 20 });
    expect(c.last).toMatchObject({ commands: [], facts: [], unexpected: false });
    c.ends('in-1').give({ type: 'talkStarted', leg: 'in-1' });
    expect(c.last.unexpected).toBe(false);
  });
});
