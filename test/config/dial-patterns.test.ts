import fc from 'fast-check';
import {
  type CountryCode,
  getCountryCallingCode,
  getExampleNumber,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max';
import plans from 'libphonenumber-js/max/metadata';
import examples from 'libphonenumber-js/mobile/examples';
import { describe, expect, test } from 'vitest';
import { callbackRules } from '../../src/config/callbacks-schema.ts';
import { dialPatterns, dialplanRules } from '../../src/config/dial-patterns.ts';
import { checkDial } from '../../src/config/numbers.ts';
import { runs } from '../support/runs.ts';
import { loadText, SHIPPED } from './site-fixtures.ts';

/** As Asterisk tries them. */
const matches = (patterns: readonly string[], raw: string) =>
  patterns.some((one) => new RegExp(one).test(raw));

const HOME: readonly CountryCode[] = ['CN', 'HK', 'US', 'GB', 'DE', 'SG', 'AU', 'JP'];

/** Where the library keeps the pattern of a whole plan. */
const WHOLE = 2;

/** What a kind of a plan allows and the plan as a whole does not (Germany's 4930000). Asterisk's regular expressions cannot say
 * both: the dialplan takes such a number, and the engine has the last word. */
function isHalfPlanned(raw: string, home: CountryCode): boolean {
  const number = parsePhoneNumberFromString(raw, home);
  if (number?.countryCallingCode !== getCountryCallingCode(home)) return false;
  return !new RegExp(`^(?:${plans.countries[home]?.[WHOLE]})$`).test(number.nationalNumber);
}

describe('whom the dialplan may promise a callback [callback.purpose]', () => {
  const patterns = dialPatterns('CN', callbackRules('CN'));

  test.each([
    '13800138000',
    '013800138000',
    '+8613800138000',
    '8613800138000',
    '008613800138000',
    '01012345678',
    '+861012345678',
    '02112345678',
  ])('%s, as a network or keys bring it', (raw) => {
    expect(matches(patterns, raw)).toBe(true);
  });

  test.each([
    '00209',
    '10086',
    '110',
    '1380013800',
    '138001380000',
    '4008001234',
    '16812345',
    '+85291234567',
    '0012125551212',
    '',
  ])('not %j', (raw) => {
    expect(matches(patterns, raw)).toBe(false);
  });

  test.each(HOME)('from %s: a mobile number of the country, in every form in which it is dialled', (home) => {
    const number = getExampleNumber(home, examples) as PhoneNumber;
    const rules = dialPatterns(home, callbackRules(home));
    for (const text of [
      number.formatNational(),
      number.number,
      number.format('IDD', { fromCountry: home }),
    ]) {
      const raw = text.replace(/[^+0-9]/g, '');
      if (raw !== '') expect(matches(rules, raw), raw).toBe(true);
    }
  });

  test('nobody whom the rules of a line forbid, and with a plus sign everybody whom they allow', () => {
    const digits = fc.stringMatching(/^(\+|00|0)?(86|1[3-9]|2|4008|95|400|[0-9])?[0-9]{3,13}$/);
    fc.assert(
      fc.property(fc.constantFrom(...HOME), digits, (home, raw) => {
        const rules = callbackRules(home);
        const allowed = 'number' in checkDial(raw, home, rules);
        const matched = matches(dialPatterns(home, rules), raw);
        if (matched && !isHalfPlanned(raw, home)) expect(allowed, `${raw} from ${home}`).toBe(true);
        if (allowed && raw.startsWith('+')) expect(matched, `${raw} from ${home}`).toBe(true);
      }),
      {
        numRuns: runs(4000),
        examples: [
          ['SG', '+2908000'],
          ['DE', '04930000'],
        ],
      },
    );
  });

  test('each is short enough for a variable of Asterisk and a line of a request', () => {
    const countries = ['CN', 'US', 'BR', 'DE', 'IN'] as const;
    const all = HOME.flatMap((home) => dialPatterns(home, { ...callbackRules(home), countries }));
    for (const pattern of all) expect(encodeURIComponent(pattern).length).toBeLessThan(3500);
  });

  test('the lines that have the same rules share them, and their own numbers are nobody', () => {
    const { site } = loadText(SHIPPED);
    const variables = dialplanRules(site ?? expect.fail('the shipped site is good'));
    const sets = Object.entries(variables).filter(([name]) => name.startsWith('SANSHENG_RULES_'));
    expect(new Set(sets.map(([, set]) => set))).toEqual(new Set(['1']));
    expect(sets).toHaveLength(site?.lines.length ?? 0);
    const own = new RegExp(variables.SANSHENG_OWN_NUMBERS ?? '');
    for (const raw of ['4008001234', '04008001234', '+864008001234']) expect(own.test(raw)).toBe(true);
    expect(own.test('13800138000')).toBe(false);
  });
});
