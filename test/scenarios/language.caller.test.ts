import { describe, expect, it } from 'vitest';
import { ENGINE_GREETING, GREETING_8001, MOBILE } from './support/call-fixtures.ts';
import { callAndPress, LANGUAGE_STANDARD, lastLanguage, WITH_MENU } from './support/language-fixtures.ts';
import { scenario } from './support/scenario.ts';
import { LINE } from './support/site.ts';
import { seconds } from './support/standard.ts';

const MENU = ['language.menu.zh', 'language.menu.yue', 'language.menu.en'];

describe('language.caller: the menu', () => {
  it('plays at once, each language in its own words; the caller’s key stops it and starts the ringing', () =>
    scenario(
      LANGUAGE_STANDARD,
      async (s) => {
        const caller = await callAndPress(s, '3');
        await s.after(seconds(4));
        s.expect(caller).heard(['language.menu.zh']).at(0);
        s.expect(caller).hears('tone.ringback');
        expect(lastLanguage(s)).toBe('en');
        s.fact('answer.rings', 'kept', 'engine');
        // a tone is no word in any language
        expect(s.records.judged('language.caller')).toEqual([]);
        await s.after(seconds(10));
        s.fact('language.caller', 'kept', 'engine');
      },
      WITH_MENU,
    ));

  it('an agent who picks up soon greets as in any call, without an apology for the wait', () =>
    scenario(
      LANGUAGE_STANDARD,
      async (s) => {
        s.agent('8001').registered().answersAfter(seconds(2));
        const caller = await callAndPress(s, '1');
        await s.after(seconds(20));
        s.expect(caller).heard(GREETING_8001);
        s.expect(caller).never('answer.late.apology');
        s.expect(caller).hears('<8001>');
        s.fact('answer.greeting', 'kept', 'engine');
      },
      WITH_MENU,
    ));

  it('with no agent free the engine greets after the usual number of rings and reassures the caller', () =>
    scenario(
      LANGUAGE_STANDARD,
      async (s) => {
        const caller = await callAndPress(s, '2');
        await s.after(seconds(60));
        const queued = s
          .expect(caller)
          .heard([...ENGINE_GREETING, 'music'])
          .at(11.3, 0.2);
        expect(s.expect(caller).times('hold.reminder').length).toBeGreaterThanOrEqual(2);
        expect(s.expect(caller).heard(['hold.reminder']).from - queued.from).toBeLessThanOrEqual(15 + 2.5);
        s.records.neverBroken('hold.reminder');
        expect(lastLanguage(s)).toBe('yue');
      },
      WITH_MENU,
    ));

  it('other keys have no effect; without a key the caller gets the line’s language', () =>
    scenario(
      LANGUAGE_STANDARD,
      async (s) => {
        const caller = await callAndPress(s, '9*#0');
        await s.after(seconds(40));
        s.expect(caller).heard([...MENU, 'silence', 'tone.ringback']);
        expect(lastLanguage(s)).toBe('zh');
        expect(s.records.happened('languageChosen')).toMatchObject([{ detail: { how: 'noKey' } }]);
        expect(s.records.judged('language.caller')).toEqual([]);
      },
      WITH_MENU,
    ));

  it('a caller who hangs up in the menu is called back in the line’s language', () =>
    scenario(
      LANGUAGE_STANDARD,
      async (s) => {
        const caller = await s.caller(MOBILE).dials(LINE);
        await s.after(seconds(6));
        caller.hangsUp();
        await s.after(seconds(1));
        expect(s.records.callbacks).toMatchObject([{ kind: 'abandoned', language: 'zh' }]);
      },
      WITH_MENU,
    ));

  it('a caller can still choose after the engine has crashed in the menu', () =>
    scenario(
      LANGUAGE_STANDARD,
      async (s) => {
        const caller = await s.caller(MOBILE).dials(LINE);
        await s.after(seconds(1));
        await s.crash();
        await s.restart();
        caller.presses('2');
        await s.after(seconds(2));
        s.expect(caller).hears('tone.ringback');
        expect(lastLanguage(s)).toBe('yue');
      },
      WITH_MENU,
    ));

  it('a menu that cannot be played delays nobody, and the clause is broken', () =>
    scenario(
      LANGUAGE_STANDARD,
      async (s) => {
        const caller = await s.caller(MOBILE).dials(LINE);
        await s.after(seconds(8));
        s.expect(caller).hears('tone.ringback');
        s.fact('language.caller', 'broken', 'engine');
        s.takeErrors();
      },
      { ...WITH_MENU, missing: MENU },
    ));
});
