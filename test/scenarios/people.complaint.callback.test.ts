import { describe, expect, it } from 'vitest';
import { AGENT, OTHER_NUMBER, TRANSFER_PROMPTS, WITH_STAFF } from './support/complaint-fixtures.ts';
import { transferTo, transferToNobody, WITH_ESCALATION } from './support/escalation-fixtures.ts';
import { scenario } from './support/scenario.ts';
import { minutes, seconds } from './support/standard.ts';

describe('people.complaint: no complaints agent is available', () => {
  it('the complaint is recorded, and a complaints agent calls back within 30 minutes', () =>
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
        s.fact('close.caller.first', 'kept', AGENT);
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
      WITH_STAFF,
    ));

  it('any agent calls back when the deadline is near', () =>
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
      WITH_STAFF,
    ));

  it('any free agent calls back at once if the site has no complaints agent', () =>
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

  it('the caller is called back if the complaints agent declines', () =>
    scenario(
      WITH_ESCALATION,
      async (s) => {
        s.agent('8800').registered().declines();
        const { caller } = await transferToNobody(s, '*51');
        await s.after(seconds(20));
        s.expect(caller).heard([...TRANSFER_PROMPTS]);
        s.expect(caller).heard(['people.complaint.recorded']);
        expect(s.records.callbacks).toMatchObject([{ kind: 'complaint' }]);
        s.fact('people.complaint', 'kept', 'engine');
      },
      WITH_STAFF,
    ));

  it('the caller is called back if the complaints agent’s phone goes offline meanwhile', () =>
    scenario(
      WITH_ESCALATION,
      async (s) => {
        const { caller, colleague } = await transferTo(s, '*51', '8800');
        colleague.doesNotAnswer();
        await s.after(seconds(10));
        colleague.unregistered();
        await s.after(seconds(25));
        s.expect(caller).heard(['people.complaint.recorded']);
        expect(s.records.callbacks).toMatchObject([{ kind: 'complaint' }]);
      },
      WITH_STAFF,
    ));

  it('a caller who withholds the number is asked for one', () =>
    scenario(
      WITH_ESCALATION,
      async (s) => {
        s.agent('8001').registered().answersAfter(seconds(1));
        const caller = await s.caller('anonymous').dials('4008001234');
        await s.after(seconds(20));
        s.agent('8001').presses('*51');
        await s.after(seconds(8));
        s.expect(caller).heard(['callback.key_in']);
        caller.presses(`${OTHER_NUMBER}#`);
        await s.after(seconds(8));
        caller.presses('1');
        await s.after(seconds(2));
        expect(s.records.callbacks).toMatchObject([{ kind: 'complaint', number: `+86${OTHER_NUMBER}` }]);
        s.fact('people.complaint', 'kept', 'engine');
      },
      WITH_STAFF,
    ));
});
