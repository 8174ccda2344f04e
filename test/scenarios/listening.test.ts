import { describe, expect, it } from 'vitest';
import type { Clauses, Standard } from '../../src/core/standard/standard.ts';
import { MOBILE } from './support/call-fixtures.ts';
import { callbackOptions } from './support/callback-fixtures.ts';
import { type Scenario, scenario } from './support/scenario.ts';
import { LINE } from './support/site.ts';
import { aStandard, LAST_QUESTION, LISTENING, minutes, QUESTIONS, seconds } from './support/standard.ts';
import { aSilentTalk, shipped } from './support/talk-fixtures.ts';

// Asterisk is told to listen to a leg only where a clause has to know when its party speaks: hear.silent, hear.noresponse,
// hear.interrupt, close.anything, the questions, and the dialogues of callback.opening, callback.programme and callback.follow_up.

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
    ['close.anything', only(LAST_QUESTION), CUSTOMER],
    ['hold.announce with a question', only({ 'hold.announce': QUESTIONS['hold.announce'] }), CUSTOMER],
    ['hold.return with a question', only({ 'hold.return': QUESTIONS['hold.return'] }), CUSTOMER],
    ['hold.promise with a question', only({ 'hold.promise': QUESTIONS['hold.promise'] }), BOTH],
    ['callback.number with a question', only({ 'callback.number': QUESTIONS['callback.number'] }), CUSTOMER],
    ['aftersales', shipped('aftersales'), BOTH],
    ['gas', shipped('gas'), BOTH],
    ['telecom', shipped('telecom'), BOTH],
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
