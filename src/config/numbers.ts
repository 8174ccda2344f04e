import {
  type CountryCode,
  getCountryCallingCode,
  type PhoneNumber as LibraryNumber,
  type NumberType as LibraryType,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max';
import type { Dialling } from '../core/rules.ts';
import type { CallbackRules, NumberType } from './callbacks.ts';

/** Somebody's number, wherever it is and whatever it costs to call. */
export interface PhoneNumber {
  readonly e164: string;
  /** As it is dialled on a trunk inside the region: `13800138000`, `01012345678`, `0012125551212`. */
  readonly dial: string;
  /** Undefined for one of no country. */
  readonly country: CountryCode | undefined;
  /** Two where the numbering plan of a country tells no mobile from a fixed number. */
  readonly types: readonly NumberType[];
}

const TYPES: Readonly<Record<Exclude<LibraryType, undefined>, readonly NumberType[]>> = {
  MOBILE: ['mobile'],
  FIXED_LINE: ['fixed'],
  FIXED_LINE_OR_MOBILE: ['mobile', 'fixed'],
  VOIP: ['voip'],
  TOLL_FREE: ['toll_free'],
  SHARED_COST: ['shared_cost'],
  PREMIUM_RATE: ['premium'],
  PERSONAL_NUMBER: ['personal'],
  PAGER: ['pager'],
  UAN: ['uan'],
  VOICEMAIL: ['voicemail'],
};

/** As a foreign number is dialled. A region with several prefixes for that (Singapore) has none that the library knows: it then
 * returns undefined, whatever its type says. */
function abroad(number: LibraryNumber, region: CountryCode): string {
  const dialled: string | undefined = number.format('IDD', { fromCountry: region });
  return dialled ?? `00${number.number}`;
}

/** What a network, a caller's keys or an operator gave as a number, read as inside `region`. Null for what is none: withheld,
 * short, without its area code, with an extension, with anything else about it. */
export function phoneNumber(raw: string, region: CountryCode = 'CN'): PhoneNumber | null {
  const key = `${region} ${raw}`;
  const known = READ.get(key);
  if (known !== undefined) return known;
  if (READ.size >= MOST_READ) READ.clear();
  const number = readNumber(raw, region);
  READ.set(key, number);
  return number;
}

/** The engine asks for the same few numbers again at each turn, and the library takes some 30 µs for one. */
const READ = new Map<string, PhoneNumber | null>();
const MOST_READ = 10_000;

/** What people write in a number, and what comes along where it is copied: dashes of all kinds, marks that show nothing. */
const WRITTEN = /[\s().\p{Dash}\p{Cf}]/gu;

/** A whole subscriber's number, a dash, and some digits: an extension. Where one is dialled with the number, as in Germany, it is
 * part of it. */
const EXTENSION = /(?<!\d)\d{7,8}\s*\p{Dash}\s*\d{1,6}\p{Cf}*$/u;
const APART: ReadonlySet<CountryCode | undefined> = new Set<CountryCode>(['CN', 'HK', 'MO', 'TW', 'SG']);

function readNumber(raw: string, region: CountryCode): PhoneNumber | null {
  const plain = raw.normalize('NFKC').replace(WRITTEN, '');
  // Checked before parsing, since the parser finds a number inside any text.
  if (!/^\+?\d{5,20}$/.test(plain)) return null;
  const number = parsePhoneNumberFromString(plain, region);
  const type = number?.getType();
  if (!number?.isValid() || type === undefined) return null;
  if (APART.has(number.country) && EXTENSION.test(raw.normalize('NFKC'))) return null;
  const inside = number.country === region;
  const dialled = inside ? number.formatNational() : abroad(number, region);
  const dial = dialled.replace(/\D/g, '');
  return { e164: number.number, dial, country: number.country, types: TYPES[type] };
}

/** callback.purpose: whether a line of the region may call it. An allow-list, because whoever forges a caller id must not be able
 * to make the company dial premium or foreign numbers. */
export function checkDial(
  raw: string,
  region: CountryCode,
  { countries, numberTypes }: Pick<CallbackRules, 'countries' | 'numberTypes'>,
): Dialling {
  const number = phoneNumber(raw, region);
  if (!number) return { refused: 'noNumber', e164: null };
  const { e164, dial, country, types } = number;
  if (country === undefined || !countries.includes(country)) return { refused: 'country', e164 };
  if (!types.some((type) => numberTypes.includes(type))) return { refused: 'numberType', e164 };
  return { number: { e164, dial } };
}

/** How the E.164 numbers of an area begin (`+8621`), from how they are dialled (`021`, `1380013`) or from E.164 (`+8621`). Null
 * for what begins no number. */
export function areaPrefix(raw: string, region: CountryCode = 'CN'): string | null {
  const plain = raw.normalize('NFKC').replace(/[\s().-]/gu, '');
  if (/^\+[1-9]\d{1,14}$/.test(plain)) return plain;
  const inside = /^0?([1-9]\d{0,13})$/.exec(plain)?.[1];
  return inside === undefined ? null : `+${getCountryCallingCode(region)}${inside}`;
}
