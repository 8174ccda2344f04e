import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/max';

/** Groups of digits with what people write between them: blanks, dashes, brackets around an area code, what cannot be seen or stands
 * for it. A group after a letter or a dot is part of an id or a fraction. */
const CHAIN =
  /(?<![\w.０-９])[+＋]?[(（]?[\d０-９]+(?:[\p{Zs}\p{Dash}\p{Cf}()（）\ufffd]{1,3}[\d０-９]+)+(?![\w０-９]|\.\d)/gu;
const GROUP = /[+＋]?[(（]?[\d０-９]+/gu;

/** Nobody writes a number in more. */
const MOST_GROUPS = 8;

/** How a number begins whose country the writer names, and how long it is. */
const INTERNATIONAL = /^(?:\+|00)[1-9]\d{6,14}$/;
/** In mainland China: with the area code, of a mobile phone, of a service. A date begins otherwise: `2026-12-01 10`. */
const MAINLAND = /^(?:0[1-9]\d{8,10}|1[3-9]\d{9}|[48]00\d{7})$/;
/** In Hong Kong and Macau. With a dash it is mostly a range: `2500-3500`. */
const EIGHT = /^\d{4}\p{Zs}\d{4}$/u;

/** The same text with each phone number that stands in it in several groups (`138 0013-8000`, `(021) 6234 5678`) replaced. A number
 * is what a numbering plan has as one, so that dates, amounts and most order numbers stay. Digits in a row stay, too.
 * @param write what stands there instead; gets the digits in a row, and the plus */
export function replaceWrittenNumbers(text: string, write: (number: string) => string): string {
  return text.replace(CHAIN, (chain) => replaceInChain(chain, write));
}

/** Whether such a number stands in a text. */
export function hasWrittenNumber(text: string): boolean {
  let found = false;
  replaceWrittenNumbers(text, (number) => {
    found = true;
    return number;
  });
  return found;
}

function replaceInChain(chain: string, write: (number: string) => string): string {
  const groups = [...chain.matchAll(GROUP)].map(({ 0: { length }, index }) => ({
    index,
    end: index + length,
  }));
  let [written, at] = ['', 0];
  for (let from = 0; from < groups.length; ) {
    const number = numberIn(chain, groups.slice(from, from + MOST_GROUPS));
    if (number) {
      written += chain.slice(at, number.index) + write(number.digits);
      at = number.end;
    }
    from += number?.groups ?? 1;
  }
  return written + chain.slice(at);
}

interface Place {
  readonly index: number;
  readonly end: number;
}

/** The longest number that begins with the first group, and has more than that one. */
function numberIn(chain: string, [first, ...others]: readonly Place[]) {
  if (!first) return null;
  const { index } = first;
  for (const [more, { end }] of [...others.entries()].toReversed()) {
    const raw = chain.slice(index, end);
    const digits = raw.replace(/[^\d０-９+＋]/g, '');
    if (isNumber(digits.normalize('NFKC'), raw.normalize('NFKC')))
      return { index, end, digits, groups: more + 2 };
  }
  return null;
}

function isNumber(digits: string, raw: string): boolean {
  if (INTERNATIONAL.test(digits)) return isIn(digits.replace(/^00/, '+'), 'CN');
  if (MAINLAND.test(digits)) return isIn(digits, 'CN');
  return EIGHT.test(raw) && (isIn(digits, 'HK') || isIn(digits, 'MO'));
}

function isIn(digits: string, country: CountryCode): boolean {
  return parsePhoneNumberFromString(digits, country)?.isValid() ?? false;
}
