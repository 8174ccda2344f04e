import { describe, expect, it } from 'vitest';
import { aTalk, MOBILE, spoken } from './support/call-fixtures.ts';
import { scenario } from './support/scenario.ts';
import { LINE } from './support/site.ts';
import { aStandard, seconds } from './support/standard.ts';
import { aHeardTalk, says, shipped } from './support/talk-fixtures.ts';

const ASK = 'hold.announce.ticketing';
const THANKS = 'hold.thanks';
const ASKS = aStandard({
  'hold.announce': { sayAsk: [ASK], answerMs: seconds(4), say: [THANKS], sayQueue: ['queue.announce'] },
});

/** The length of the question, s. */
const ASKED = spoken(ASK);

describe('hold.announce: asked beforehand, by the agent’s key *80', () => {
  it('both hear the question, the agent hears the answer, and the hold begins with music', () =>
    scenario(ASKS, async (s) => {
      const { agent, caller } = await aTalk(s);
      caller.zero = agent.zero = s.sim.clock.now().mono;
      agent.presses('*80');
      await s.after(seconds(ASKED + 1));
      s.expect(caller).heard([ASK]).by(0.5);
      s.expect(agent).heard([ASK]).by(0.5);
      await says(s, caller, 1);
      await s.after(seconds(2));
      s.expect(agent).hears(`<${MOBILE}>`);
      const from = (s.sim.clock.now().mono - caller.zero) / 1000;
      agent.holds();
      await s.after(seconds(5));

      s.expect(caller)
        .heard(['music'], from)
        .by(from + 0.1);
      expect(s.expect(caller).times(ASK)).toHaveLength(1);
      s.expect(caller).never(THANKS);
      s.fact('hold.announce', 'kept', { agent: '8001' });
      agent.resumes();
      await s.after(seconds(6));
      agent.holds();
      await s.after(seconds(12));
      // the next hold is another one
      expect(s.expect(caller).times(ASK)).toHaveLength(2);
    }));

  it('an agent who presses hold before the answer does not ask twice: the answer is awaited', () =>
    scenario(ASKS, async (s) => {
      const { agent, caller } = await aTalk(s);
      agent.presses('*80');
      await s.after(seconds(ASKED + 1));
      agent.holds();
      await s.after(seconds(8));
      expect(s.expect(caller).times(ASK)).toHaveLength(1);
      s.expect(caller).heard(['silence', THANKS, 'music']);
    }));

  it('a hold in the middle of the question asks anew, the customer alone', () =>
    scenario(ASKS, async (s) => {
      const { agent, caller } = await aTalk(s);
      agent.presses('*80');
      await s.after(seconds(1));
      agent.holds();
      await s.after(seconds(12));
      s.expect(caller).heard([`${ASK}, cut`, ASK, 'silence', THANKS, 'music']);
    }));

  it('where the standard asks nothing, both hear the announcement, and the hold begins with music', () =>
    scenario(shipped('gas'), async (s) => {
      const agent = s.agent('8001').registered().answersAfter(seconds(1));
      const caller = await s.caller(MOBILE).dials(LINE);
      await s.after(seconds(12));
      agent.presses('*80');
      await s.after(seconds(5));
      s.expect(agent).heard(['hold.announce.gas']);
      agent.holds();
      await s.after(seconds(5));
      expect(s.expect(caller).times('hold.announce.gas')).toHaveLength(1);
      s.expect(caller).hears('music');
      s.fact('hold.announce', 'kept', { agent: '8001' });
    }));

  it('gas: at the second press both hear the other wording', () =>
    scenario(shipped('gas'), async (s) => {
      const { agent, caller } = await aHeardTalk(s);
      for (const said of ['hold.announce.gas', 'hold.announce.confirm.gas', 'hold.announce.gas']) {
        const pressedAt = (s.sim.clock.now().mono - caller.zero) / 1000;
        agent.presses('*80');
        await s.after(seconds(6));
        s.expect(caller).heard([said], pressedAt);
        s.expect(agent).heard([said], pressedAt);
      }
      agent.holds();
      await s.after(seconds(3));
      s.expect(caller).hears('music');
      s.fact('hold.announce', 'kept', { agent: '8001' });
    }));
});
