import { describe, expect, it } from 'vitest';
import { aCallerWaits, aTalk, MOBILE } from './support/call-fixtures.ts';
import {
  AGENT,
  COMPLAINTS_AGENT,
  OTHER_NUMBER,
  TRANSFER_PROMPTS,
  WITH_STAFF,
} from './support/complaint-fixtures.ts';
import { recordTypes, TRANSFERRED, transferTo, WITH_ESCALATION } from './support/escalation-fixtures.ts';
import { scenario } from './support/scenario.ts';
import { seconds } from './support/standard.ts';
import { aSilentTalk, shipped } from './support/talk-fixtures.ts';

describe('people.complaint: a complaints agent is available', () => {
  it('on the ticketing line the apology is the one of its document', () =>
    scenario(
      shipped('ticketing'),
      async (s) => {
        s.agent('8800').registered().answersAfter(seconds(2));
        const { agent, caller } = await aSilentTalk(s);
        agent.presses('*51');
        await s.after(seconds(35));
        s.expect(caller).heard(['people.complaint.apology.ticketing', 'people.complaint.transfer.ticketing']);
        s.fact('people.complaint', 'kept', COMPLAINTS_AGENT);
      },
      WITH_STAFF,
    ));

  it('both hear the apology, the first agent leaves, and the complaints agent greets the caller', () =>
    scenario(
      WITH_ESCALATION,
      async (s) => {
        const { agent, caller, colleague } = await transferTo(s, '*51', '8800');
        await s.after(seconds(10));
        s.expect(caller).heard(TRANSFER_PROMPTS);
        s.expect(agent).heard(TRANSFER_PROMPTS);
        expect(agent.gone).toBe(true);
        await s.after(seconds(8));
        s.expect(caller).heard(TRANSFERRED('8800'));
        s.expect(colleague).heard(['tone.connect', ...TRANSFERRED('8800').slice(0, -1)]);
        s.expect(caller).hears('<8800>');
        s.expect(colleague).hears(`<${MOBILE}>`);

        expect(recordTypes(s)).toEqual(['complaint']);
        s.fact('people.complaint', 'kept', COMPLAINTS_AGENT);
        s.fact('answer.greeting.transferred', 'kept', 'engine');
        s.fact('close.caller.first', 'kept', AGENT);
        expect(s.records.happened('handedOver')).toMatchObject([{ by: AGENT, detail: { why: 'complaint' } }]);
        expect(s.records.happened('takenOver')).toMatchObject([
          { by: COMPLAINTS_AGENT, detail: { of: '8001' } },
        ]);
        expect(s.records.callbacks).toEqual([]);
      },
      WITH_STAFF,
    ));

  it('close.record: the first agent can still record the call, and the complaints agent has time of their own', () =>
    scenario(
      WITH_ESCALATION,
      async (s) => {
        const { agent, caller } = await transferTo(s, '*51', '8800');
        await s.after(seconds(12));
        agent.dialsCode('*31');
        await s.after(seconds(10));
        s.expect(agent).heard(['tone.ok']);
        s.fact('close.record', 'kept', AGENT);
        caller.hangsUp();
        await s.after(seconds(25));
        s.fact('close.record', 'broken', COMPLAINTS_AGENT);
        expect(s.records.happened('disposition')).toHaveLength(1);
      },
      WITH_STAFF,
    ));

  it('close.record: a first agent who records nothing breaks the clause although the call goes on', () =>
    scenario(
      WITH_ESCALATION,
      async (s) => {
        const { caller } = await transferTo(s, '*51', '8800');
        await s.after(seconds(45));
        s.expect(caller).hears('<8800>');
        s.fact('close.record', 'broken', AGENT);
      },
      WITH_STAFF,
    ));

  it('the caller goes before later ones, and only complaints agents are rung', () =>
    scenario(
      WITH_ESCALATION,
      async (s) => {
        s.agent('8800').registered().answersAfter(seconds(2));
        const { agent, caller } = await aTalk(s);
        const next = await aCallerWaits(s, OTHER_NUMBER);
        agent.presses('*51');
        await s.after(seconds(20));
        s.expect(caller).hears('<8800>');
        s.expect(next).never('<8800>');
      },
      WITH_STAFF,
    ));

  it('the caller waits with reassurances while the complaints agent is busy', () =>
    scenario(
      WITH_ESCALATION,
      async (s) => {
        const first = await transferTo(s, '*51', '8800');
        await s.after(seconds(18));
        s.agent('8002').registered().answersAfter(seconds(1));
        const second = await s.caller(OTHER_NUMBER).dials('4008001234');
        await s.after(seconds(20));
        s.agent('8002').presses('*51');
        await s.after(seconds(40));
        s.expect(second).heard([...TRANSFER_PROMPTS, 'music', 'hold.reminder']);
        first.caller.hangsUp();
        await s.after(seconds(1));
        first.colleague.dialsCode('*31');
        await s.after(seconds(20));
        s.expect(second).hears('<8800>');
        s.records.neverBroken('hold.reminder');
      },
      WITH_STAFF,
    ));

  it('the caller hears the rest of the apology when the agent presses twice and hangs up', () =>
    scenario(
      WITH_ESCALATION,
      async (s) => {
        const { agent, caller } = await transferTo(s, '*51', '8800');
        await s.after(seconds(1));
        agent.presses('*51');
        await s.after(seconds(1));
        agent.hangsUp();
        await s.after(seconds(20));
        s.expect(caller).heard(TRANSFER_PROMPTS);
        s.expect(caller).hears('<8800>');
        expect(recordTypes(s)).toEqual(['complaint']);
        s.records.neverBroken('close.caller.first');
      },
      WITH_STAFF,
    ));
});
