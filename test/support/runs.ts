/** The project `long` sets it: property tests then make all their runs. */
export const ALL_RUNS = 'TEST_ALL_RUNS';
/** The share of a property's runs that `npm test` makes. */
const SHARE = 0.25;

/** How many runs a property test makes: `npm run test:long` makes them all. */
export function runs(all: number): number {
  return process.env[ALL_RUNS] === undefined ? Math.ceil(SHARE * all) : all;
}

/** The same for a table of cases: the first ones. */
export function cases<T>(all: readonly T[]): readonly T[] {
  return all.slice(0, runs(all.length));
}
