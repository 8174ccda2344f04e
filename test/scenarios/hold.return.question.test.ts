import { describe, expect, it } from 'vitest';
import { aHold, spoken, type Talk } from './support/call-fixtures.ts';
import { type Scenario, scenario } from './support/scenario.ts';
import { aStandard, seconds } from './support/standard.ts';
import { says } from './support/talk-fixtures.ts';

const ASK = 'hold.return.ask.gas';
const THANKS = 'hold.return.gas';
const ASKED = spoken(ASK);
const ASKS = aStandard({ 'hold.return': { sayAsk: [ASK], answerMs: seconds(4), say: [THANKS] } });

/** The agent takes the call back after 10 s; times count from there. */
async function isAsked(s: Scenario): Promise<Talk> {
  const talk = await aHold(s);
  await s.after(seconds(10));
  talk.agent.resumes();
  talk.caller.zero = talk.agent.zero = s.sim.clock.now().mono;
  return talk;
}

const answers = (s: Scenario) => s.records.happened('answered').map(({ detail }) => detail?.how);
const thanks = (s: Scenario, { caller }: Talk) => s.expect(caller).times(THANKS);

describe('hold.return where the standard asks first whether the customer is there', () => {
  it('both hear the question and each other; the thanks follow a word', () =>
    scenario(ASKS, async (s) => {
      const talk = await isAsked(s);
      await s.after(seconds(ASKED + 1));
      s.expect(talk.agent).heard([ASK]);
      expect(thanks(s, talk)).toEqual([]);
      await says(s, talk.caller, 1);
      await s.after(seconds(5));
      expect(thanks(s, talk)[0]).toBeCloseTo(ASKED + 2.8, 0);
      expect(answers(s)).toEqual(['voice']);
      s.fact('hold.return', 'kept', 'engine');
      s.expect(talk.caller).hears('<8001>');
    }));

  it('a key answers at once, in the middle of the question', () =>
    scenario(ASKS, async (s) => {
      const talk = await isAsked(s);
      await s.after(seconds(1));
      talk.caller.presses('5');
      await s.after(seconds(4));
      expect(thanks(s, talk)[0]).toBeCloseTo(1, 0);
      expect(answers(s)).toEqual(['key']);
    }));

  it.each([
    ['says nothing', () => undefined],
    ['makes a noise that does not end', ({ caller }: Talk) => caller.startsTalking()],
  ])('a customer who %s is thanked after the limit', (_, noise) =>
    scenario(ASKS, async (s) => {
      const talk = await isAsked(s);
      noise(talk);
      await s.after(seconds(ASKED + 8));
      expect(thanks(s, talk)[0]).toBeCloseTo(ASKED + 4, 0);
      expect(answers(s)).toEqual(['none']);
    }),
  );

  it('a customer who hangs up in the question is thanked for nothing', () =>
    scenario(ASKS, async (s) => {
      const { agent, caller } = await isAsked(s);
      await s.after(seconds(1));
      caller.hangsUp();
      await s.after(seconds(2));
      expect(agent.gone).toBe(true);
      expect(s.records.judged('hold.return')).toEqual([]);
      expect(s.records.happened('hungUpFirst')).toMatchObject([{ by: 'caller' }]);
    }));

  it('an agent who holds again in the question: announcement and music, and the question anew afterwards', () =>
    scenario(ASKS, async (s) => {
      const talk = await isAsked(s);
      await s.after(seconds(1));
      talk.agent.holds();
      await s.after(seconds(8));
      s.expect(talk.caller).heard(['hold.announce', 'music']);
      talk.agent.resumes();
      await s.after(seconds(ASKED + 1));
      await says(s, talk.caller, 1);
      await s.after(seconds(4));
      expect(thanks(s, talk)).toHaveLength(1);
    }));
});
