import { type CountryCode, getCountryCallingCode } from 'libphonenumber-js/max';
import plans from 'libphonenumber-js/max/metadata';
import type { CallbackRules, NumberType } from './callbacks.ts';
import { phoneNumber } from './numbers.ts';
import type { Site } from './site.ts';

// Asterisk has no library of numbering plans. While the engine is away its dialplan must know all the same which numbers nobody
// may call, so that it promises nothing to them: it gets the plans as regular expressions.

/** Where the library keeps, of a country: what is dialled before a foreign number, before one of its own, and the patterns of its
 * kinds of numbers; and where each kind stands among these. */
const PLAN = { abroad: 1, trunk: 5, kinds: 11 } as const;
const KINDS: Readonly<Record<NumberType, number>> = {
  fixed: 0,
  mobile: 1,
  toll_free: 2,
  premium: 3,
  personal: 4,
  voicemail: 5,
  uan: 6,
  pager: 7,
  voip: 8,
  shared_cost: 9,
};

/** Asterisk reads a variable of at most 4096 characters, and a request line of as many, in which most take three. */
const LONGEST = 800;

type Kinds = readonly (readonly [string] | null | 0 | undefined)[];

/** callback.purpose: POSIX extended regular expressions; a line may call a number that one of them matches, in any of the
 * forms in which a network or a caller's keys bring it. */
export function dialPatterns(
  region: CountryCode,
  { countries, numberTypes }: Pick<CallbackRules, 'countries' | 'numberTypes'>,
): string[] {
  return countries.flatMap((country) => {
    const prefix = prefixOf(country, region);
    const kinds = (plans.countries[country]?.[PLAN.kinds] || []) as Kinds;
    const alternatives = numberTypes.flatMap((type) => {
      const pattern = kinds[KINDS[type]];
      return pattern ? alternativesOf(posix(pattern[0])) : [];
    });
    return joined(alternatives).map((pattern) => `^${prefix}(${pattern})$`);
  });
}

/** Numbers of the lines themselves, in all their forms. */
function ownNumbers({ lines }: Pick<Site, 'lines'>): string {
  const own = lines.map(({ number, region }) => {
    const e164 = phoneNumber(number, region)?.e164;
    const inside = e164?.slice(`+${getCountryCallingCode(region)}`.length) ?? number.replace(/\D/g, '');
    return `${prefixOf(region, region)}${inside}`;
  });
  return `^(${own.join('|')})$`;
}

/** The global variables by which the dialplan knows whom the lines of a site may call: see `dialplan/extensions.conf`. */
export function dialplanRules(site: Pick<Site, 'lines'>): Readonly<Record<string, string>> {
  const sets: string[][] = [];
  const variables: Record<string, string> = { SANSHENG_OWN_NUMBERS: ownNumbers(site) };
  for (const { number, region, callbacks } of site.lines) {
    const patterns = dialPatterns(region, callbacks);
    const same = sets.findIndex((set) => set.join(' ') === patterns.join(' '));
    if (same < 0) sets.push(patterns);
    variables[`SANSHENG_RULES_${number}`] = String(same < 0 ? sets.length : same + 1);
  }
  sets.forEach((patterns, set) => {
    // the empty one ends the set, also where an earlier configuration had a longer one
    for (const [at, pattern] of [...patterns, ''].entries())
      variables[`SANSHENG_RULE_${set + 1}_${at + 1}`] = pattern;
  });
  return variables;
}

/** What may stand before the national number. */
function prefixOf(country: CountryCode, region: CountryCode): string {
  const code = getCountryCallingCode(country);
  const home = plans.countries[region];
  const abroad = posix(String(home?.[PLAN.abroad] || '00'));
  const trunk = home?.[PLAN.trunk] ? `|${home[PLAN.trunk]}` : '';
  return country === region ? `([+]?${code}|(${abroad})${code}${trunk})?` : `([+]|${abroad})${code}`;
}

function posix(pattern: string): string {
  return pattern.replaceAll('\\d', '[0-9]').replaceAll('(?:', '(');
}

/** The alternatives of a pattern that stand in no parentheses. */
function alternativesOf(pattern: string): string[] {
  const found: string[] = [];
  let depth = 0;
  let from = 0;
  for (const [at, sign] of [...pattern].entries()) {
    if (sign === '(') depth += 1;
    if (sign === ')') depth -= 1;
    if (sign !== '|' || depth > 0) continue;
    found.push(pattern.slice(from, at));
    from = at + 1;
  }
  return [...found, pattern.slice(from)];
}

/** As few patterns as fit. */
function joined(alternatives: readonly string[]): string[] {
  const patterns: string[] = [];
  for (const alternative of alternatives) {
    const last = patterns.at(-1);
    const longer = last === undefined ? alternative : `${last}|${alternative}`;
    if (last === undefined || longer.length > LONGEST) patterns.push(alternative);
    else patterns[patterns.length - 1] = longer;
  }
  return patterns;
}
