import { describe, expect, it } from 'vitest';
import { ENGINE_GREETING, GREETING_8001, MOBILE } from './support/call-fixtures.ts';
import {
  STAFF,
  TRANSFERRED,
  transferTo,
  transferToNobody,
  WITH_ESCALATION,
} from './support/escalation-fixtures.ts';
import type { CallerPerson } from './support/people.ts';
import { type Scenario, scenario } from './support/scenario.ts';
import { LINE } from './support/site.ts';
import { aStandard, minutes, seconds } from './support/standard.ts';

const MENU = ['language.menu.zh', 'language.menu.yue', 'language.menu.en'];
const STANDARD = aStandard({ 'language.caller': { sayApology: ['language.apology'] } });
const ASKED = { line: { languages: ['zh', 'yue', 'en'] } } as const;

/** The caller has rung in, and pressed a key in the menu. */
async function chosen(s: Scenario, key: string, number = MOBILE): Promise<CallerPerson> {
  const caller = await s.caller(number).dials(LINE);
  await s.after(seconds(2));
  caller.presses(key);
  await s.after(100);
  return caller;
}

/** No menu since that person's call began. */
function asksNothing(s: Scenario, caller: CallerPerson): void {
  expect(
    s
      .expect(caller)
      .times('language.menu.zh')
      .filter((at) => at >= 0),
  ).toEqual([]);
}

const language = (s: Scenario) => s.records.calls.at(-1)?.language;

describe('language.caller: the menu', () => {
  it('is heard at once, each language offering itself; the choice cuts it, and ringing is heard', () =>
    scenario(
      STANDARD,
      async (s) => {
        const caller = await chosen(s, '3');
        await s.after(seconds(4));
        s.expect(caller).heard(['language.menu.zh']).at(0);
        s.expect(caller).hears('tone.ringback');
        expect(language(s)).toBe('en');
        s.fact('language.caller', 'kept', 'engine');
        s.fact('answer.rings', 'kept', 'engine');
      },
      ASKED,
    ));

  it('an agent who picks up soon greets, as in any call, and apologises for no wait', () =>
    scenario(
      STANDARD,
      async (s) => {
        s.agent('8001').registered().answersAfter(seconds(2));
        const caller = await chosen(s, '1');
        await s.after(seconds(20));
        s.expect(caller).heard(GREETING_8001);
        s.expect(caller).never('answer.late.apology');
        s.expect(caller).hears('<8001>');
        s.fact('answer.greeting', 'kept', 'engine');
      },
      ASKED,
    ));

  it('where nobody is free the engine greets after as many rings as ever, and the promises of a wait hold', () =>
    scenario(
      STANDARD,
      async (s) => {
        const caller = await chosen(s, '2');
        await s.after(seconds(60));
        const queued = s
          .expect(caller)
          .heard([...ENGINE_GREETING, 'music'])
          .at(11.3, 0.2);
        expect(s.expect(caller).times('hold.reminder').length).toBeGreaterThanOrEqual(2);
        expect(s.expect(caller).heard(['hold.reminder']).from - queued.from).toBeLessThanOrEqual(15 + 2.5);
        s.records.neverBroken('hold.reminder');
        expect(language(s)).toBe('yue');
      },
      ASKED,
    ));

  it('keys that it does not offer mean nothing; without a key the line’s language is spoken', () =>
    scenario(
      STANDARD,
      async (s) => {
        const caller = await chosen(s, '9*#0');
        await s.after(seconds(40));
        s.expect(caller).heard([...MENU, 'silence', 'tone.ringback']);
        expect(language(s)).toBe('zh');
        expect(s.records.happened('languageChosen')).toMatchObject([{ detail: { how: 'noKey' } }]);
        expect(s.records.judged('language.caller')).toEqual([]);
      },
      ASKED,
    ));

  it('whoever hangs up in the menu is called back as one who gave up while it rang, in the line’s language', () =>
    scenario(
      STANDARD,
      async (s) => {
        const caller = await s.caller(MOBILE).dials(LINE);
        await s.after(seconds(6));
        caller.hangsUp();
        await s.after(seconds(1));
        expect(s.records.callbacks).toMatchObject([{ kind: 'abandoned', language: 'zh' }]);
      },
      ASKED,
    ));

  it('an engine that dies in the menu leaves a caller who still can choose', () =>
    scenario(
      STANDARD,
      async (s) => {
        const caller = await s.caller(MOBILE).dials(LINE);
        await s.after(seconds(1));
        await s.crash();
        await s.restart();
        caller.presses('2');
        await s.after(seconds(2));
        s.expect(caller).hears('tone.ringback');
        expect(language(s)).toBe('yue');
      },
      ASKED,
    ));

  it('a menu that cannot be heard holds nobody up: on record as broken', () =>
    scenario(
      STANDARD,
      async (s) => {
        const caller = await s.caller(MOBILE).dials(LINE);
        await s.after(seconds(8));
        s.expect(caller).hears('tone.ringback');
        s.fact('language.caller', 'broken', 'engine');
        s.takeErrors();
      },
      { ...ASKED, missing: MENU },
    ));
});

describe('language.caller: the remembered choice', () => {
  it('the next call hears no menu, and a callback is in the language of its call', () =>
    scenario(
      STANDARD,
      async (s) => {
        const first = await chosen(s, '3');
        await s.after(seconds(20));
        first.hangsUp();
        await s.after(seconds(1));
        expect(s.records.callbacks).toMatchObject([{ kind: 'abandoned', language: 'en' }]);
        const again = await s.caller(MOBILE).dials(LINE);
        await s.after(seconds(5));
        asksNothing(s, again);
        s.expect(again).hears('ringing');
        expect(language(s)).toBe('en');
        expect(s.records.happened('languageChosen')).toMatchObject([
          { detail: { how: 'key' } },
          { detail: { how: 'remembered' } },
        ]);
      },
      ASKED,
    ));

  it('outlives the engine; forgotten, the caller is asked again', () =>
    scenario(
      STANDARD,
      async (s) => {
        (await chosen(s, '2')).hangsUp();
        await s.after(seconds(1));
        await s.crash();
        await s.restart();
        const again = await s.caller(MOBILE).dials(LINE);
        await s.after(seconds(1));
        asksNothing(s, again);
        again.hangsUp();
        await s.after(seconds(1));
        expect(await s.desk().forgetCustomer(`+86${MOBILE}`, 'admin')).toBe(true);
        expect(await s.desk().forgetCustomer(`+86${MOBILE}`, 'admin')).toBe(false);
        const asked = await s.caller(MOBILE).dials(LINE);
        await s.after(seconds(1));
        s.expect(asked).hears('language.menu.zh');
      },
      ASKED,
    ));

  it('another number, and one that is withheld, is asked', () =>
    scenario(
      STANDARD,
      async (s) => {
        (await chosen(s, '2')).hangsUp();
        (await chosen(s, '2', 'anonymous')).hangsUp();
        for (const number of ['13912345678', 'anonymous']) {
          const caller = await s.caller(number).dials(LINE);
          await s.after(seconds(1));
          s.expect(caller).hears('language.menu.zh');
          caller.hangsUp();
        }
      },
      ASKED,
    ));
});

describe('language.caller: the agent’s key', () => {
  it('the apology, then a colleague who speaks it, in that language from there on', () =>
    scenario(
      WITH_ESCALATION,
      async (s) => {
        const { agent, caller } = await transferTo(s, '*62', '8002');
        await s.after(seconds(22));
        s.expect(caller).heard(['language.apology']);
        s.expect(caller).heard(TRANSFERRED('8002'));
        s.expect(caller).hears('<8002>');
        expect(agent.gone).toBe(true);
        expect(language(s)).toBe('yue');
        s.fact('language.caller', 'kept', { agent: '8002' });
        expect(s.records.happened('handedOver')).toMatchObject([
          { detail: { why: 'language', language: 'yue' } },
        ]);
      },
      { staff: STAFF },
    ));

  it('nobody there who speaks it: a callback in that language, not by one who does not', () =>
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

  it('a plain call goes to who speaks its language, though another has been idle longer', () =>
    scenario(
      WITH_ESCALATION,
      async (s) => {
        s.agent('8001').registered().answersAfter(seconds(1));
        await s.after(seconds(5));
        s.agent('8002').registered().answersAfter(seconds(1));
        const caller = await chosen(s, '3');
        await s.after(seconds(25));
        s.expect(caller).hears('<8002>');
      },
      { staff: STAFF, ...ASKED },
    ));
});
