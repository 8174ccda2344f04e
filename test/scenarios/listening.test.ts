import { describe, expect, it } from 'vitest';
import type { Clauses, Standard } from '../../src/core/standard/standard.ts';
import { MOBILE, spoken, type Talk } from './support/call-fixtures.ts';
import { callbackOptions } from './support/callback-fixtures.ts';
import { type Scenario, scenario } from './support/scenario.ts';
import { LINE } from './support/site.ts';
import { aStandard, LAST_QUESTION, LISTENING, minutes, QUESTIONS, seconds } from './support/standard.ts';
import { aSilentTalk, says, shipped } from './support/talk-fixtures.ts';

// Asterisk is told to listen to a leg only where, and as long as, a clause has to know when its party speaks: hear.silent,
// hear.noresponse and hear.interrupt in the whole talk; close.anything and the other questions until they have their answer; the
// dialogues of callback.opening, callback.programme and callback.follow_up until the agent goes on alone.

/** Whether Asterisk listens now: to the customer, and to the agent. */
function listening(s: Scenario): { customer?: boolean; agent?: boolean } {
  const legs = s.sim.controls.legs.filter(({ gone }) => !gone);
  const of = (isAgent: boolean) =>
    legs.find((leg) => (leg.agent !== undefined) === isAgent)?.talk.isListening;
  const [customer, agent] = [of(false), of(true)];
  return { ...(customer !== undefined && { customer }), ...(agent !== undefined && { agent }) };
}

const NOBODY = { customer: false, agent: false };
const CUSTOMER = { customer: true, agent: false };
const BOTH = { customer: true, agent: true };
const only = (clauses: Partial<Clauses>) => aStandard(clauses);

describe('in a talk with a caller', () => {
  it.each<[string, Standard, object]>([
    ['a standard that does not listen', aStandard(), NOBODY],
    ['a dialogue as the opening of callbacks', shippedOpening(), NOBODY],
    ['hear.silent', only({ 'hear.silent': LISTENING['hear.silent'] }), CUSTOMER],
    ['hear.noresponse', only({ 'hear.noresponse': LISTENING['hear.noresponse'] }), CUSTOMER],
    ['hear.interrupt', only({ 'hear.interrupt': {} }), BOTH],
    ['questions that have not been asked', only({ ...QUESTIONS, ...LAST_QUESTION }), NOBODY],
    ['aftersales', shipped('aftersales'), BOTH],
    ['gas', shipped('gas'), NOBODY],
    ['strict', shipped('strict'), BOTH],
    ['telecom', shipped('telecom'), NOBODY],
    ['desk400', shipped('desk400'), BOTH],
    ['ticketing', shipped('ticketing'), BOTH],
  ])('%s', (_what, standard, who) =>
    scenario(standard, async (s) => {
      await aSilentTalk(s);
      await s.after(seconds(1));
      expect(listening(s)).toEqual(who);
    }),
  );

  function shippedOpening(): Standard {
    return aStandard({ 'callback.opening': { steps: [['greeting.hello'], ['callback.opening.agent']] } });
  }
});

describe('a question', () => {
  const hold: Ask = async (s, { agent }) => {
    agent.holds();
    await s.after(seconds(1));
  };
  const press = (code: string): Ask => {
    return async (s, { agent }) => {
      agent.presses(code);
      await s.after(seconds(1));
    };
  };
  const resume: Ask = async (s, { agent }) => {
    agent.holds();
    await s.after(seconds(10));
    expect(listening(s)).toEqual(NOBODY);
    agent.resumes();
    await s.after(seconds(1));
  };
  const confirm: Ask = async (s, talk) => {
    await press('*73')(s, talk);
    await s.after(seconds(spoken('hold.promise.ask')));
    talk.caller.presses('1');
    await s.after(seconds(1));
  };
  type Ask = (s: Scenario, talk: Talk) => Promise<void>;

  it.each<[string, Partial<Clauses>, Ask, object]>([
    ['hold.announce', { 'hold.announce': QUESTIONS['hold.announce'] }, hold, CUSTOMER],
    ['hold.announce, by key', { 'hold.announce': QUESTIONS['hold.announce'] }, press('*80'), CUSTOMER],
    ['hold.return', { 'hold.return': QUESTIONS['hold.return'] }, resume, CUSTOMER],
    ['hold.promise', { 'hold.promise': QUESTIONS['hold.promise'] }, press('*73'), BOTH],
    ['callback.number', QUESTIONS, confirm, CUSTOMER],
    ['close.anything', LAST_QUESTION, press('*83'), CUSTOMER],
  ])('%s is listened to from its beginning, and not after its answer', (_what, clauses, asks, who) =>
    scenario(only(clauses), async (s) => {
      const talk = await aSilentTalk(s);
      await s.after(seconds(1));
      expect(listening(s)).toEqual(NOBODY);
      await asks(s, talk);
      expect(listening(s)).toEqual(who);
      talk.caller.presses('1');
      await s.after(seconds(3));
      expect(Object.values(listening(s))).not.toContain(true);
    }),
  );

  it('in which the caller still speaks leaves no trace of that for the next one', () =>
    scenario(only({ 'hold.promise': QUESTIONS['hold.promise'] }), async (s) => {
      const { agent, caller } = await aSilentTalk(s);
      await press('*73')(s, { agent, caller });
      caller.startsTalking();
      await s.after(seconds(1));
      caller.presses('2');
      await s.after(seconds(1));
      caller.stopsTalking();
      await s.after(seconds(3));
      agent.presses('*73');
      await s.after(seconds(10));
      await says(s, caller, 1);
      await s.after(seconds(4));
      expect(s.records.callbacks).toMatchObject([{ kind: 'promised' }]);
    }));
});

it.each<[string, (talk: Talk) => void]>([
  ['in the goodbye', ({ agent }) => agent.hangsUp()],
  ['in the queue, after the agent’s phone was lost', ({ agent }) => agent.isCutOff()],
])('a caller whose agent has left is not listened to any more: %s', (_where, leaves) =>
  scenario(aStandard(LISTENING), async (s) => {
    const talk = await aSilentTalk(s);
    await s.after(seconds(1));
    leaves(talk);
    await s.until(() => listening(s).agent === undefined, minutes(1));
    await s.after(seconds(1));
    expect(listening(s).customer).toBe(false);
  }),
);

it('no caller is listened to while ringing, in the queue, or in the greeting', () =>
  scenario(aStandard(LISTENING), async (s) => {
    await s.caller(MOBILE).dials(LINE);
    await s.after(seconds(4));
    expect(listening(s)).toEqual({ customer: false });
    await s.after(seconds(30));
    expect(listening(s)).toEqual({ customer: false });
    s.agent('8001').registered().answersAfter(seconds(1));
    await s.after(seconds(2));
    expect(listening(s)).toEqual({ customer: false, agent: true });
    await s.until(() => s.records.happened('connected').length > 0, seconds(30));
    await s.after(seconds(1));
    expect(listening(s)).toEqual(BOTH);
  }));

it.each<[string, Standard, object]>([
  ['a dialogue', shipped('telecom'), BOTH],
  ['one phrase', aStandard(), NOBODY],
])('a customer who is called back, the opening is %s', (_what, standard, who) =>
  scenario(
    standard,
    async (s) => {
      s.agent('8001').registered().answersAfter(seconds(1));
      s.customer(MOBILE).answersAfter(seconds(2));
      const place = s.sim.clock.now().wall;
      const wanted = { number: `+86${MOBILE}`, dialled: MOBILE, line: LINE, standard: standard.name, place };
      await s.desk().requestCallback({ kind: 'requested', ...wanted, language: 'zh', from: null });
      await s.until(() => s.sim.controls.openResources().bridges.length > 0, minutes(2));
      await s.after(seconds(1));
      expect(listening(s)).toEqual(who);
      // the agent goes on alone
      await says(s, s.agent('8001'), 1);
      expect(listening(s)).toEqual(NOBODY);
    },
    callbackOptions({}),
  ),
);

it('a caller is listened to again where the link was lost as the two were connected', () =>
  scenario(aStandard(LISTENING), async (s) => {
    s.sim.telephony.breakWithin('connect', 1);
    s.agent('8001').registered().answersAfter(seconds(1));
    await s.caller(MOBILE).dials(LINE);
    await s.until(() => s.records.happened('connected').length > 0, seconds(30));
    await s.after(seconds(1));
    s.sim.controls.mendLink();
    await s.after(seconds(3));
    expect(s.sim.controls.openResources().bridges).toHaveLength(1);
    expect(listening(s)).toEqual(BOTH);
    s.takeErrors();
  }));
