import { describe, expect, it } from 'vitest';
import { MOBILE } from './support/call-fixtures.ts';
import { callAndPress, LANGUAGE_STANDARD, lastLanguage, WITH_MENU } from './support/language-fixtures.ts';
import type { CallerPerson } from './support/people.ts';
import { type Scenario, scenario } from './support/scenario.ts';
import { LINE } from './support/site.ts';
import { seconds } from './support/standard.ts';

/** No menu since that person's call began. */
function expectNoMenu(s: Scenario, caller: CallerPerson): void {
  expect(
    s
      .expect(caller)
      .times('language.menu.zh')
      .filter((at) => at >= 0),
  ).toEqual([]);
}

describe('language.caller: the remembered choice', () => {
  it('the next call of the number has no menu, and a callback uses the language of its call', () =>
    scenario(
      LANGUAGE_STANDARD,
      async (s) => {
        const first = await callAndPress(s, '3');
        await s.after(seconds(20));
        first.hangsUp();
        await s.after(seconds(1));
        expect(s.records.callbacks).toMatchObject([{ kind: 'abandoned', language: 'en' }]);
        const again = await s.caller(MOBILE).dials(LINE);
        await s.after(seconds(5));
        expectNoMenu(s, again);
        s.expect(again).hears('ringing');
        expect(lastLanguage(s)).toBe('en');
        expect(s.records.happened('languageChosen')).toMatchObject([
          { detail: { how: 'key' } },
          { detail: { how: 'remembered' } },
        ]);
      },
      WITH_MENU,
    ));

  it('survives a restart; after it is forgotten the caller is asked again', () =>
    scenario(
      LANGUAGE_STANDARD,
      async (s) => {
        (await callAndPress(s, '2')).hangsUp();
        await s.after(seconds(1));
        await s.crash();
        await s.restart();
        const again = await s.caller(MOBILE).dials(LINE);
        await s.after(seconds(1));
        expectNoMenu(s, again);
        again.hangsUp();
        await s.after(seconds(1));
        expect(await s.desk().forgetCustomer(`+86${MOBILE}`, 'admin')).toBe(true);
        expect(await s.desk().forgetCustomer(`+86${MOBILE}`, 'admin')).toBe(false);
        const asked = await s.caller(MOBILE).dials(LINE);
        await s.after(seconds(1));
        s.expect(asked).hears('language.menu.zh');
      },
      WITH_MENU,
    ));

  it('does not apply to another number or a withheld one', () =>
    scenario(
      LANGUAGE_STANDARD,
      async (s) => {
        (await callAndPress(s, '2')).hangsUp();
        (await callAndPress(s, '2', 'anonymous')).hangsUp();
        for (const number of ['13912345678', 'anonymous']) {
          const caller = await s.caller(number).dials(LINE);
          await s.after(seconds(1));
          s.expect(caller).hears('language.menu.zh');
          caller.hangsUp();
        }
      },
      WITH_MENU,
    ));
});
