import { describe, expect, it } from 'vitest';
import { spokenDigits } from '../../src/core/prompts/speak.ts';
import { SOURCES, type Source } from '../../src/core/standard/catalogue/clause.ts';
import { aHold, aTalk, spoken } from './support/call-fixtures.ts';
import { aDueCallback } from './support/callback-fixtures.ts';
import { scenario } from './support/scenario.ts';
import { LINE } from './support/site.ts';
import { aStandard, minutes, seconds } from './support/standard.ts';
import { aSilentTalk, shipped } from './support/talk-fixtures.ts';

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

  it('a standard without the clause leaves no caller in silence either, and nothing is judged', () =>
    scenario(aStandard({}, { without: ['close.goodbye'] }), async (s) => {
      const { agent, caller } = await aTalk(s);
      agent.hangsUp();
      await s.after(seconds(7));
      s.expect(caller).heard(['<8001>', 'close.bye', 'silence']);
      await s.after(seconds(3));
      expect(caller.gone).toBe(true);
      expect(s.records.judged('close.goodbye')).toEqual([]);
    }));
});

/** What the caller hears first when the agent has hung up. */
const FIRST_WORDS: Readonly<Record<Source, string>> = {
  gas: 'close.goodbye.gas',
  telecom: 'close.thanks.telecom',
  aftersales: 'close.wish.aftersales',
  desk400: 'survey.attitude.desk400',
  ticketing: 'close.goodbye.ticketing',
};

describe('close.goodbye of the lines, when the agent hangs up first', () => {
  it.each(SOURCES)('%s leaves no caller in silence', (name) =>
    scenario(shipped(name), async (s) => {
      const { agent, caller } = await aSilentTalk(s);
      agent.hangsUp();
      await s.after(seconds(1));
      s.expect(caller).hears(FIRST_WORDS[name]);
      await s.after(seconds(40));
      s.fact('close.goodbye', 'kept', 'engine');
    }),
  );

  it('telecom says its whole text, with the number of the line digit by digit', () =>
    scenario(shipped('telecom'), async (s) => {
      const { agent, caller } = await aSilentTalk(s);
      agent.hangsUp();
      await s.after(seconds(30));
      s.expect(caller).heard([
        'close.thanks.telecom',
        'close.call_any_time.telecom',
        ...spokenDigits(LINE),
        'close.serve.telecom',
        'close.disturbed.telecom',
      ]);
      s.fact('close.goodbye', 'kept', 'engine');
    }));

  it('aftersales wishes the caller well', () =>
    scenario(shipped('aftersales'), async (s) => {
      const { agent, caller } = await aSilentTalk(s);
      agent.hangsUp();
      await s.after(seconds(20));
      s.expect(caller).heard(['close.wish.aftersales', 'close.goodbye.aftersales']);
    }));

  it('desk400 thanks for no rating that was not given', () =>
    scenario(shipped('desk400'), async (s) => {
      const { agent, caller } = await aSilentTalk(s);
      agent.hangsUp();
      await s.after(seconds(40));
      s.expect(caller).heard(['survey.attitude.desk400', 'silence', 'close.goodbye.desk400']);
      s.expect(caller).never('survey.thanks.desk400');
      s.fact('close.goodbye', 'kept', 'engine');
    }));
});
