import { describe, expect, it } from 'vitest';
import { aHold, aTalk, MOBILE } from './support/call-fixtures.ts';
import { scenario } from './support/scenario.ts';
import { LINE } from './support/site.ts';
import { aStandard, seconds } from './support/standard.ts';

const AGAIN = ['callback.no_agent', 'queue.announce', 'music'];

describe("an agent's phone loses its power", () => {
  it('in a talk: the customer hears an apology within 10 s and gets the next agent; the silence is on record as broken', () =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await aTalk(s);
      agent.losesPower();
      await s.after(seconds(10));
      s.expect(caller).hears('callback.no_agent');
      await s.after(seconds(10));
      s.expect(caller).heard(AGAIN);
      s.agent('8002').registered().answersAfter(seconds(1));
      await s.after(seconds(20));
      s.expect(caller).hears('<8002>');
      const [announced] = s.records.judged('hold.announce').filter(({ verdict }) => verdict === 'broken');
      expect(announced).toMatchObject({ by: 'engine', measured: { limit: 1 } });
      expect(announced?.measured?.value).toBeGreaterThanOrEqual(8);
      expect(s.records.happened('legLost')).toMatchObject([{ detail: { who: '8001', silent: 8 } }]);
      expect(s.records.judged('close.caller.first')).toEqual([]);
    }));

  it('while it holds: the customer hears an apology within 10 s, though the phone sent no sound before either', () =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await aHold(s);
      await s.after(seconds(5));
      agent.losesPower();
      await s.after(seconds(10));
      s.expect(caller).hears('callback.no_agent');
      await s.after(seconds(10));
      s.expect(caller).heard(AGAIN);
      // the customer had music and reassurances all the time
      expect(s.records.happened('legLost')).toMatchObject([{ detail: { who: '8001' } }]);
      expect(s.records.happened('legLost')[0]?.detail).not.toHaveProperty('silent');
      s.agent('8002').registered().answersAfter(seconds(1));
      await s.after(seconds(20));
      s.expect(caller).hears('<8002>');
    }));

  it('while it holds, and is back after 3 s: it is rung at once, for the customer whom it has lost', () =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await aHold(s);
      const other = s.caller('13912345678');
      await other.dials(LINE);
      await s.after(seconds(5));
      agent.losesPower();
      await s.after(seconds(3));
      agent.restarts();
      await s.after(seconds(20));
      s.expect(caller).heard(['callback.no_agent, cut']);
      s.expect(caller).hears('<8001>');
      s.expect(other).hears('music');
      expect(s.records.judged('close.record')).toEqual([]);
    }));

  it('a phone that registers anew in a talk, and still brings sound, talks on', () =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await aTalk(s);
      agent.restarts();
      await s.after(seconds(20));
      s.expect(caller).hears('<8001>');
      s.expect(agent).hears(`<${MOBILE}>`);
    }));

  it('nobody waits for the wrap-up of an agent whose phone broke off', () =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await aTalk(s);
      agent.isCutOff();
      await s.after(seconds(20));
      s.expect(caller).hears('<8001>');
    }));
});
