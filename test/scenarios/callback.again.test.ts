import { describe, expect, it } from 'vitest';
import { aCallerWaits, MOBILE } from './support/call-fixtures.ts';
import type { CallerPerson } from './support/people.ts';
import { type Scenario, scenario } from './support/scenario.ts';
import { LINE } from './support/site.ts';
import { aStandard, minutes, seconds } from './support/standard.ts';

/** A caller has given up after half a minute in the queue, and is to be called back. */
async function abandonedCall(s: Scenario, number = MOBILE): Promise<CallerPerson> {
  const caller = await aCallerWaits(s, number);
  await s.after(seconds(30));
  caller.hangsUp();
  await s.after(seconds(1));
  return caller;
}

const callback = (s: Scenario) => s.records.callbacks[0] ?? expect.fail('no callback');
const outcomes = (s: Scenario) => callback(s).attempts.map(({ outcome }) => outcome);
const dialled = (s: Scenario) => s.records.happened('customerDialled').length;

/** The numbers of those who were put together with an agent, in that order. */
const served = (s: Scenario) =>
  s.records
    .happened('connected')
    .map(({ call }) => s.records.calls.find(({ id }) => id === call)?.customer.dialled);

describe('the order', () => {
  it('callback.number: a caller in third place who accepts the callback is served third', () =>
    scenario(aStandard({}, { without: ['close.record'] }), async (s) => {
      const numbers = ['13800000001', '13800000002', '13800000003', '13800000004'];
      const callers: CallerPerson[] = [];
      for (const number of numbers) {
        callers.push(await s.caller(number).dials(LINE));
        await s.after(seconds(2));
      }
      await s.after(seconds(136));
      const third = callers[2] ?? expect.fail('no third');
      third.presses('1');
      await s.after(seconds(20));
      third.hangsUp();
      third.answersAfter(seconds(2));
      s.agent('8001').registered().answersAfter(seconds(1));
      for (let n = 1; n <= numbers.length; n += 1) {
        await s.until(() => served(s).length === n, minutes(2));
        await s.after(seconds(5));
        callers.find(({ name }) => name === served(s).at(-1))?.hangsUp();
      }
      expect(served(s)).toEqual(numbers);
    }));
});

describe('callback.number: a customer who calls in while a callback is open', () => {
  it('hears so, keeps the place, and the talk settles the callback', () =>
    scenario(aStandard(), async (s) => {
      const caller = await abandonedCall(s);
      const { place } = callback(s);
      const other = await s.caller('13912345678').dials(LINE);
      await s.after(seconds(20));
      await s.caller(MOBILE).dials(LINE);
      await s.until(() => caller.inCall, seconds(20));
      await s.after(seconds(18));
      s.expect(caller).heard(['queue.announce', 'callback.rang_in', 'music']);
      expect(
        s.records.calls.find(({ endedAt, customer }) => !endedAt && customer.number === `+86${MOBILE}`),
      ).toMatchObject({ place });
      expect(callback(s)).toMatchObject({ status: { is: 'attempting' }, attempts: [{ agent: null }] });
      s.agent('8001').registered().answersAfter(seconds(1));
      await s.after(seconds(20));
      s.expect(caller).hears('<8001>');
      s.expect(other).hears('music');
      caller.hangsUp();
      await s.after(seconds(30));
      expect(s.records.callbacks).toHaveLength(1);
      expect(callback(s)).toMatchObject({
        status: { is: 'settled' },
        attempts: [{ agent: '8001', outcome: 'reached' }],
      });
      expect(s.records.happened('customerRang')).toMatchObject([{ callback: callback(s).id, by: 'caller' }]);
      expect(dialled(s)).toBe(0);
    }));

  it('leaves the callback as it was by giving up again', () =>
    scenario(aStandard(), async (s) => {
      const caller = await abandonedCall(s);
      caller.isBusy();
      const agent = s.agent('8001').registered().answersAfter(seconds(1));
      await s.until(() => s.records.happened('customerNotReached').length === 1, minutes(1));
      agent.unregistered();
      const before = callback(s);
      expect(before.status.is).toBe('scheduled');
      await aCallerWaits(s);
      await s.after(seconds(20));
      caller.hangsUp();
      await s.after(seconds(1));
      const { attempts, revision, ...after } = callback(s);
      expect(after).toMatchObject({
        dueAt: before.dueAt,
        deadlineAt: before.deadlineAt,
        status: before.status,
      });
      expect(attempts.map(({ outcome }) => outcome)).toEqual(['busy', 'abandoned']);
      expect(revision).toBeGreaterThan(before.revision);
      // and the next attempt is the second
      caller.answersAfter(seconds(1));
      agent.registered();
      await s.until(() => caller.inCall, minutes(5));
      s.expect(agent).heard(['whisper.attempt', 'digit.2']);
    }));

  it('keeps the callback open, with a new deadline, if the agent has no result yet', () =>
    scenario(aStandard(), async (s) => {
      const caller = await abandonedCall(s);
      await s.caller(MOBILE).dials(LINE);
      const agent = s.agent('8001').registered().answersAfter(seconds(1));
      await s.after(seconds(20));
      agent.presses('*32');
      await s.after(seconds(2));
      caller.hangsUp();
      await s.after(seconds(2));
      expect(s.records.callbacks).toHaveLength(1);
      expect(callback(s)).toMatchObject({ kind: 'promised', status: { is: 'scheduled' } });
      expect(outcomes(s)).toEqual(['open']);
    }));

  it('is called back at once after losing the connection while waiting', () =>
    scenario(aStandard({ 'callback.dropped': {} }), async (s) => {
      const caller = await abandonedCall(s);
      await aCallerWaits(s);
      await s.after(seconds(20));
      caller.isCutOff();
      await s.after(seconds(1));
      expect(s.records.callbacks).toHaveLength(1);
      expect(callback(s)).toMatchObject({ status: { is: 'due' } });
    }));

  it('talks in the place of the callback, also after a restart of the engine', () =>
    scenario(aStandard(), async (s) => {
      const caller = await abandonedCall(s);
      await aCallerWaits(s);
      await s.after(seconds(5));
      await s.crash();
      await s.restart();
      await s.after(seconds(5));
      s.agent('8001').registered().answersAfter(seconds(1));
      await s.after(seconds(25));
      s.expect(caller).hears('<8001>');
      caller.hangsUp();
      await s.after(seconds(30));
      expect(outcomes(s)).toEqual(['reached']);
      expect(callback(s).status.is).toBe('settled');
      expect(dialled(s)).toBe(0);
    }));
});

describe('a customer who calls in while being called back', () => {
  /** The agent's phone rings for the callback, or more; then the customer calls from another phone of the same number. */
  const stages: Readonly<Record<string, (s: Scenario) => Promise<void>>> = {
    'the agent’s phone rings': async (s) => {
      s.agent('8001').registered().doesNotAnswer();
      await s.until(() => s.agent('8001').rings, seconds(5));
    },
    'the whisper': async (s) => {
      s.agent('8001').registered().answersAfter(seconds(1));
      await s.after(seconds(4));
    },
    'the customer’s phone rings': async (s) => {
      s.customer(MOBILE).doesNotAnswer();
      s.agent('8001').registered().answersAfter(seconds(1));
      await s.until(() => dialled(s) > 0, seconds(20));
    },
  };

  it.each(Object.keys(stages))('is served in that call and not dialled any more: %s', (name) =>
    scenario(aStandard(), async (s) => {
      await abandonedCall(s);
      await stages[name]?.(s);
      const before = dialled(s);
      const again = s.caller(MOBILE);
      s.agent('8001').answersAfter(seconds(1));
      await again.dials(LINE);
      await s.after(100);
      expect(outcomes(s)).toEqual(['superseded', undefined]);
      await s.until(() => again.inCall, seconds(40));
      await s.after(seconds(20));
      s.expect(again).hears('<8001>');
      expect(dialled(s)).toBe(before);
      again.hangsUp();
      await s.after(seconds(30));
      expect(s.records.callbacks).toHaveLength(1);
      expect(outcomes(s)).toEqual(['superseded', 'reached']);
      expect(callback(s).status.is).toBe('settled');
    }),
  );

  it('makes an ordinary call if the callback is already connected', () =>
    scenario(aStandard(), async (s) => {
      const caller = await abandonedCall(s);
      caller.answersAfter(seconds(1));
      s.agent('8001').registered().answersAfter(seconds(1));
      await s.until(() => caller.inCall, seconds(30));
      const again = await s.caller(MOBILE).dials(LINE);
      await s.after(seconds(20));
      s.expect(caller).hears('<8001>');
      expect(outcomes(s)).toEqual([undefined]);
      again.hangsUp();
    }));
});
