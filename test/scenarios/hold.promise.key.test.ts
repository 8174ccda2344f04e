import { describe, expect, it } from 'vitest';
import { aTalk, MOBILE, spoken, type Talk } from './support/call-fixtures.ts';
import { type Scenario, scenario } from './support/scenario.ts';
import { LINE } from './support/site.ts';
import { aStandard, QUESTIONS, seconds } from './support/standard.ts';
import { says, shipped } from './support/talk-fixtures.ts';

const ASK = 'hold.promise.ask';
const ASKED = seconds(spoken(ASK) + 1);
const NUMBER = ['callback.number.aftersales', 'callback.number.choose'];
const OTHER = '13912345678';
const PROMISE = aStandard({ 'hold.promise': QUESTIONS['hold.promise'] });
const CONFIRMED = aStandard({
  'hold.promise': QUESTIONS['hold.promise'],
  'callback.number': QUESTIONS['callback.number'],
});

const digits = (number: string) => [...number].map((digit) => `digit.${digit}`);
const GOODBYE = ['callback.number_is', ...digits(MOBILE), 'callback.undo', 'close.goodbye'];

/** The agent has pressed *73, and both have heard the question. */
async function asked(s: Scenario): Promise<Talk> {
  const talk = await aTalk(s);
  await says(s, talk.caller, 1);
  await s.after(seconds(1));
  talk.agent.presses('*73');
  await s.after(ASKED);
  s.expect(talk.caller).heard([ASK]);
  s.expect(talk.agent).heard([ASK]);
  expect(s.records.callbacks).toEqual([]);
  return talk;
}

describe('hold.promise by the agent’s key *73', () => {
  it('a key of the customer is a yes: the callback is stored, then the number and the goodbye are heard', () =>
    scenario(PROMISE, async (s) => {
      const { agent, caller } = await asked(s);
      caller.presses('1');
      await s.after(seconds(1));
      expect(s.records.callbacks).toMatchObject([
        { kind: 'promised', number: `+86${MOBILE}`, agent: '8001' },
      ]);
      await s.after(seconds(30));
      s.expect(caller).heard(GOODBYE);
      expect(agent.gone && caller.gone).toBe(true);
      s.fact('hold.promise', 'kept', { agent: '8001' });
      s.fact('close.goodbye', 'kept', 'engine');
      s.records.neverBroken('close.caller.first');
      const kept = s.records.batches.find(({ batch }) => (batch.machines.callback ?? []).length > 0);
      expect(kept?.batch.durable).toBe(true);
    }));

  it('a word is a yes if the agent says and does nothing after it', () =>
    scenario(PROMISE, async (s) => {
      const { caller } = await asked(s);
      await says(s, caller, 1);
      await s.after(seconds(2));
      s.expect(caller).never('callback.number_is');
      await s.after(seconds(20));
      s.expect(caller).heard(GOODBYE);
      expect(s.records.callbacks).toMatchObject([{ kind: 'promised' }]);
    }));

  it('a word that was no: the agent speaks, and the talk goes on; the second press is a yes at any time', () =>
    scenario(PROMISE, async (s) => {
      const { agent, caller } = await asked(s);
      await says(s, caller, 1);
      await s.after(seconds(1));
      await says(s, agent, 2);
      await s.after(seconds(20));
      s.expect(caller).hears('<8001>');
      expect(s.records.callbacks).toEqual([]);
      agent.presses('*73');
      await s.after(seconds(20));
      expect(s.expect(caller).times(ASK)).toHaveLength(1);
      s.expect(caller).heard(GOODBYE);
      expect(s.records.callbacks).toMatchObject([{ kind: 'promised' }]);
    }));

  it('the agent’s second press confirms at once', () =>
    scenario(PROMISE, async (s) => {
      const { agent, caller } = await asked(s);
      agent.presses('*73');
      await s.after(seconds(1));
      expect(s.records.callbacks).toMatchObject([{ kind: 'promised' }]);
      s.expect(caller).heard(['callback.number_is']);
    }));

  it.each([
    ['presses 2', ({ caller }: Talk) => caller.presses('2')],
    ['is refused by another code of the agent', ({ agent }: Talk) => agent.presses('*81')],
  ])('a customer who %s is not called back, and the next press asks anew', (_, refuse) =>
    scenario(aStandard({ ...QUESTIONS, 'hold.hurried': { say: ['hold.hurried'] } }), async (s) => {
      const talk = await asked(s);
      refuse(talk);
      await s.after(seconds(15));
      s.expect(talk.caller).hears('<8001>');
      expect(s.records.callbacks).toEqual([]);
      talk.agent.presses('*73');
      await s.after(ASKED);
      expect(s.expect(talk.caller).times(ASK)).toHaveLength(2);
      expect(s.records.judged('hold.promise')).toEqual([]);
    }),
  );

  it.each([
    ['says nothing', () => undefined],
    ['makes a noise that does not end', (caller: Talk['caller']) => caller.startsTalking()],
  ])('nothing is promised to a customer who %s: the agent hears a tone, and the talk goes on', (_, noise) =>
    scenario(PROMISE, async (s) => {
      const { agent, caller } = await asked(s);
      noise(caller);
      await s.after(seconds(25));
      s.expect(agent).heard(['tone.error']);
      s.expect(caller).hears('<8001>');
      expect(s.records.callbacks).toEqual([]);
    }),
  );

  it('a customer who hangs up during the question has promised and heard nothing', () =>
    scenario(PROMISE, async (s) => {
      const { agent, caller } = await aTalk(s);
      agent.presses('*73');
      await s.after(seconds(1));
      caller.hangsUp();
      await s.after(seconds(1));
      expect(s.records.callbacks).toEqual([]);
      expect(s.records.judged('hold.promise')).toEqual([]);
    }));
});

describe('hold.promise, callback.number: the number is confirmed where the standard asks', () => {
  async function agreed(s: Scenario): Promise<Talk> {
    const talk = await asked(s);
    talk.agent.presses('*73');
    await s.after(seconds(spoken(...NUMBER) + 0.3));
    s.expect(talk.caller).heard(NUMBER);
    return talk;
  }

  it.each([
    ['key 1', (caller: Talk['caller']) => caller.presses('1')],
    ['nothing', () => undefined],
    ['a word', (caller: Talk['caller']) => caller.startsTalking()],
  ])('%s: the calling number, which is read out', (_, answer) =>
    scenario(CONFIRMED, async (s) => {
      const { caller } = await agreed(s);
      answer(caller);
      await s.after(seconds(1));
      caller.stopsTalking();
      await s.after(seconds(25));
      s.expect(caller).heard(GOODBYE);
      expect(s.records.callbacks).toMatchObject([{ kind: 'promised', number: `+86${MOBILE}` }]);
    }),
  );

  it('key 2: another number is keyed in, read back and confirmed', () =>
    scenario(CONFIRMED, async (s) => {
      const { caller } = await agreed(s);
      caller.presses('2');
      await s.after(seconds(6));
      caller.presses(`${OTHER}#`);
      await s.after(seconds(14));
      s.expect(caller).heard(['callback.read_back', ...digits(OTHER), 'callback.confirm']);
      caller.presses('1');
      await s.after(seconds(20));
      s.expect(caller).heard(['callback.number_is', ...digits(OTHER), 'callback.undo', 'close.goodbye']);
      expect(s.records.callbacks).toMatchObject([{ kind: 'promised', number: `+86${OTHER}` }]);
    }));

  it('a customer who hangs up before is called back on the calling number', () =>
    scenario(CONFIRMED, async (s) => {
      const { caller } = await agreed(s);
      caller.hangsUp();
      await s.after(seconds(1));
      expect(s.records.callbacks).toMatchObject([{ kind: 'promised', number: `+86${MOBILE}` }]);
      s.records.neverBroken('close.caller.first');
    }));

  it('an agent who hangs up before has cut nobody off: the customer goes on alone', () =>
    scenario(CONFIRMED, async (s) => {
      const { agent, caller } = await agreed(s);
      agent.hangsUp();
      await s.after(seconds(1));
      caller.presses('1');
      await s.after(seconds(20));
      s.expect(caller).heard(GOODBYE);
      s.records.neverBroken('close.caller.first');
    }));

  it.each([
    ['gas', 'hold.promise.gas', 'callback.number.gas', 'close.goodbye.gas'],
    ['aftersales', 'hold.promise.aftersales', 'callback.number.aftersales', 'close.goodbye.aftersales'],
    ['ticketing', 'hold.promise.ticketing', null, 'close.goodbye.ticketing'],
  ])(
    '%s as it is shipped: the question, the answer, the number, the goodbye',
    (name, question, number, goodbye) =>
      scenario(shipped(name), async (s) => {
        const agent = s.agent('8001').registered().answersAfter(seconds(1));
        const caller = await s.caller(MOBILE).dials(LINE);
        await s.until(() => s.records.happened('connected').length > 0, seconds(30));
        await says(s, caller, 1);
        await s.after(seconds(1));
        agent.presses('*73');
        await s.after(seconds(spoken(question) + 0.3));
        await says(s, caller, 1);
        await s.after(seconds(4));
        if (number) {
          await s.after(seconds(spoken(number, 'callback.number.choose')));
          s.expect(caller).heard([number, 'callback.number.choose']);
          caller.presses('1');
        }
        await s.after(seconds(30));
        expect(s.expect(caller).times(goodbye)).toHaveLength(1);
        expect(s.records.callbacks).toMatchObject([{ kind: 'promised', number: `+86${MOBILE}` }]);
        s.fact('hold.promise', 'kept', { agent: '8001' });
      }),
  );
});
