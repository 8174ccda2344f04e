import { describe, expect, it } from 'vitest';
import { aCallerWaits, aTalk } from './support/call-fixtures.ts';
import { STAFF, WITH_ESCALATION } from './support/escalation-fixtures.ts';
import { callAndPress, LANGUAGE_STANDARD, WITH_MENU } from './support/language-fixtures.ts';
import { type Scenario, scenario } from './support/scenario.ts';
import { aStandard, minutes, seconds } from './support/standard.ts';

const OTHER = '13912345678';

/** The only agent who speaks Cantonese is in a talk, and stays in it. */
async function theSpeakerIsBusy(s: Scenario) {
  const speaker = s.agent('8002').registered().answersAfter(seconds(1));
  await aCallerWaits(s, OTHER);
  await s.until(() => speaker.inCall, seconds(30));
  return speaker;
}

describe('language.caller: nobody who speaks the language becomes free', () => {
  it('a caller in the queue waits two minutes for them, then gets any agent; the record says so', () =>
    scenario(
      LANGUAGE_STANDARD,
      async (s) => {
        await theSpeakerIsBusy(s);
        const agent = s.agent('8001').registered().answersAfter(seconds(1));
        const caller = await callAndPress(s, '2');
        await s.after(seconds(125));
        expect(agent.rings || agent.inCall).toBe(false);
        await s.after(seconds(25));
        s.expect(caller).hears('<8001>');
        expect(s.records.happened('otherLanguage')).toMatchObject([
          { by: { agent: '8001' }, detail: { language: 'yue' } },
        ]);
        s.records.neverBroken('hold.reminder');
      },
      { staff: STAFF, ...WITH_MENU },
    ));

  it('a caller whom an agent has transferred for it does not go back to that agent, and the clause is broken', () =>
    scenario(
      WITH_ESCALATION,
      async (s) => {
        await theSpeakerIsBusy(s);
        const { agent, caller } = await aTalk(s);
        agent.presses('*62');
        await s.after(seconds(30));
        const chen = s.agent('8003').registered().answersAfter(seconds(1));
        await s.after(seconds(85));
        expect(chen.rings || chen.inCall).toBe(false);
        await s.after(seconds(35));
        s.expect(caller).hears('<8003>');
        expect(agent.gone).toBe(true);
        const broken = s.fact('language.caller', 'broken', 'engine');
        expect(broken.note).toBe('nobody who speaks the language was free in time');
        expect(s.records.happened('otherLanguage')).toMatchObject([{ by: { agent: '8003' } }]);
      },
      { staff: [...STAFF, { id: '8003', languages: ['zh'] }] },
    ));

  it('a callback gets another agent before its deadline', () =>
    scenario(
      aStandard({ 'language.caller': { sayApology: ['language.apology'] }, 'callback.done': {} }),
      async (s) => {
        await theSpeakerIsBusy(s);
        const caller = await callAndPress(s, '2');
        await s.after(seconds(40));
        caller.hangsUp();
        await s.after(seconds(1));
        caller.answersAfter(seconds(1));
        const agent = s.agent('8001').registered().answersAfter(seconds(1));
        await s.after(minutes(20));
        expect(agent.rings || agent.inCall).toBe(false);
        await s.after(minutes(7));
        expect(s.records.happened('otherLanguage')).toMatchObject([
          { by: { agent: '8001' }, detail: { language: 'yue' } },
        ]);
        s.expect(caller).hears('<8001>');
        caller.hangsUp();
        await s.after(seconds(30));
        s.fact('callback.done', 'kept', 'engine');
      },
      { staff: STAFF, ...WITH_MENU },
    ));

  it('an alert waits for no supervisor who speaks the language', () =>
    scenario(
      WITH_ESCALATION,
      async (s) => {
        const busy = s.agent('8900').registered().answersAfter(seconds(1));
        const agent = s.agent('8001').registered().answersAfter(seconds(1));
        await callAndPress(s, '1', OTHER);
        await s.after(seconds(30));
        agent.presses('*52');
        await s.until(() => busy.inCall, seconds(30));
        const free = s.agent('8901').registered().doesNotAnswer();
        const speaker = s.agent('8002').registered().answersAfter(seconds(1));
        await callAndPress(s, '2');
        await s.after(seconds(30));
        speaker.presses('*53');
        await s.after(seconds(1));
        expect(free.rings).toBe(true);
        expect(s.takeErrors()).toMatchObject([{ message: 'an agent has raised an urgent alert' }]);
      },
      { staff: STAFF, ...WITH_MENU },
    ));
});
