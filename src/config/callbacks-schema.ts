import { type CountryCode, isSupportedCountry } from 'libphonenumber-js/max';
import { z } from 'zod';
import { type CallbackRules, NUMBER_TYPES } from './callbacks.ts';
import { hoursSchema, openingHours } from './hours-schema.ts';

const COUNTRIES_CURE = 'Give a list of countries by their two letters, such as [CN, HK].';
const country = z.string({ error: COUNTRIES_CURE }).refine(isSupportedCountry, { error: COUNTRIES_CURE });
const countries = z.array(country, { error: COUNTRIES_CURE }).min(1, { error: COUNTRIES_CURE });

const TYPES_CURE = `Give a list of ${NUMBER_TYPES.join(', ')}.`;
const types = z
  .array(z.enum(NUMBER_TYPES, { error: TYPES_CURE }), { error: TYPES_CURE })
  .min(1, { error: TYPES_CURE });

const HOUR_CURE = 'Give a whole number of calls from 1 to 100.';
const DAY_CURE = 'Give a whole number of calls from 1 to 1000.';
const LINE_CURE = 'Give a whole number of calls from 1 to 100000.';
const WISHES_CURE = 'Give a whole number of callbacks from 1 to 1000.';
const count = (cure: string, max: number) =>
  z.int({ error: cure }).min(1, { error: cure }).max(max, { error: cure });
const flag = z.boolean({ error: 'Give true or false.' });

/** `callbacks` of a site or of a line, as it stands in the file; the messages are the cures. */
export const callbacksSchema = z.strictObject({
  hours: hoursSchema.optional(),
  countries: countries.optional(),
  number_types: types.optional(),
  per_number_per_hour: count(HOUR_CURE, 100).optional(),
  per_number_per_day: count(DAY_CURE, 1000).optional(),
  per_line_per_hour: count(LINE_CURE, 100_000).optional(),
  hold_back_after: count(WISHES_CURE, 1000).optional(),
  customer_first: flag.optional(),
  press_1: flag.optional(),
});

export type CallbacksFile = z.infer<typeof callbacksSchema>;

/** A file in which nothing is left out. */
type Said = { readonly [K in keyof CallbacksFile]-?: NonNullable<CallbacksFile[K]> };

/** Where nothing is said: by day, on holidays as on other days; mobile and fixed numbers of the country. */
const DEFAULTS: Omit<Said, 'countries'> = {
  hours: { daily: '08:00-21:00', holidays: 'open' },
  number_types: ['mobile', 'fixed'],
  per_number_per_hour: 10,
  per_number_per_day: 20,
  per_line_per_hour: 1000,
  hold_back_after: 5,
  customer_first: false,
  press_1: false,
};

/** What holds for a line: what it says itself, else what the site says for all, else the defaults. Key by key. */
export function callbackRules(
  region: CountryCode,
  site: CallbacksFile = {},
  line: CallbacksFile = {},
): CallbackRules {
  const said: Said = Object.assign({ ...DEFAULTS, countries: [region] }, site, line);
  return {
    hours: openingHours(said.hours),
    countries: said.countries,
    numberTypes: said.number_types,
    perNumberPerHour: said.per_number_per_hour,
    perNumberPerDay: said.per_number_per_day,
    perLinePerHour: said.per_line_per_hour,
    holdBackAfter: said.hold_back_after,
    customerFirst: said.customer_first,
    press1: said.press_1,
  };
}
