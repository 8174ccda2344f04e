import { describe, expect, it } from 'vitest';
import { aTalk, MOBILE, spoken, type Talk } from './support/call-fixtures.ts';
import { type Scenario, scenario } from './support/scenario.ts';
import { LINE } from './support/site.ts';
import { aStandard, seconds } from './support/standard.ts';
import { says, shipped } from './support/talk-fixtures.ts';

const ASK = 'hold.announce.ticketing';
const THANKS = 'hold.thanks';
const ASKS = aStandard({
  'hold.announce': { sayAsk: [ASK], answerMs: seconds(4), say: [THANKS], sayQueue: ['queue.announce'] },
});

/** The agent presses hold in a talk in which the customer is known; times count from there. */
async function aHoldThatAsks(s: Scenario): Promise<Talk> {
  const talk = await aTalk(s);
  await says(s, talk.caller, 1);
  await s.after(seconds(2));
  talk.agent.holds();
  talk.caller.zero = talk.agent.zero = s.sim.clock.now().mono;
  return talk;
}

/** The length of the question, s. */
const ASKED = spoken(ASK);

function answers(s: Scenario) {
  return s.records.happened('answered').map(({ detail }) => [detail?.clause, detail?.how]);
}

describe('hold.announce where the standard asks for consent', () => {
  it('asks at once, waits in silence for a word, and then thanks; then music', () =>
    scenario(ASKS, async (s) => {
      const talk = await aHoldThatAsks(s);
      await s.after(seconds(ASKED + 1));
      s.expect(talk.caller).hears('silence');
      await says(s, talk.caller, 1);
      await s.after(seconds(4));

      s.expect(talk.caller).heard([ASK, 'silence', THANKS, 'music']).at(0);
      // talk detection reports the end of the word 0.8 s after it
      s.expect(talk.caller)
        .heard([THANKS])
        .at(ASKED + 2.8, 0.1);
      s.expect(talk.agent).never(ASK);
      expect(answers(s)).toEqual([['hold.announce', 'voice']]);
      const { measured } = s.fact('hold.announce', 'kept', 'engine');
      expect(measured?.value).toBeLessThanOrEqual(1);
    }));

  it.each([
    ['ticketing', 'hold.announce.ticketing'],
    ['aftersales', 'hold.announce.aftersales'],
  ])('%s as it is shipped asks', (standard, question) =>
    scenario(shipped(standard), async (s) => {
      const agent = s.agent('8001').registered().answersAfter(seconds(1));
      const caller = await s.caller(MOBILE).dials(LINE);
      await s.until(() => s.records.happened('connected').length > 0, seconds(30));
      await says(s, caller, 1);
      await s.after(seconds(1));
      agent.holds();
      await s.after(seconds(spoken(question) + 0.5));
      await says(s, caller, 1);
      await s.after(seconds(3));
      s.expect(caller).heard([question, 'silence', THANKS, 'music']);
    }),
  );

  it('takes a key for an answer, even in the middle of the question', () =>
    scenario(ASKS, async (s) => {
      const { caller } = await aHoldThatAsks(s);
      await s.after(seconds(1));
      caller.presses('1');
      await s.after(seconds(3));

      s.expect(caller).heard([`${ASK}, cut`, THANKS, 'music']);
      expect(answers(s)).toEqual([['hold.announce', 'key']]);
      s.fact('hold.announce', 'kept', 'engine');
    }));

  it('takes a word that began during the question and ends after it', () =>
    scenario(ASKS, async (s) => {
      const talk = await aHoldThatAsks(s);
      await s.after(seconds(1));
      talk.caller.startsTalking();
      await s.after(seconds(ASKED));
      talk.caller.stopsTalking();
      await s.after(seconds(3));
      s.expect(talk.caller)
        .heard([THANKS])
        .at(ASKED + 1.8, 0.1);
      expect(answers(s)).toEqual([['hold.announce', 'voice']]);
    }));

  it.each([
    ['says nothing', () => undefined],
    ['makes a noise that does not end', (caller: Talk['caller']) => caller.startsTalking()],
  ])('goes on after the limit if the customer %s', (_, noise) =>
    scenario(ASKS, async (s) => {
      const talk = await aHoldThatAsks(s);
      noise(talk.caller);
      await s.after(seconds(ASKED + 7));

      s.expect(talk.caller).heard([ASK, 'silence', THANKS, 'music']);
      s.expect(talk.caller)
        .heard([THANKS])
        .at(ASKED + 4, 0.1);
      expect(answers(s)).toEqual([['hold.announce', 'none']]);
      expect(s.fact('hold.announce', 'kept', 'engine').note).toContain('no answer');
    }),
  );

  it('the clock of the reassurances runs since the question', () =>
    scenario(ASKS, async (s) => {
      const { caller } = await aHoldThatAsks(s);
      await s.after(seconds(40));
      const [first, second] = s.expect(caller).times('hold.reminder');
      expect(first).toBeLessThanOrEqual(15);
      expect((second ?? 0) - (first ?? 0)).toBeLessThanOrEqual(15);
      s.records.neverBroken('hold.reminder');
    }));

  it('a second press of hold changes nothing', () =>
    scenario(ASKS, async (s) => {
      const { agent, caller } = await aHoldThatAsks(s);
      await s.after(seconds(1));
      agent.holds();
      await s.after(seconds(12));
      expect(s.expect(caller).times(ASK)).toHaveLength(1);
      expect(s.expect(caller).times(THANKS)).toHaveLength(1);
      expect(s.records.happened('held')).toHaveLength(1);
    }));

  it.each([
    ['in the question', 1],
    ['while the answer is awaited', 7],
  ])('an agent who takes the call back %s is heard at once, and nothing was held', (_, at) =>
    scenario(ASKS, async (s) => {
      const { agent, caller } = await aHoldThatAsks(s);
      await s.after(seconds(at));
      agent.resumes();
      await s.after(seconds(6));

      s.expect(caller).heard(['hold.return']).at(at);
      expect(s.expect(caller).heard(['<8001>'], at - 1).from).toBeCloseTo(at, 1);
      s.expect(caller).never(THANKS);
      s.expect(caller).never('music');
      expect(s.records.judged('hold.announce')).toEqual([]);
      agent.holds();
      await s.after(seconds(12));
      s.expect(caller).heard([ASK, 'silence', THANKS, 'music']);
    }),
  );

  it('an agent who hangs up in the question is to blame, and the customer hears the goodbye', () =>
    scenario(ASKS, async (s) => {
      const { agent, caller } = await aHoldThatAsks(s);
      await s.after(seconds(1));
      agent.hangsUp();
      await s.after(seconds(20));
      s.expect(caller).heard([`${ASK}, cut`, 'close.goodbye']);
      s.fact('close.caller.first', 'broken', { agent: '8001' });
      expect(s.records.judged('hold.announce')).toEqual([]);
    }));

  it('a customer who hangs up in the question has hung up first', () =>
    scenario(ASKS, async (s) => {
      const { agent, caller } = await aHoldThatAsks(s);
      await s.after(seconds(1));
      caller.hangsUp();
      await s.after(seconds(2));
      expect(agent.gone).toBe(true);
      s.fact('close.caller.first', 'kept', { agent: '8001' });
      expect(s.records.judged('hold.announce')).toEqual([]);
    }));

  it('the customer hears music and reassurances although the engine crashes in the question', () =>
    scenario(ASKS, async (s) => {
      const { caller } = await aHoldThatAsks(s);
      await s.after(seconds(2));
      await s.crash();
      await s.after(seconds(6));
      await s.restart();
      await s.after(seconds(30));
      s.expect(caller).heard(['music', 'hold.reminder', 'music']);
    }));

  it('a question that cannot be played is broken, and music follows at once', () =>
    scenario(
      ASKS,
      async (s) => {
        const { caller } = await aHoldThatAsks(s);
        await s.after(seconds(5));
        s.expect(caller).heard([THANKS, 'music']).by(0.5);
        s.fact('hold.announce', 'broken', 'engine');
        s.takeErrors();
      },
      { missing: [ASK] },
    ));

  it('plays music after the question to a caller from the queue, if the agent presses hold in the greeting', () =>
    scenario(ASKS, async (s) => {
      const caller = await s.caller(MOBILE).dials(LINE);
      await s.until(() => caller.inCall, seconds(10));
      await s.after(seconds(5));
      const agent = s.agent('8001').registered().answersAfter(seconds(1));
      await s.until(() => agent.inCall, seconds(10));
      await s.after(seconds(1));
      agent.holds();
      await s.until(() => s.records.happened('held').length === 1, seconds(15));
      caller.zero = s.sim.clock.now().mono;
      await s.after(seconds(ASKED + 12));
      s.expect(caller).heard([ASK, 'silence', THANKS, 'music', 'hold.reminder']);
    }));
});
