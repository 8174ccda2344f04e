import {
  type CountryCode,
  getCountryCallingCode,
  type NumberType,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max';

/** A number that may be called back. */
export interface CallableNumber {
  readonly e164: string;
  /** As it is dialled on a trunk inside the country: `13800138000`, `01012345678`. */
  readonly dial: string;
}

/** An allow-list, because whoever withholds or forges a caller id must not be able to make the company dial premium,
 * shared-cost or service numbers. */
const CALLABLE: readonly NumberType[] = ['MOBILE', 'FIXED_LINE', 'FIXED_LINE_OR_MOBILE'];

/** What a network or a caller's keys gave as a number, as one that may be called back: a mobile or fixed number of
 * `region`. Null for everything else: withheld, foreign, premium, short, without its area code, or no number at all. */
export function callable(raw: string, region: CountryCode = 'CN'): CallableNumber | null {
  const plain = raw.normalize('NFKC').replace(/[\s().-]/gu, '');
  // Checked before parsing, since the parser finds a number inside any text.
  if (!/^\+?\d{5,20}$/.test(plain)) return null;
  const number = parsePhoneNumberFromString(plain, region);
  if (number?.country !== region || !number.isValid() || !CALLABLE.includes(number.getType())) return null;
  return { e164: number.number, dial: number.formatNational().replace(/\D/g, '') };
}

/** How the E.164 numbers of an area begin (`+8621`), from how they are dialled (`021`, `1380013`) or from E.164 (`+8621`). Null
 * for what begins no number. */
export function areaPrefix(raw: string, region: CountryCode = 'CN'): string | null {
  const plain = raw.normalize('NFKC').replace(/[\s().-]/gu, '');
  if (/^\+[1-9]\d{1,14}$/.test(plain)) return plain;
  const inside = /^0?([1-9]\d{0,13})$/.exec(plain)?.[1];
  return inside === undefined ? null : `+${getCountryCallingCode(region)}${inside}`;
}
