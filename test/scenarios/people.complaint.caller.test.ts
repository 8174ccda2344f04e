import { describe, expect, it } from 'vitest';
import { aTalk, MOBILE } from './support/call-fixtures.ts';
import {
  COMPLAINTS_AGENT,
  OTHER_NUMBER,
  TRANSFER_PROMPTS,
  WITH_STAFF,
} from './support/complaint-fixtures.ts';
import { recordTypes, TRANSFERRED, transferTo, WITH_ESCALATION } from './support/escalation-fixtures.ts';
import { scenario } from './support/scenario.ts';
import { LINE } from './support/site.ts';
import { seconds } from './support/standard.ts';

describe('people.complaint: the caller', () => {
  it.each([
    ['during the apology', 2],
    ['while the complaints agent’s phone rings', 9.5],
  ])('who hangs up %s is called back', (_, after) =>
    scenario(
      WITH_ESCALATION,
      async (s) => {
        const { agent, caller, colleague } = await transferTo(s, '*51', '8800');
        colleague.doesNotAnswer();
        await s.after(seconds(after));
        caller.hangsUp();
        await s.after(seconds(1));
        expect(agent.gone).toBe(true);
        expect(s.records.callbacks).toMatchObject([{ kind: 'complaint' }]);
        s.fact('people.complaint', 'kept', 'engine');
        s.records.neverBroken('close.caller.first');
      },
      WITH_STAFF,
    ),
  );

  it('who accepts the offer at the limit gets a callback for the complaint', () =>
    scenario(
      WITH_ESCALATION,
      async (s) => {
        const { caller, colleague } = await transferTo(s, '*51', '8800');
        await s.after(seconds(16));
        // the complaints agent is busy: a second complaint waits
        s.agent('8002').registered().answersAfter(seconds(1));
        const second = await s.caller(OTHER_NUMBER).dials('4008001234');
        await s.after(seconds(20));
        s.agent('8002').presses('*51');
        await s.until(() => s.records.happened('offerMade').length > 0, seconds(140));
        await s.after(seconds(2));
        second.presses('1');
        await s.after(seconds(2));
        expect(s.records.callbacks).toMatchObject([{ kind: 'complaint', number: `+86${OTHER_NUMBER}` }]);
        expect(caller.inCall && colleague.inCall).toBe(true);
      },
      WITH_STAFF,
    ));

  it('who is on hold hears the apology alone', () =>
    scenario(
      WITH_ESCALATION,
      async (s) => {
        s.agent('8800').registered().answersAfter(seconds(2));
        const { agent, caller } = await aTalk(s);
        agent.holds();
        await s.after(seconds(8));
        agent.presses('*51');
        await s.after(seconds(20));
        s.expect(caller).heard(TRANSFER_PROMPTS);
        s.expect(caller).hears('<8800>');
      },
      WITH_STAFF,
    ));
});

describe('people.complaint: the key before the queue', () => {
  const MENU = ['people.complaint.menu', 'digit.9'];
  const KEY = { ...WITH_STAFF, line: { complaintKey: '9' } };

  it('transfers the caller to a complaints agent after the apology', () =>
    scenario(
      WITH_ESCALATION,
      async (s) => {
        s.agent('8800').registered().answersAfter(seconds(2));
        s.agent('8001').registered();
        const caller = await s.caller(MOBILE).dials(LINE);
        await s.after(seconds(3));
        caller.presses('9');
        await s.after(seconds(25));
        s.expect(caller).heard(TRANSFER_PROMPTS);
        s.expect(caller).hears('<8800>');
        s.fact('people.complaint', 'kept', COMPLAINTS_AGENT);
        expect(s.records.happened('record')).toMatchObject([{ by: 'caller', detail: { type: 'complaint' } }]);
        // whoever answers is not the first that the caller hears of the company
        s.expect(caller).heard(TRANSFERRED('8800'));
        s.expect(caller).never('greeting.help');
        s.fact('answer.greeting.transferred', 'kept', 'engine');
        expect(s.records.judged('answer.greeting')).toEqual([]);
      },
      KEY,
    ));

  it('records the complaint and promises a callback if no complaints agent is available', () =>
    scenario(
      WITH_ESCALATION,
      async (s) => {
        const caller = await s.caller(MOBILE).dials(LINE);
        await s.after(seconds(3));
        caller.presses('9');
        await s.after(seconds(15));
        s.expect(caller).heard(['people.complaint.apology', 'people.complaint.recorded', 'close.goodbye']);
        expect(s.records.callbacks).toMatchObject([{ kind: 'complaint' }]);
        s.fact('people.complaint', 'kept', 'engine');
      },
      KEY,
    ));

  it('has no effect on callers who press another key or none', () =>
    scenario(
      WITH_ESCALATION,
      async (s) => {
        s.agent('8001').registered().answersAfter(seconds(1));
        const caller = await s.caller(MOBILE).dials(LINE);
        await s.after(seconds(1));
        caller.presses('5');
        await s.after(seconds(24));
        s.expect(caller).heard(MENU);
        s.expect(caller).hears('<8001>');
        expect(recordTypes(s)).toEqual([]);
      },
      KEY,
    ));

  it.each([
    ['while an agent’s phone rings', 10],
    ['in the queue, after half a minute', 40],
  ])('means something for as long as the caller waits: %s', (_, at) =>
    scenario(
      WITH_ESCALATION,
      async (s) => {
        s.agent('8800').registered().answersAfter(seconds(2));
        s.agent('8001').registered().doesNotAnswer();
        const caller = await s.caller(MOBILE).dials(LINE);
        await s.after(seconds(at));
        caller.presses('9');
        await s.after(seconds(25));
        s.expect(caller).heard(TRANSFER_PROMPTS);
        s.expect(caller).hears('<8800>');
        s.fact('people.complaint', 'kept', COMPLAINTS_AGENT);
        expect(recordTypes(s)).toEqual(['complaint']);
      },
      KEY,
    ),
  );

  it('is told once more in the queue', () =>
    scenario(
      WITH_ESCALATION,
      async (s) => {
        const caller = await s.caller(MOBILE).dials(LINE);
        await s.after(seconds(60));
        expect(s.expect(caller).times('people.complaint.menu')).toHaveLength(2);
        s.expect(caller).heard(['queue.announce', ...MENU]);
      },
      KEY,
    ));

  it('counts a caller who hangs up in the menu as abandoned', () =>
    scenario(
      WITH_ESCALATION,
      async (s) => {
        const caller = await s.caller(MOBILE).dials(LINE);
        await s.after(seconds(5.5));
        caller.hangsUp();
        await s.after(seconds(1));
        expect(s.records.callbacks).toMatchObject([{ kind: 'abandoned' }]);
      },
      KEY,
    ));
});
