import { describe, expect, it } from 'vitest';
import { aHold, aTalk, spoken } from './support/call-fixtures.ts';
import { aDueCallback } from './support/callback-fixtures.ts';
import { scenario } from './support/scenario.ts';
import { aStandard, minutes, seconds } from './support/standard.ts';

describe('close.goodbye', () => {
  it('the caller hears it when the agent hangs up first, and may hang up during it', () =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await aTalk(s);
      caller.zero = s.sim.clock.now().mono;
      agent.hangsUp();
      await s.after(spoken('close.goodbye') * 1000 + seconds(3));

      s.expect(caller).heard(['<8001>', 'close.goodbye', 'silence']);
      s.expect(caller).heard(['close.goodbye']).at(0);
      expect(caller.gone).toBe(false);
      caller.hangsUp();
      await s.after(seconds(1));
      s.fact('close.goodbye', 'kept', 'engine');
    }));

  it('the engine ends the call after a silence if the caller does not', () =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await aTalk(s);
      caller.zero = s.sim.clock.now().mono;
      agent.hangsUp();
      await s.after(seconds(30));

      expect(caller.gone).toBe(true);
      const silence = s.expect(caller).heard(['close.goodbye', 'silence']);
      expect(silence.to - spoken('close.goodbye')).toBeCloseTo(8, 1);
    }));

  it('the goodbye replaces the music at once when the agent hangs up on hold', () =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await aHold(s);
      await s.after(seconds(15.5));
      agent.hangsUp();
      await s.after(seconds(10));
      s.expect(caller).heard(['hold.reminder, cut', 'close.goodbye', 'silence']);
      s.expect(caller).heard(['close.goodbye']).at(15.5);
    }));

  it('a customer who was called is thanked for taking the call, not for calling', () =>
    scenario(
      aStandard({ 'close.goodbye': { say: ['close.goodbye'], sayOutbound: ['close.goodbye.outbound'] } }),
      async (s) => {
        const { customer, agent } = await aDueCallback(s);
        customer.answersAfter(seconds(2));
        agent.answersAfter(seconds(1));
        await s.until(() => customer.inCall, minutes(2));
        await s.after(seconds(20));
        agent.hangsUp();
        await s.after(seconds(6));
        s.expect(customer).heard(['<8001>', 'close.goodbye.outbound', 'silence']);
        s.fact('close.goodbye', 'kept', 'engine');
      },
    ));

  it('the call ends in the same way if the prompt is missing', () =>
    scenario(
      aStandard(),
      async (s) => {
        const { agent, caller } = await aTalk(s);
        agent.hangsUp();
        await s.after(seconds(7));
        expect(caller.gone).toBe(false);
        await s.after(seconds(3));
        expect(caller.gone).toBe(true);
        s.fact('close.goodbye', 'broken', 'engine');
      },
      { missing: ['close.goodbye'] },
    ));

  it('a standard without the clause ends the call after a silence', () =>
    scenario(aStandard({}, { without: ['close.goodbye'] }), async (s) => {
      const { agent, caller } = await aTalk(s);
      agent.hangsUp();
      await s.after(seconds(7));
      s.expect(caller).hears('silence');
      await s.after(seconds(3));
      expect(caller.gone).toBe(true);
    }));
});
