import { describe, expect, it } from 'vitest';
import {
  STAFF,
  TRANSFERRED,
  transferTo,
  transferToNobody,
  WITH_ESCALATION,
} from './support/escalation-fixtures.ts';
import { callAndPress, lastLanguage, WITH_MENU } from './support/language-fixtures.ts';
import { scenario } from './support/scenario.ts';
import { minutes, seconds } from './support/standard.ts';
import { aHeardTalk, shipped } from './support/talk-fixtures.ts';

describe('language.caller: the agent’s key', () => {
  it('plays the apology, then transfers the caller to a colleague who speaks the language', () =>
    scenario(
      WITH_ESCALATION,
      async (s) => {
        const { agent, caller } = await transferTo(s, '*62', '8002');
        await s.after(seconds(22));
        s.expect(caller).heard(['language.apology']);
        s.expect(caller).heard(TRANSFERRED('8002'));
        s.expect(caller).hears('<8002>');
        expect(agent.gone).toBe(true);
        expect(lastLanguage(s)).toBe('yue');
        s.fact('language.caller', 'kept', { agent: '8002' });
        expect(s.records.happened('handedOver')).toMatchObject([
          { detail: { why: 'language', language: 'yue' } },
        ]);
      },
      { staff: STAFF },
    ));

  it('promises a callback in that language if nobody who speaks it is available', () =>
    scenario(
      WITH_ESCALATION,
      async (s) => {
        const { agent, caller } = await transferToNobody(s, '*63');
        await s.after(seconds(16));
        s.expect(caller).heard(['language.apology', 'callback.number_is']);
        expect(s.records.callbacks).toMatchObject([{ language: 'en', wants: { mustSpeak: true } }]);
        caller.hangsUp();
        caller.answersAfter(seconds(1));
        agent.dialsCode('*31');
        await s.after(minutes(5));
        expect(s.records.happened('customerDialled')).toEqual([]);
        s.agent('8002').registered().answersAfter(seconds(1));
        await s.after(seconds(40));
        s.expect(caller).hears('<8002>');
      },
      { staff: STAFF },
    ));

  it('is not needed for a call that goes to an agent who speaks its language', () =>
    scenario(
      WITH_ESCALATION,
      async (s) => {
        s.agent('8001').registered().answersAfter(seconds(1));
        await s.after(seconds(5));
        s.agent('8002').registered().answersAfter(seconds(1));
        const caller = await callAndPress(s, '3');
        await s.after(seconds(25));
        s.expect(caller).hears('<8002>');
      },
      { staff: STAFF, ...WITH_MENU },
    ));

  it('aftersales: the first step is to ask the caller to speak slowly, and the talk goes on', () =>
    scenario(shipped('aftersales'), async (s) => {
      const { agent, caller } = await aHeardTalk(s);
      agent.presses('*60');
      await s.after(seconds(8));
      s.expect(caller).heard(['language.slowly.aftersales']);
      s.expect(agent).heard(['language.slowly.aftersales']);
      s.fact('language.caller', 'kept', { agent: '8001' });
      expect(s.records.happened('handedOver')).toEqual([]);
      s.expect(caller).hears('<8001>');
    }));

  it('a standard that has no words for it answers that key as a wrong key', () =>
    scenario(WITH_ESCALATION, async (s) => {
      const { agent, caller } = await aHeardTalk(s);
      agent.presses('*60');
      await s.after(seconds(2));
      s.expect(agent).heard(['tone.error']);
      s.expect(caller).never('tone');
    }));
});
