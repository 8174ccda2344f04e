import { describe, expect, it } from 'vitest';
import { aCallerWaits, aTalk, MOBILE } from './support/call-fixtures.ts';
import {
  recordTypes,
  STAFF,
  TRANSFERRED,
  transferTo,
  transferToNobody,
  WITH_ESCALATION,
} from './support/escalation-fixtures.ts';
import { scenario } from './support/scenario.ts';
import { LINE } from './support/site.ts';
import { minutes, seconds } from './support/standard.ts';

const SAYS = ['people.complaint.apology', 'people.complaint.transfer'];
const OTHER = '13912345678';
const OPTIONS = { staff: STAFF };
const LI = { agent: '8001' };
const DESK = { agent: '8800' };

describe('people.complaint: with the desk there', () => {
  it('both hear the apology, the agent is let go, the desk greets, and they talk', () =>
    scenario(
      WITH_ESCALATION,
      async (s) => {
        const { agent, caller, desk } = await transferTo(s, '*51', '8800');
        await s.after(seconds(10));
        s.expect(caller).heard(SAYS);
        s.expect(agent).heard(SAYS);
        expect(agent.gone).toBe(true);
        await s.after(seconds(8));
        s.expect(caller).heard(TRANSFERRED('8800'));
        s.expect(desk).heard(['tone.connect', ...TRANSFERRED('8800').slice(0, -1)]);
        s.expect(caller).hears('<8800>');
        s.expect(desk).hears(`<${MOBILE}>`);

        expect(recordTypes(s)).toEqual(['complaint']);
        s.fact('people.complaint', 'kept', DESK);
        s.fact('answer.greeting.transferred', 'kept', 'engine');
        s.fact('close.caller.first', 'kept', LI);
        expect(s.records.happened('handedOver')).toMatchObject([{ by: LI, detail: { why: 'complaint' } }]);
        expect(s.records.happened('takenOver')).toMatchObject([{ by: DESK, detail: { of: '8001' } }]);
        expect(s.records.callbacks).toEqual([]);
      },
      OPTIONS,
    ));

  it('close.record: the first agent may still write it down, and the desk has its own time', () =>
    scenario(
      WITH_ESCALATION,
      async (s) => {
        const { agent, caller } = await transferTo(s, '*51', '8800');
        await s.after(seconds(12));
        agent.dialsCode('*31');
        await s.after(seconds(10));
        s.expect(agent).heard(['tone.ok']);
        s.fact('close.record', 'kept', LI);
        caller.hangsUp();
        await s.after(seconds(25));
        s.fact('close.record', 'broken', DESK);
        expect(s.records.happened('disposition')).toHaveLength(1);
      },
      OPTIONS,
    ));

  it('close.record: the first agent who writes nothing is on record, though the call goes on', () =>
    scenario(
      WITH_ESCALATION,
      async (s) => {
        const { caller } = await transferTo(s, '*51', '8800');
        await s.after(seconds(45));
        s.expect(caller).hears('<8800>');
        s.fact('close.record', 'broken', LI);
      },
      OPTIONS,
    ));

  it('the caller goes before those who came later, and only the desk is rung', () =>
    scenario(
      WITH_ESCALATION,
      async (s) => {
        s.agent('8800').registered().answersAfter(seconds(2));
        const { agent, caller } = await aTalk(s);
        const next = await aCallerWaits(s, OTHER);
        agent.presses('*51');
        await s.after(seconds(20));
        s.expect(caller).hears('<8800>');
        s.expect(next).never('<8800>');
      },
      OPTIONS,
    ));

  it('while the desk is busy the caller waits, is reassured, and gets it as soon as it is free', () =>
    scenario(
      WITH_ESCALATION,
      async (s) => {
        const first = await transferTo(s, '*51', '8800');
        await s.after(seconds(18));
        s.agent('8002').registered().answersAfter(seconds(1));
        const second = await s.caller(OTHER).dials('4008001234');
        await s.after(seconds(20));
        s.agent('8002').presses('*51');
        await s.after(seconds(40));
        s.expect(second).heard([...SAYS, 'music', 'hold.reminder']);
        first.caller.hangsUp();
        await s.after(seconds(1));
        first.desk.dialsCode('*31');
        await s.after(seconds(20));
        s.expect(second).hears('<8800>');
        s.records.neverBroken('hold.reminder');
      },
      OPTIONS,
    ));

  it('pressed twice, and the agent hangs up in the apology: the caller hears the rest', () =>
    scenario(
      WITH_ESCALATION,
      async (s) => {
        const { agent, caller } = await transferTo(s, '*51', '8800');
        await s.after(seconds(1));
        agent.presses('*51');
        await s.after(seconds(1));
        agent.hangsUp();
        await s.after(seconds(20));
        s.expect(caller).heard(SAYS);
        s.expect(caller).hears('<8800>');
        expect(recordTypes(s)).toEqual(['complaint']);
        s.records.neverBroken('close.caller.first');
      },
      OPTIONS,
    ));
});

describe('people.complaint: with nobody there', () => {
  it('the complaint is recorded, the caller told so and called back within 30 minutes by the desk', () =>
    scenario(
      WITH_ESCALATION,
      async (s) => {
        const { agent, caller } = await transferToNobody(s, '*51');
        await s.after(seconds(1));
        expect(agent.gone).toBe(true);
        await s.after(seconds(12));
        s.expect(caller).heard(['people.complaint.apology', 'people.complaint.recorded', 'close.goodbye']);
        s.expect(caller).never('people.complaint.transfer');
        s.fact('people.complaint', 'kept', 'engine');
        s.fact('close.caller.first', 'kept', LI);
        caller.hangsUp();
        const [callback] = s.records.callbacks;
        expect(callback).toMatchObject({ kind: 'complaint', wants: { role: 'complaints' } });
        expect((callback?.deadlineAt ?? 0) - (callback?.promisedAt ?? 0)).toBe(minutes(30));

        // the agent is free again, and not asked
        await s.after(minutes(2));
        expect(s.records.happened('customerDialled')).toEqual([]);
        s.agent('8800').registered().answersAfter(seconds(1));
        caller.answersAfter(seconds(1));
        await s.after(seconds(40));
        s.expect(caller).hears('<8800>');
        s.agent('8800').presses('*31');
        await s.after(seconds(1));
        caller.hangsUp();
        await s.after(seconds(1));
        const facts = s.records.judged('people.complaint');
        expect(facts.map(({ verdict, measured }) => [verdict, measured?.limit])).toEqual([
          ['kept', undefined],
          ['kept', 1800],
        ]);
      },
      OPTIONS,
    ));

  it('nor before the deadline is near: then anybody calls back', () =>
    scenario(
      WITH_ESCALATION,
      async (s) => {
        const { caller } = await transferToNobody(s, '*51');
        await s.after(seconds(14));
        caller.hangsUp();
        caller.answersAfter(seconds(1));
        await s.after(minutes(24));
        expect(s.records.happened('customerDialled')).toEqual([]);
        await s.after(minutes(2));
        s.expect(caller).hears('<8001>');
      },
      OPTIONS,
    ));

  it('nor waited for where the company has no desk: whoever is free calls back', () =>
    scenario(
      WITH_ESCALATION,
      async (s) => {
        const { agent, caller } = await transferToNobody(s, '*51');
        await s.after(seconds(14));
        caller.hangsUp();
        caller.answersAfter(seconds(1));
        agent.dialsCode('*31');
        await s.after(seconds(50));
        s.expect(caller).hears('<8001>');
        expect(s.records.callbacks).toMatchObject([{ kind: 'complaint' }]);
      },
      { staff: ['8001'] },
    ));

  it('the desk does not pick up, or declines: the same', () =>
    scenario(
      WITH_ESCALATION,
      async (s) => {
        s.agent('8800').registered().declines();
        const { caller } = await transferToNobody(s, '*51');
        await s.after(seconds(20));
        s.expect(caller).heard([...SAYS]);
        s.expect(caller).heard(['people.complaint.recorded']);
        expect(s.records.callbacks).toMatchObject([{ kind: 'complaint' }]);
        s.fact('people.complaint', 'kept', 'engine');
      },
      OPTIONS,
    ));

  it('the desk’s phone goes while it is busy and the caller waits', () =>
    scenario(
      WITH_ESCALATION,
      async (s) => {
        const { caller, desk } = await transferTo(s, '*51', '8800');
        desk.doesNotAnswer();
        await s.after(seconds(10));
        desk.unregistered();
        await s.after(seconds(25));
        s.expect(caller).heard(['people.complaint.recorded']);
        expect(s.records.callbacks).toMatchObject([{ kind: 'complaint' }]);
      },
      OPTIONS,
    ));

  it('a caller whose number is withheld is asked for one', () =>
    scenario(
      WITH_ESCALATION,
      async (s) => {
        s.agent('8001').registered().answersAfter(seconds(1));
        const caller = await s.caller('anonymous').dials('4008001234');
        await s.after(seconds(20));
        s.agent('8001').presses('*51');
        await s.after(seconds(8));
        s.expect(caller).heard(['callback.key_in']);
        caller.presses(`${OTHER}#`);
        await s.after(seconds(8));
        caller.presses('1');
        await s.after(seconds(2));
        expect(s.records.callbacks).toMatchObject([{ kind: 'complaint', number: `+86${OTHER}` }]);
        s.fact('people.complaint', 'kept', 'engine');
      },
      OPTIONS,
    ));
});

describe('people.complaint: the caller', () => {
  it.each([
    ['in the apology', 2],
    ['while the desk’s phone rings', 9.5],
  ])('hangs up %s: called back all the same', (_, after) =>
    scenario(
      WITH_ESCALATION,
      async (s) => {
        const { agent, caller, desk } = await transferTo(s, '*51', '8800');
        desk.doesNotAnswer();
        await s.after(seconds(after));
        caller.hangsUp();
        await s.after(seconds(1));
        expect(agent.gone).toBe(true);
        expect(s.records.callbacks).toMatchObject([{ kind: 'complaint' }]);
        s.fact('people.complaint', 'kept', 'engine');
        s.records.neverBroken('close.caller.first');
      },
      OPTIONS,
    ),
  );

  it('takes the offer at the limit: the callback keeps its kind', () =>
    scenario(
      WITH_ESCALATION,
      async (s) => {
        const { caller, desk } = await transferTo(s, '*51', '8800');
        await s.after(seconds(16));
        // the desk is taken: a second complaint waits
        s.agent('8002').registered().answersAfter(seconds(1));
        const second = await s.caller(OTHER).dials('4008001234');
        await s.after(seconds(20));
        s.agent('8002').presses('*51');
        await s.until(() => s.records.happened('offerMade').length > 0, seconds(140));
        await s.after(seconds(2));
        second.presses('1');
        await s.after(seconds(2));
        expect(s.records.callbacks).toMatchObject([{ kind: 'complaint', number: `+86${OTHER}` }]);
        expect(caller.inCall && desk.inCall).toBe(true);
      },
      OPTIONS,
    ));

  it('on hold: hears it alone', () =>
    scenario(
      WITH_ESCALATION,
      async (s) => {
        s.agent('8800').registered().answersAfter(seconds(2));
        const { agent, caller } = await aTalk(s);
        agent.holds();
        await s.after(seconds(8));
        agent.presses('*51');
        await s.after(seconds(20));
        s.expect(caller).heard(SAYS);
        s.expect(caller).hears('<8800>');
      },
      OPTIONS,
    ));
});

describe('people.complaint: the key before the queue', () => {
  const MENU = ['people.complaint.menu', 'digit.9'];
  const KEY = { ...OPTIONS, line: { complaintKey: '9' } };

  it('puts the caller through to the desk, after the apology', () =>
    scenario(
      WITH_ESCALATION,
      async (s) => {
        s.agent('8800').registered().answersAfter(seconds(2));
        s.agent('8001').registered();
        const caller = await s.caller(MOBILE).dials(LINE);
        await s.after(seconds(3));
        caller.presses('9');
        await s.after(seconds(25));
        s.expect(caller).heard(SAYS);
        s.expect(caller).hears('<8800>');
        s.fact('people.complaint', 'kept', DESK);
        expect(s.records.happened('record')).toMatchObject([{ by: 'caller', detail: { type: 'complaint' } }]);
        expect(s.records.judged('answer.greeting.transferred')).toEqual([]);
      },
      KEY,
    ));

  it('with nobody there: recorded, and called back', () =>
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

  it('another key, or none: the agents are rung as ever', () =>
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

  it('whoever hangs up in it has not been answered', () =>
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

it('people.complaint: the engine dies in the apology, and the desk takes over all the same', () =>
  scenario(
    WITH_ESCALATION,
    async (s) => {
      const { agent, caller } = await transferTo(s, '*51', '8800');
      await s.after(seconds(2));
      await s.crash();
      await s.after(seconds(1));
      await s.restart();
      await s.after(seconds(25));
      expect(agent.gone).toBe(true);
      s.expect(caller).hears('<8800>');
      s.fact('people.complaint', 'kept', DESK);
    },
    OPTIONS,
  ));

// before the third of them the key is only half pressed
it.each([3, 4, 5, 6, 7, 8])(
  'people.complaint: the engine dies after so many commits on the way: %i; nobody is left behind',
  (commits) =>
    scenario(
      WITH_ESCALATION,
      async (s) => {
        const desk = s.agent('8800').registered().answersAfter(seconds(2));
        const { agent, caller } = await aTalk(s);
        s.crashAfterCommits(commits);
        agent.presses('*51');
        for (let waited = 0; !s.engineIsDead() && waited < 30; waited += 1) await s.after(seconds(1));
        await s.crash();
        await s.after(seconds(1));
        await s.restart();
        await s.after(seconds(40));
        expect(agent.gone).toBe(true);
        // a phone that was about to ring is taken for one that nobody picks up: then it is a callback
        const calledBack = s.records.callbacks.some(({ kind }) => kind === 'complaint');
        expect(desk.inCall || calledBack).toBe(true);
        s.fact('people.complaint', 'kept');
        s.records.neverBroken('people.complaint');
        if (!calledBack) s.expect(caller).hears('<8800>');
      },
      OPTIONS,
    ),
);
