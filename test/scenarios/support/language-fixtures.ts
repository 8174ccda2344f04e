import { MOBILE } from './call-fixtures.ts';
import type { CallerPerson } from './people.ts';
import type { Scenario } from './scenario.ts';
import { LINE } from './site.ts';
import { aStandard, seconds } from './standard.ts';

export const LANGUAGE_STANDARD = aStandard({ 'language.caller': { sayApology: ['language.apology'] } });

export const WITH_MENU = { line: { languages: ['zh', 'yue', 'en'] } } as const;

/** The caller has rung in, and pressed a key in the menu. */
export async function callAndPress(s: Scenario, key: string, number = MOBILE): Promise<CallerPerson> {
  const caller = await s.caller(number).dials(LINE);
  await s.after(seconds(2));
  caller.presses(key);
  await s.after(100);
  return caller;
}

export const lastLanguage = (s: Scenario) => s.records.calls.at(-1)?.language;
