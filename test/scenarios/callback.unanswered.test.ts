import { describe, expect, it } from 'vitest';
import { RETRY } from '../../src/core/callback/retry.ts';
import { MAINLAND_HANDLING } from '../../src/core/standard/handling.ts';
import { aCallerWaits, MOBILE } from './support/call-fixtures.ts';
import type { CallerPerson } from './support/people.ts';
import { type Scenario, scenario } from './support/scenario.ts';
import { LINE } from './support/site.ts';
import { aStandard, minutes, seconds } from './support/standard.ts';

/** A caller has given up after half a minute in the queue; `zero` is then. */
async function aCallerAbandoned(s: Scenario, number = MOBILE): Promise<CallerPerson> {
  const caller = await aCallerWaits(s, number);
  await s.after(seconds(30));
  caller.hangsUp();
  await s.after(seconds(1));
  caller.zero = s.sim.clock.now().mono;
  return caller;
}

const WHISPER = [
  'tone.connect',
  'whisper.kind.abandoned',
  ...[...MOBILE].map((digit) => `digit.${digit}`),
  'whisper.attempt',
  'digit.1',
];

describe('callback.unanswered', () => {
  it('a caller who gives up in the queue is called back: the agent answers and hears a whisper, then the customer is dialled', () =>
    scenario(aStandard(), async (s) => {
      const caller = await aCallerAbandoned(s);
      s.fact('callback.unanswered', 'kept', 'engine');
      caller.answersAfter(seconds(4));
      const li = s.agent('8001').registered().answersAfter(seconds(2));
      await s.after(seconds(60));

      s.expect(li, caller).heard(['ringing', ...WHISPER]);
      const dialled = s.expect(caller).heard(['ringing'], 1).from;
      expect(dialled).toBeGreaterThan(s.expect(li, caller).heard(WHISPER).to);
      s.expect(caller).hears('<8001>');
      s.expect(li).hears(`<${MOBILE}>`);
      caller.hangsUp();
      await s.after(seconds(30));
      expect(s.records.callbacks).toMatchObject([
        { kind: 'abandoned', status: { is: 'settled' }, attempts: [{ agent: '8001', outcome: 'reached' }] },
      ]);
    }));

  it('the agent hears that the customer’s phone rings', () =>
    scenario(aStandard(), async (s) => {
      const caller = await aCallerAbandoned(s);
      caller.answersAfter(seconds(8));
      const li = s.agent('8001').registered().answersAfter(seconds(1));
      await s.until(() => caller.rings, seconds(30));
      await s.after(seconds(4));
      s.expect(li).hears('tone.ringback');
    }));

  it('a caller who gives up while the phone rings is called back; one who misdialled is not', () =>
    scenario(aStandard(), async (s) => {
      const one = await s.caller(MOBILE).dials(LINE);
      await s.after(seconds(7));
      one.hangsUp();
      const other = await s.caller('13912345678').dials(LINE);
      await s.after(seconds(2));
      other.hangsUp();
      await s.after(seconds(2));
      expect(s.records.callbacks).toMatchObject([{ number: `+86${MOBILE}` }]);
      expect(s.records.happened('abandoned')).toHaveLength(2);
    }));

  it('a caller who withholds the number cannot be called back: the clause is broken', () =>
    scenario(aStandard(), async (s) => {
      await aCallerAbandoned(s, 'anonymous');
      s.fact('callback.unanswered', 'broken', 'engine');
      expect(s.records.callbacks).toEqual([]);
    }));

  it.each([
    ['busy', 'busy'],
    ['decline', 'refused'],
    ['ring', 'noAnswer'],
    ['unallocated', 'invalidNumber'],
    [{ announceMs: 4000 }, 'invalidNumber'],
    ['congested', 'congested'],
    ['vanish', 'noAnswer'],
  ] as const)('a customer whose phone does %s is called again later', (pickup, outcome) =>
    scenario(aStandard(), async (s) => {
      const caller = await aCallerAbandoned(s);
      caller.station.pickup = pickup;
      const li = s.agent('8001').registered().answersAfter(seconds(1));
      await s.until(() => s.records.happened('customerNotReached').length === 1, minutes(2));
      const failedAt = s.sim.clock.now().mono;
      await s.after(seconds(2));
      expect(li.gone).toBe(true);
      caller.answersAfter(seconds(2));
      const [waitMs = 0] = MAINLAND_HANDLING[RETRY[outcome].waits];
      await s.until(() => caller.rings, waitMs + minutes(1));
      expect(s.sim.clock.now().mono - failedAt).toBeGreaterThanOrEqual(waitMs);
      await s.after(minutes(1));

      s.expect(caller).hears('<8001>');
      caller.hangsUp();
      await s.after(seconds(30));
      expect(s.records.callbacks).toMatchObject([{ attempts: [{ outcome }, { outcome: 'reached' }] }]);
    }),
  );

  it('a carrier that takes no call uses up no attempt: it is asked again, soon and then more rarely', () =>
    scenario(aStandard(), async (s) => {
      const caller = await aCallerAbandoned(s);
      caller.station.pickup = 'trunkRefused';
      s.agent('8001').registered().answersAfter(seconds(1));
      await s.after(minutes(40));

      const [callback] = s.records.callbacks;
      expect(callback?.status).toMatchObject({ is: 'scheduled' });
      const tries = callback?.attempts ?? [];
      expect(new Set(tries.map(({ outcome }) => outcome))).toEqual(new Set(['trunkRefused']));
      const minutesApart = tries.slice(1).map(({ at }, index) => (at - (tries[index]?.at ?? 0)) / 60_000);
      expect(minutesApart.map((apart) => Math.round(apart * 2) / 2)).toEqual([0.5, 1, 2, 4, 8, 15]);
      // nobody has called the customer, and whoever follows the callback hears why
      expect(s.records.happened('customerDialled')).toEqual([]);
      const refused = s.records.happened('customerNotReached');
      expect(refused).toHaveLength(tries.length);
      expect(refused.at(-1)).toMatchObject({ detail: { why: 'trunkRefused', attempt: 1 } });

      const told = s.takeErrors().map(({ detail }) => [detail?.code, detail?.calls]);
      expect(told).toEqual([
        ['TRUNK_REFUSED', 1],
        ['TRUNK_REFUSED', 5],
        ['TRUNK_REFUSED', 1],
      ]);

      caller.answersAfter(seconds(2));
      await s.until(() => caller.rings, minutes(20));
      expect(s.records.happened('customerDialled')).toMatchObject([{ detail: { attempt: 1 } }]);
    }));

  it('a customer who is never reached is called at growing intervals, then the callback fails', () =>
    scenario(aStandard(), async (s) => {
      const caller = await aCallerAbandoned(s);
      caller.isBusy();
      s.agent('8001').registered().answersAfter(seconds(1));
      await s.after(minutes(120));

      const [callback] = s.records.callbacks;
      expect(callback?.status).toMatchObject({ is: 'failed', why: 'notReached' });
      const tries = callback?.attempts.map(({ at }) => at) ?? [];
      expect(tries).toHaveLength(5);
      const waits = tries.slice(1).map((at, index) => Math.floor((at - (tries[index] ?? 0)) / 60_000));
      expect(waits).toEqual([2, 5, 15, 30]);
      expect(s.records.happened('callbackFailed')).toHaveLength(1);
    }));

  it('an agent who does not pick up is passed over, and the customer is not dialled', () =>
    scenario(aStandard(), async (s) => {
      const caller = await aCallerAbandoned(s);
      caller.answersAfter(seconds(2));
      s.agent('8001').registered().doesNotAnswer();
      await s.after(seconds(12));
      expect(caller.rings).toBe(false);
      s.agent('8002').registered().answersAfter(seconds(1));
      await s.after(minutes(1));
      s.expect(caller).hears('<8002>');
      caller.hangsUp();
      await s.after(seconds(30));
      expect(s.records.callbacks[0]?.attempts.map(({ outcome }) => outcome)).toEqual([
        'agentFailed',
        'reached',
      ]);
    }));

  it('a callback keeps its place before later callers and after earlier ones', () =>
    scenario(aStandard(), async (s) => {
      const early = await s.caller('13712345678').dials(LINE);
      const gone = await aCallerAbandoned(s);
      gone.answersAfter(seconds(1));
      const late = await aCallerWaits(s, '13912345678');
      s.agent('8001').registered().answersAfter(seconds(1));
      await s.after(seconds(20));
      s.expect(early).hears('<8001>');
      s.agent('8002').registered().answersAfter(seconds(1));
      await s.after(seconds(40));
      s.expect(gone).hears('<8002>');
      s.expect(late).never('<');
      s.agent('8003').registered().answersAfter(seconds(1));
      await s.after(seconds(20));
      s.expect(late).hears('<8003>');
    }));

  it('a callback is due although the wall clock was set back', () =>
    scenario(aStandard(), async (s) => {
      const caller = await aCallerAbandoned(s);
      caller.isBusy();
      s.agent('8001').registered().answersAfter(seconds(1));
      await s.until(() => s.records.happened('customerNotReached').length === 1, minutes(2));
      s.sim.clock.jumpWall(minutes(60));
      caller.answersAfter(seconds(1));
      await s.after(minutes(2));
      s.expect(caller).hears('<8001>');
    }));
});
