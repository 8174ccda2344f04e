import { describe, expect, it } from 'vitest';
import { aCallerWaits, aHold, MOBILE } from './support/call-fixtures.ts';
import type { Scenario } from './support/scenario.ts';
import { scenario } from './support/scenario.ts';
import { aStandard, seconds } from './support/standard.ts';

const NUMBER = [...MOBILE].map((digit) => `digit.${digit}`);
const PROMISE = ['callback.number_is', ...NUMBER, 'hold.promise', 'close.goodbye'];

async function aCallerTakesTheOffer(s: Scenario) {
  const caller = await aCallerWaits(s);
  await s.after(seconds(132));
  caller.presses('1');
  await s.after(10);
  return caller;
}

describe('hold.promise', () => {
  it('a caller who presses 1 hears the number, the promise and the goodbye; then the call ends', () =>
    scenario(aStandard(), async (s) => {
      const caller = await aCallerTakesTheOffer(s);
      await s.after(seconds(40));

      s.expect(caller).heard(PROMISE);
      expect(caller.gone).toBe(true);
      s.fact('hold.promise', 'kept', 'engine');
      s.fact('callback.number', 'kept', 'engine');
      s.fact('close.goodbye', 'kept', 'engine');
    }));

  it('the callback is committed before the caller hears the promise', () =>
    scenario(aStandard(), async (s) => {
      const caller = await aCallerTakesTheOffer(s);
      await s.after(seconds(10));

      const kept = s.records.batches.find(({ batch }) => (batch.machines.callback ?? []).length > 0);
      expect(kept?.batch.durable).toBe(true);
      const said = s.expect(caller).heard(PROMISE.slice(0, 2)).from * 1000 + caller.zero;
      expect(kept?.at).toBeLessThan(said);
    }));

  it('the place in the queue is kept', () =>
    scenario(aStandard(), async (s) => {
      const caller = await aCallerTakesTheOffer(s);
      const arrived = s.records.calls[0]?.arrivedAt;
      expect(arrived?.mono).toBeCloseTo(caller.zero, -1);
      expect(s.records.callbacks).toMatchObject([
        { kind: 'queue', number: `+86${MOBILE}`, place: arrived?.wall },
      ]);
    }));

  it('the caller is called back although the engine crashes right after the promise', () =>
    scenario(aStandard(), async (s) => {
      const caller = await aCallerTakesTheOffer(s);
      await s.crash();
      await s.after(seconds(20));
      await s.restart();
      caller.answersAfter(seconds(2));
      await s.after(seconds(20));
      s.agent('8001').registered().answersAfter(seconds(1));
      await s.after(seconds(60));
      s.expect(caller).hears('<8001>');
    }));

  it('the agent of a caller on hold leaves and has time to record the call', () =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await aHold(s);
      await s.after(seconds(132));
      caller.presses('1');
      await s.after(seconds(15));

      expect(agent.gone).toBe(true);
      s.expect(caller).heard(PROMISE);
      expect(s.records.callbacks).toMatchObject([{ kind: 'queue' }]);
      // it was the caller who chose to end the call
      expect(s.records.judged('close.caller.first').filter(({ verdict }) => verdict === 'broken')).toEqual(
        [],
      );
    }));
});
